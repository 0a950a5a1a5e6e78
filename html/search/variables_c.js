var searchData=
[
  ['on_0',['on',['../structdms__subscriber.html#a2028e7ab0efdff3ae8e012fe90985118',1,'dms_subscriber::on()'],['../structdms__hook.html#ae435d45dc093fcb8ce457e4c98a0075a',1,'dms_hook::on()']]],
  ['owner_1',['owner',['../structdms__replay.html#a84f95940ff0a49ab6b6c62bed05158c2',1,'dms_replay']]]
];
