var searchData=
[
  ['figure_2eh_0',['figure.h',['../figure_8h.html',1,'']]],
  ['front_2eh_1',['front.h',['../front_8h.html',1,'']]]
];
