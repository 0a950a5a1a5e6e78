var searchData=
[
  ['unit_2eh_0',['unit.h',['../unit_8h.html',1,'']]]
];
