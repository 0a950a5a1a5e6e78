var searchData=
[
  ['magic_0',['magic',['../structdms__plugin.html#a47819d658e8c30e4343b99b30a864ef3',1,'dms_plugin']]],
  ['map_1',['map',['../structdms__import__options.html#a487c16c7cee09378513e012ea1bcba5a',1,'dms_import_options']]],
  ['map_5fname_2',['map_name',['../structdms__import__options.html#a125667c1c4d0870b298334a5b26c0122',1,'dms_import_options']]],
  ['mask_3',['mask',['../structdms__field.html#a530f59aeb108c58994667bb56053d31a',1,'dms_field']]],
  ['max_5flength_4',['max_length',['../structdms__field.html#a90bc9764fbee59f706acac1479fd6e93',1,'dms_field']]],
  ['maximum_5',['maximum',['../structdms__config__key.html#a629451c2397eda92e9ac5a0e61bfccb8',1,'dms_config_key::maximum()'],['../structdms__field.html#a71fa0c076c130ba3edae5564d5197fc6',1,'dms_field::maximum()']]],
  ['measure_5fsize_6',['measure_size',['../structdms__figure.html#af4dbb0aeec2a2dc7b8f0efbb6e25aca0',1,'dms_figure']]],
  ['moments_7',['moments',['../structdms__replay.html#a651e457872f0512fa0897a89c451f283',1,'dms_replay']]]
];
