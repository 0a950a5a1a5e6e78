var searchData=
[
  ['test_2eh_0',['test.h',['../test_8h.html',1,'']]]
];
