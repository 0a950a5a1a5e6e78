var searchData=
[
  ['deadline_0',['deadline',['../structdms__state.html#a7559bf8f483e889eb892f1e7f26449f9',1,'dms_state']]],
  ['deadline_5fkind_1',['deadline_kind',['../structdms__state.html#a018d9ab77cf55dccbf95818a86215cc5',1,'dms_state']]],
  ['deadline_5ftransition_2',['deadline_transition',['../structdms__state.html#aa401ba8486424e5e648493e64fe03de8',1,'dms_state']]],
  ['default_5ftext_3',['default_text',['../structdms__field.html#a4d24545e33d1e878a4a19bd7335cb991',1,'dms_field']]],
  ['denominator_4',['denominator',['../structdms__figure.html#ac9af824409a54dd75a4f3580beb0deee',1,'dms_figure']]],
  ['dimensions_5',['dimensions',['../structdms__measure.html#a89e9bb0a1792d5bf5e95776b9833d871',1,'dms_measure']]],
  ['distinct_6',['distinct',['../structdms__measure.html#ad275b4dc18790e6697647e2ac2e2a113',1,'dms_measure']]],
  ['done_7',['done',['../structdms__replay.html#a544e799d2ec7994a8cd5c2426baec108',1,'dms_replay']]],
  ['dry_5frun_8',['dry_run',['../structdms__import__options.html#abe2b75aaba9eed867f0aa9925fe93384',1,'dms_import_options']]]
];
