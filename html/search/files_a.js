var searchData=
[
  ['sight_2eh_0',['sight.h',['../sight_8h.html',1,'']]],
  ['status_2eh_1',['status.h',['../status_8h.html',1,'']]]
];
