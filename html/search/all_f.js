var searchData=
[
  ['parent_0',['parent',['../structdms__entity.html#a29d44ba7810cc5593ed67c41a42a3bc8',1,'dms_entity']]],
  ['password_1',['password',['../structdms__login.html#ae305e930cbf6e13f069cdb1c5dfb95b3',1,'dms_login']]],
  ['payload_2',['payload',['../structdms__event.html#a93d24c78b534ee231531cc4e3ea50104',1,'dms_event']]],
  ['permission_3',['permission',['../structdms__call__card.html#a735711ea0b5caf72be63122945726227',1,'dms_call_card::permission()'],['../structdms__figure.html#a45c3ef854ef6dcd780fd2470b83faca8',1,'dms_figure::permission()'],['../structdms__importer.html#aaec4c8c71adf7c580cb6b1fce5400f36',1,'dms_importer::permission()']]],
  ['plugin_2eh_4',['plugin.h',['../plugin_8h.html',1,'']]],
  ['plugin_5fpath_5',['plugin_path',['../structdms__house__options.html#a22e30166b6f54a248c72245bcb23a92e',1,'dms_house_options']]],
  ['progress_6',['progress',['../structdms__import__options.html#a67549274c2f20854d37618cf5f7ecd52',1,'dms_import_options']]]
];
