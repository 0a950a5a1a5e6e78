var searchData=
[
  ['hook_2eh_0',['hook.h',['../hook_8h.html',1,'']]],
  ['house_2eh_1',['house.h',['../house_8h.html',1,'']]]
];
