var searchData=
[
  ['target_0',['target',['../structdms__field.html#ad4fffac39dae2a66bed2bf2f25869a1b',1,'dms_field::target()'],['../structdms__import__options.html#a66c3c4b5da13c441a1d6e3ad849be044',1,'dms_import_options::target()']]],
  ['text_1',['text',['../structdms__answer__text.html#ac6067e2be8ae15bb6de37664823ae3fa',1,'dms_answer_text']]],
  ['title_2',['title',['../structdms__entity.html#ae233a3ba06b19dd578fac9cab7222b5a',1,'dms_entity']]],
  ['to_3',['to',['../structdms__replay.html#a46397fd7bf808484a3bdd30a5a186368',1,'dms_replay::to()'],['../structdms__transition.html#a570acadd189c1a3736c717531e961269',1,'dms_transition::to()']]],
  ['transition_5fsize_4',['transition_size',['../structdms__workflow.html#ac84d1b787f25a6bf5dce8af9496c2556',1,'dms_workflow']]],
  ['type_5',['type',['../structdms__argument.html#a1223c3479151cb1c0d878a808eb9eaa4',1,'dms_argument::type()'],['../structdms__config__key.html#a4bd02eb0ef960d849d6b75f0126a7162',1,'dms_config_key::type()'],['../structdms__field.html#ad977a7c5e9138f9a0ff900291bf0db5c',1,'dms_field::type()']]]
];
