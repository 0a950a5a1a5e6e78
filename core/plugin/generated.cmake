# generated.cmake - the template of `dms plugin new` becomes part of the library.
foreach(file IN ITEMS CMakeLists.txt README.md due.c en.json form.json header.h list.json plugin.c
                      plugin.json process.lua reminder.c test.c zh.json)
  string(MAKE_C_IDENTIFIER template_${file} name)
  dms_embed(plugin "${PROJECT_SOURCE_DIR}/core/plugin/template/${file}.in" ${name})
endforeach()
