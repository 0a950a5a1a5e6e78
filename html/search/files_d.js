var searchData=
[
  ['workflow_2eh_0',['workflow.h',['../workflow_8h.html',1,'']]]
];
