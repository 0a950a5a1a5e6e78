var searchData=
[
  ['record_2eh_0',['record.h',['../record_8h.html',1,'']]],
  ['registrar_2eh_1',['registrar.h',['../registrar_8h.html',1,'']]],
  ['replay_2eh_2',['replay.h',['../replay_8h.html',1,'']]]
];
