var searchData=
[
  ['dms_2eh_0',['dms.h',['../dms_8h.html',1,'']]]
];
