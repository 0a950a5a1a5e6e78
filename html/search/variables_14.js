var searchData=
[
  ['wanted_0',['wanted',['../structdms__replayed.html#abf6ef3339ab7ffac74aaa3a7fcff6e47',1,'dms_replayed']]],
  ['wants_1',['wants',['../structdms__subscriber.html#a0eca62b15f9a4b9cc710acf27c96568e',1,'dms_subscriber::wants()'],['../structdms__replay.html#ab5e1132ef6e161683dc04e279c514c60',1,'dms_replay::wants()']]],
  ['where_2',['where',['../structdms__measure.html#a46dcff80a94570d2df706a4afd7b4173',1,'dms_measure']]],
  ['whole_3',['whole',['../structdms__importer.html#a77afe212f1cf8f5a9bef566b26ae9b32',1,'dms_importer']]],
  ['windows_4',['windows',['../structdms__figure.html#a867b3760054da70962bd2411ac4cd434',1,'dms_figure']]],
  ['work_5',['work',['../structdms__state.html#a14ecd18ac7e36a702f3486f1ef8d63f4',1,'dms_state']]]
];
