var searchData=
[
  ['unique_0',['unique',['../structdms__index.html#acb6e2efe4f3400da979b911b742ab410',1,'dms_index']]],
  ['unit_1',['unit',['../structdms__figure.html#a5a97311165fd9c63d3503ff936b360fe',1,'dms_figure']]],
  ['until_2',['until',['../structdms__measure.html#aa2cad8482f5f4c5fb0b23a31511456bd',1,'dms_measure']]],
  ['user_3',['user',['../structdms__event.html#a1643f81602e6749d257c6cc9d76120cc',1,'dms_event::user()'],['../structdms__request.html#a83954e8c9b0f70053a936a4d85b98d81',1,'dms_request::user()']]],
  ['usual_4',['usual',['../structdms__config__key.html#a2b71dfcb1d78176ff1e780363ee3b190',1,'dms_config_key']]]
];
