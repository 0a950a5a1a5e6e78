var searchData=
[
  ['id_0',['id',['../structdms__event.html#a0bef7c1f9d8aa768df5576c32c8a9e68',1,'dms_event::id()'],['../structdms__visitor.html#ab9c073d0895363dfc2a628d560a85de3',1,'dms_visitor::id()']]],
  ['importer_2eh_1',['importer.h',['../importer_8h.html',1,'']]],
  ['index_5fsize_2',['index_size',['../structdms__entity.html#a40ce3845461f59607ea43cc7a19a4626',1,'dms_entity']]]
];
