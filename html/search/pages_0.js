var searchData=
[
  ['x_0',['x',['../index.html',1,'']]]
];
