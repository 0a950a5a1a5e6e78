var searchData=
[
  ['version_0',['version',['../structdms__plugin.html#a359e1b9ac88b760fe9fbdba4ee3090f3',1,'dms_plugin::version()'],['../structdms__workflow.html#aa616a0ab9f891b965172e1c278a6a21e',1,'dms_workflow::version()']]]
];
