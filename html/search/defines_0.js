var searchData=
[
  ['dms_5fapi_0',['DMS_API',['../status_8h.html#a61c73a73ca4da1d688df73873bc1835c',1,'status.h']]],
  ['dms_5fentity_1',['DMS_ENTITY',['../entity_8h.html#a28aac2f9761bad5406b9b7380c149e63',1,'entity.h']]],
  ['dms_5fplugin_2',['DMS_PLUGIN',['../plugin_8h.html#a35c9bf5d0db330629f3622c3970979f9',1,'plugin.h']]],
  ['dms_5fplugin_5fmagic_3',['DMS_PLUGIN_MAGIC',['../plugin_8h.html#a35b325eb0e8343eb546b52b49956e6aa',1,'plugin.h']]],
  ['dms_5ftest_4',['DMS_TEST',['../test_8h.html#a3ab6949f76c289f32715d40073bbc82c',1,'test.h']]],
  ['dms_5ftest_5fas_5',['dms_test_as',['../test_8h.html#a25763ba6f2c7693bbc53f08abab54bbe',1,'test.h']]],
  ['dms_5ftest_5fmain_6',['DMS_TEST_MAIN',['../test_8h.html#a9d0b78ed65fb7a0ed858fe04cdaae189',1,'test.h']]]
];
