var searchData=
[
  ['call_2eh_0',['call.h',['../call_8h.html',1,'']]],
  ['config_2eh_1',['config.h',['../config_8h.html',1,'']]]
];
