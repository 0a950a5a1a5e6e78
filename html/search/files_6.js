var searchData=
[
  ['importer_2eh_0',['importer.h',['../importer_8h.html',1,'']]]
];
