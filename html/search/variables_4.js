var searchData=
[
  ['entity_0',['entity',['../structdms__grant.html#a9cc4e2af52ab6fb8b9e7c63cf8832c98',1,'dms_grant::entity()'],['../structdms__event.html#abbc17086bc28dc066a44fd721381b619',1,'dms_event::entity()'],['../structdms__measure.html#a09394050690a38bcf6fdc3d1c4164222',1,'dms_measure::entity()'],['../structdms__export__options.html#af6e38164e809bdc656572a33dbd11042',1,'dms_export_options::entity()'],['../structdms__workflow.html#aebe28629accba14bd9be76bd476e9c97',1,'dms_workflow::entity()']]],
  ['escalate_5frole_1',['escalate_role',['../structdms__state.html#af9a41c15e27d012d3d9c92ae8b3c9f50',1,'dms_state']]],
  ['event_2',['event',['../structdms__transition.html#a0f0632d2c3932faf72450010d4383e10',1,'dms_transition']]],
  ['events_3',['events',['../structdms__replayed.html#a6057699c8ef39e63d5c52a1ef6bc69de',1,'dms_replayed']]],
  ['except_4',['except',['../structdms__grant.html#a9fbb459463ef0f2ad105976c6912e894',1,'dms_grant']]],
  ['expires_5fat_5',['expires_at',['../structdms__visitor.html#a71590902847edf883a4fd0465054d94e',1,'dms_visitor']]]
];
