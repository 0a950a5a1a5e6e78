var searchData=
[
  ['gone_0',['gone',['../structdms__replayed.html#a08587e11913e98d60350ee1a2031be69',1,'dms_replayed']]],
  ['guard_1',['guard',['../structdms__transition.html#a770049766b018bafb6ca0bcfd51ead36',1,'dms_transition']]],
  ['guard_5fname_2',['guard_name',['../structdms__transition.html#ac980a614b7b00d25c9df50906d1c7c2f',1,'dms_transition']]]
];
