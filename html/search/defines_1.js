var searchData=
[
  ['expect_5fevent_0',['EXPECT_EVENT',['../test_8h.html#a1f986adfed585cd8242c05632bddb13e',1,'test.h']]],
  ['expect_5frefused_1',['EXPECT_REFUSED',['../test_8h.html#a279014775d181ec665e5bb9c97581ca1',1,'test.h']]],
  ['expect_5ftask_2',['EXPECT_TASK',['../test_8h.html#a96c0cc6a62097155b4408267beb38a9b',1,'test.h']]]
];
