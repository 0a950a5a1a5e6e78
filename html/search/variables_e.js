var searchData=
[
  ['question_0',['question',['../structdms__export__options.html#a12ca24f25548187f52c241b1e158ced4',1,'dms_export_options']]]
];
