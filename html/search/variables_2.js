var searchData=
[
  ['call_0',['call',['../structdms__measure.html#ab0254ae86cb1fdaea5ad7d52156fd4ab',1,'dms_measure']]],
  ['canonical_1',['canonical',['../structdms__state.html#a4800571a53e0704613b1c17e9fca2497',1,'dms_state']]],
  ['changed_2',['changed',['../structdms__config__section.html#a23aa7501191dea29dad231f09e24dbf7',1,'dms_config_section']]],
  ['check_3',['check',['../structdms__config__section.html#a018e8eb01564ba15ab00ba65b8999c79',1,'dms_config_section::check()'],['../structdms__field.html#a7f48965ee23a08836c5522ad5fbfcff7',1,'dms_field::check()']]],
  ['choices_4',['choices',['../structdms__field.html#a5e95da0ec3f60a73f5625754cbe30eba',1,'dms_field']]],
  ['clock_5',['clock',['../structdms__house__options.html#a26038109f83ecfc0e462de62d24b243e',1,'dms_house_options']]],
  ['csrf_6',['csrf',['../structdms__visitor.html#ac0b1f1bef688b0c1ca0a2777354cf871',1,'dms_visitor']]]
];
