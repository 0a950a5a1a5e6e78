var searchData=
[
  ['before_0',['before',['../structdms__hook.html#a5cb8b51e93f8382c91bf18b7a7526ea5',1,'dms_hook']]],
  ['body_5fhash_1',['body_hash',['../structdms__request.html#a7496261f204a5ad887462438c024a5f1',1,'dms_request']]],
  ['brand_2',['brand',['../structdms__call__card.html#a7effb0ddcc0510d32e6c2f6d901488bf',1,'dms_call_card::brand()'],['../structdms__hook.html#a473407de54e47f3c732e7b4302ca7652',1,'dms_hook::brand()'],['../structdms__workflow.html#a065d3a1cf1039dfb6ce556ebfc83ea46',1,'dms_workflow::brand()']]]
];
