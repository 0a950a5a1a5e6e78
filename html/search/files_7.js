var searchData=
[
  ['json_2eh_0',['json.h',['../json_8h.html',1,'']]]
];
