var searchData=
[
  ['key_0',['key',['../structdms__request.html#a8c121dddac63a76f82102447da5fbc0f',1,'dms_request']]],
  ['key_5fsize_1',['key_size',['../structdms__config__section.html#ad3a3f08aaea73e921977064837f988aa',1,'dms_config_section']]],
  ['keys_2',['keys',['../structdms__config__section.html#a97ce342398fe348b3d0513a730fbbefa',1,'dms_config_section']]],
  ['kind_3',['kind',['../structdms__visitor.html#a636bdbb0881c79cc8672e45653878f77',1,'dms_visitor']]]
];
