var searchData=
[
  ['language_0',['language',['../structdms__login.html#a8c59b30c78e384a6d2cf545142308563',1,'dms_login::language()'],['../structdms__request.html#a9f72311fbf7858289810a819be883d19',1,'dms_request::language()']]]
];
