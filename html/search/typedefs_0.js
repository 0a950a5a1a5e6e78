var searchData=
[
  ['dms_5fanswered_0',['dms_answered',['../front_8h.html#accc9bd98349d8718a892f8bfb0602a0b',1,'front.h']]],
  ['dms_5fdone_1',['dms_done',['../house_8h.html#a8774cd10d630e3e70cea950e6e101312',1,'house.h']]],
  ['dms_5ffill_2',['dms_fill',['../house_8h.html#a05cc336338976a324b7dc74e120498b1',1,'house.h']]],
  ['dms_5fimport_5fwork_3',['dms_import_work',['../importer_8h.html#abbb5990baedf6d040d67234c1db9ccc6',1,'importer.h']]],
  ['dms_5ftold_4',['dms_told',['../front_8h.html#a005c9290a100740ff297c1279d745518',1,'front.h']]],
  ['dms_5fversion_5ffill_5',['dms_version_fill',['../registrar_8h.html#a1c8fdf62f7d63edad52180997a302a5e',1,'registrar.h']]],
  ['dms_5fwork_6',['dms_work',['../house_8h.html#a398883448d1a005dcab916df31e073ee',1,'house.h']]]
];
