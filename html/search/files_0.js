var searchData=
[
  ['access_2eh_0',['access.h',['../access_8h.html',1,'']]],
  ['amount_2eh_1',['amount.h',['../amount_8h.html',1,'']]]
];
