var searchData=
[
  ['field_5fsize_0',['field_size',['../structdms__entity.html#a836daf8e7c9261f1658ad3d89fc3c424',1,'dms_entity']]],
  ['fields_1',['fields',['../structdms__index.html#a5ffb9a9cd5e4519233d881d367f1ce9c',1,'dms_index::fields()'],['../structdms__entity.html#a53ab0e8fecfeb71b9d738fc4b5029e2c',1,'dms_entity::fields()'],['../structdms__export__options.html#afab0efa892d624916f83e5739cb25099',1,'dms_export_options::fields()']]],
  ['file_2',['file',['../structdms__import__options.html#ae69905c8212b2accc28ff50a9a3fb989',1,'dms_import_options::file()'],['../structdms__export__options.html#acf897d13d83bf85a6e2cb60b9cb31486',1,'dms_export_options::file()']]],
  ['flags_3',['flags',['../structdms__argument.html#a6fa811ce8b37014ca60c47b1e1b0c60b',1,'dms_argument::flags()'],['../structdms__field.html#af054742c492bbead4ae7325b60730254',1,'dms_field::flags()'],['../structdms__figure.html#af7350d8c2a5cc42ee696dec7cdc88b40',1,'dms_figure::flags()'],['../structdms__house__options.html#a49a07cf70c2833648e19537cd265f8c0',1,'dms_house_options::flags()'],['../structdms__request.html#a2095de0198659e26e0a83e7343ef0b70',1,'dms_request::flags()']]],
  ['format_4',['format',['../structdms__export__options.html#a97b800d8016d2c316e5cc54276d1bed3',1,'dms_export_options']]],
  ['from_5',['from',['../structdms__transition.html#a3b67363c48d18303f482a028fc8766f8',1,'dms_transition']]]
];
