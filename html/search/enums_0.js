var searchData=
[
  ['dms_5faction_0',['dms_action',['../access_8h.html#a6d96c2834ca82cfed84fc11b6de46860',1,'access.h']]],
  ['dms_5fcall_5fflag_1',['dms_call_flag',['../call_8h.html#aeadb33c4d68682e97be688cc9eb63865',1,'call.h']]],
  ['dms_5fconfig_5ftype_2',['dms_config_type',['../config_8h.html#adc209142829ea16d8a0826187acb9b3d',1,'config.h']]],
  ['dms_5fdata_5fclass_3',['dms_data_class',['../entity_8h.html#a0c084024d9a0fb40fc091f38b0204067',1,'entity.h']]],
  ['dms_5fentity_5fflag_4',['dms_entity_flag',['../entity_8h.html#ac9d050d6e3ef9b2f0dcfc6a9bfd2c3ae',1,'entity.h']]],
  ['dms_5ffield_5fflag_5',['dms_field_flag',['../entity_8h.html#aa6c757fb4b47c942474bc3e2b708ee7d',1,'entity.h']]],
  ['dms_5ffigure_5fflag_6',['dms_figure_flag',['../figure_8h.html#af7e0843d9cbe59145032e998133d2c4b',1,'figure.h']]],
  ['dms_5ffigure_5funit_7',['dms_figure_unit',['../figure_8h.html#a3ac957016b005387b1444d4825ddafc3',1,'figure.h']]],
  ['dms_5ffigure_5fwindow_8',['dms_figure_window',['../figure_8h.html#a890eaa001907356d4153f2aeb6767072',1,'figure.h']]],
  ['dms_5fphase_9',['dms_phase',['../hook_8h.html#a8df778441cd6c4c55e250d9324092937',1,'hook.h']]],
  ['dms_5frequest_5fflag_10',['dms_request_flag',['../house_8h.html#a73293560ff044c7e252d99c60c200cca',1,'house.h']]],
  ['dms_5fscope_11',['dms_scope',['../access_8h.html#a002e3f5643d02d41a0824c1167d5d21f',1,'access.h']]],
  ['dms_5fstate_5fflag_12',['dms_state_flag',['../workflow_8h.html#a337920ede3af28cab639e42061270762',1,'workflow.h']]],
  ['dms_5ftype_13',['dms_type',['../entity_8h.html#ad293b60de19b108e09651e21e5ae4ca4',1,'entity.h']]],
  ['dms_5fvisitor_5fkind_14',['dms_visitor_kind',['../front_8h.html#af005fd4deea85ae4e9ea239a3a28b9fc',1,'front.h']]]
];
