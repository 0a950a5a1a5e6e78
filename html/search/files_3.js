var searchData=
[
  ['entity_2eh_0',['entity.h',['../entity_8h.html',1,'']]],
  ['error_2eh_1',['error.h',['../error_8h.html',1,'']]],
  ['event_2eh_2',['event.h',['../event_8h.html',1,'']]]
];
