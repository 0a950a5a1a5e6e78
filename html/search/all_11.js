var searchData=
[
  ['record_0',['record',['../structdms__event.html#a0c798c42882ecf570eb52e77fe98de68',1,'dms_event::record()'],['../structdms__answer__text.html#a5ecdd4861a56ef31cfc0225cccde551b',1,'dms_answer_text::record()']]],
  ['record_2eh_1',['record.h',['../record_8h.html',1,'']]],
  ['registrar_2eh_2',['registrar.h',['../registrar_8h.html',1,'']]],
  ['rejects_3',['rejects',['../structdms__import__options.html#a6d4a2fd84f86f22691ed142f8d3ff1c5',1,'dms_import_options']]],
  ['replay_2eh_4',['replay.h',['../replay_8h.html',1,'']]],
  ['request_5fid_5',['request_id',['../structdms__login.html#ad0f71e6f5ddc41cb4092c6691e3bf4a1',1,'dms_login::request_id()'],['../structdms__request.html#afcaf270a46a0b9a9d1c782b33e46adf0',1,'dms_request::request_id()']]],
  ['required_6',['required',['../structdms__transition.html#ac5e333ae8f60ad0a81e8de9d709efd1a',1,'dms_transition']]],
  ['restart_7',['restart',['../structdms__config__key.html#a39716b6c0858ce5c8c319d9aa2b17a50',1,'dms_config_key']]],
  ['rev_8',['rev',['../structdms__answer__text.html#ac94750cd0cde9ccb9a278145bdaf28d6',1,'dms_answer_text']]],
  ['role_9',['role',['../structdms__grant.html#a94abae75eccfb1c5ea1e174e770ddcb9',1,'dms_grant']]],
  ['roles_10',['roles',['../structdms__transition.html#a5a8c1662ee4210d7f7c448d5149c4476',1,'dms_transition']]],
  ['run_11',['run',['../structdms__call__card.html#a05ff7423e174a76d5cdb917d538a2740',1,'dms_call_card::run()'],['../structdms__timer__handler.html#aa0f9aeb6c724ef3bcf1cb1f95ae65bbc',1,'dms_timer_handler::run()'],['../structdms__hook.html#ad8fa19b4398fbeed4e94dace16d7bd0d',1,'dms_hook::run()'],['../structdms__importer.html#acce4344f721c72f51efb9372f6fffb9f',1,'dms_importer::run()']]]
];
