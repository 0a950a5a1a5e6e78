var searchData=
[
  ['scope_0',['scope',['../structdms__grant.html#a61f10b7b58281a7534db78a088f5f90f',1,'dms_grant::scope()'],['../structdms__visitor.html#a3219240303c03d14829b620bc9507d49',1,'dms_visitor::scope()'],['../structdms__request.html#aeecf32eec7d943a61ccb54c6dd31a5a8',1,'dms_request::scope()']]],
  ['script_5fpath_1',['script_path',['../structdms__house__options.html#a9e7faa6eac8ecd2c6b95caaca5ba5884',1,'dms_house_options']]],
  ['serve_2',['serve',['../structdms__plugin.html#af890c16acf2b7b6a55e1ee84ae479f5f',1,'dms_plugin']]],
  ['sight_2eh_3',['sight.h',['../sight_8h.html',1,'']]],
  ['size_4',['size',['../structdms__entity.html#ad4bf5995ef8b4b96f612e554aaea234c',1,'dms_entity::size()'],['../structdms__figure.html#a35c4d17f429ff081b5b83eda7d95acc8',1,'dms_figure::size()'],['../structdms__visitor.html#ad38c42a46eefe51ee06ffc610d048e9f',1,'dms_visitor::size()'],['../structdms__answer__text.html#a9e4da733bdb12ff13183a475be7e26bb',1,'dms_answer_text::size()'],['../structdms__plugin.html#a4904009960d6bf868588cf40a6513380',1,'dms_plugin::size()'],['../structdms__replayed.html#af0c2b9b54140c7f6522fd174171dcca5',1,'dms_replayed::size()']]],
  ['stages_5',['stages',['../structdms__measure.html#ae569aa68360f27426b9268a321577b5f',1,'dms_measure']]],
  ['start_6',['start',['../structdms__plugin.html#af6d4d95cddd98fb82e9b9eb2014b88d3',1,'dms_plugin']]],
  ['status_2eh_7',['status.h',['../status_8h.html',1,'']]],
  ['stop_8',['stop',['../structdms__plugin.html#a5b92cf8f879a3c4de4c79e146510bb6e',1,'dms_plugin']]],
  ['stops_9',['stops',['../structdms__import__options.html#a6cdc35010bf3abf2db244ea04db15836',1,'dms_import_options::stops()'],['../structdms__export__options.html#a99ae0378afeea38b4ffd5fa3d3948d3a',1,'dms_export_options::stops()']]],
  ['store_10',['store',['../structdms__request.html#a349ff36eb97eb742b0fb2f650c97593b',1,'dms_request']]],
  ['sum_11',['sum',['../structdms__measure.html#af70529a36c9cec63afc7382cbf67b5b4',1,'dms_measure']]]
];
