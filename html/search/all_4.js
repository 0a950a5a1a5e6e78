var searchData=
[
  ['entity_0',['entity',['../structdms__grant.html#a9cc4e2af52ab6fb8b9e7c63cf8832c98',1,'dms_grant::entity()'],['../structdms__event.html#abbc17086bc28dc066a44fd721381b619',1,'dms_event::entity()'],['../structdms__measure.html#a09394050690a38bcf6fdc3d1c4164222',1,'dms_measure::entity()'],['../structdms__export__options.html#af6e38164e809bdc656572a33dbd11042',1,'dms_export_options::entity()'],['../structdms__workflow.html#aebe28629accba14bd9be76bd476e9c97',1,'dms_workflow::entity()']]],
  ['entity_2eh_1',['entity.h',['../entity_8h.html',1,'']]],
  ['error_2eh_2',['error.h',['../error_8h.html',1,'']]],
  ['escalate_5frole_3',['escalate_role',['../structdms__state.html#af9a41c15e27d012d3d9c92ae8b3c9f50',1,'dms_state']]],
  ['event_4',['event',['../structdms__transition.html#a0f0632d2c3932faf72450010d4383e10',1,'dms_transition']]],
  ['event_2eh_5',['event.h',['../event_8h.html',1,'']]],
  ['events_6',['events',['../structdms__replayed.html#a6057699c8ef39e63d5c52a1ef6bc69de',1,'dms_replayed']]],
  ['except_7',['except',['../structdms__grant.html#a9fbb459463ef0f2ad105976c6912e894',1,'dms_grant']]],
  ['expect_5fevent_8',['EXPECT_EVENT',['../test_8h.html#a1f986adfed585cd8242c05632bddb13e',1,'test.h']]],
  ['expect_5frefused_9',['EXPECT_REFUSED',['../test_8h.html#a279014775d181ec665e5bb9c97581ca1',1,'test.h']]],
  ['expect_5ftask_10',['EXPECT_TASK',['../test_8h.html#a96c0cc6a62097155b4408267beb38a9b',1,'test.h']]],
  ['expires_5fat_11',['expires_at',['../structdms__visitor.html#a71590902847edf883a4fd0465054d94e',1,'dms_visitor']]]
];
