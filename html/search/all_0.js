var searchData=
[
  ['abi_5fback_0',['abi_back',['../structdms__plugin.html#a8784e998e6870beef10f5ba553aadd5a',1,'dms_plugin']]],
  ['abi_5fmajor_1',['abi_major',['../structdms__plugin.html#a99f3a108b24a9cc4c46d996cf4daf698',1,'dms_plugin']]],
  ['abi_5fminor_2',['abi_minor',['../structdms__plugin.html#a46db5d9f9df599a7a6f16f13b332fb1e',1,'dms_plugin']]],
  ['access_2eh_3',['access.h',['../access_8h.html',1,'']]],
  ['actions_4',['actions',['../structdms__grant.html#ac168898028bb7e1372063b62f8ecaca3',1,'dms_grant']]],
  ['address_5',['address',['../structdms__login.html#a51f7833ae93a30e4449ba199b2c0656c',1,'dms_login']]],
  ['after_6',['after',['../structdms__hook.html#adc17a9dfb87756666eccae0b20ee6b84',1,'dms_hook']]],
  ['agent_7',['agent',['../structdms__login.html#a3d2eb3fe8707eb1d60dec23702a69087',1,'dms_login']]],
  ['amount_2eh_8',['amount.h',['../amount_8h.html',1,'']]],
  ['at_9',['at',['../structdms__event.html#aefa670c04f12bd6e35e6f9e04f181461',1,'dms_event::at()'],['../structdms__measure.html#a706dbeb6a1b72dc161278c34a58031ed',1,'dms_measure::at()']]]
];
