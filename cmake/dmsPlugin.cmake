# dmsPlugin.cmake - dms_add_plugin(NAME [FOLDER dir] [sources…]), for our plugins and anybody's.
#
# Makes the module NAME.so from the sources, hidden but for its card, with every symbol
# accounted for, and lays it out as a house expects it: BUILD/plugins/NAME/ with copies of the
# folder's data files (manifest, process, words, pages, printed forms, schema). What lies in its
# ui/ is source of a browser's page: whoever builds it puts the result into BUILD/plugins/NAME/ui.
# Try it with
#     DMS_PLUGIN_PATH=BUILD/plugins dms plugin list
# FOLDER is where these files are; the current source directory when not given. The target
# is plugin_NAME.
include(GNUInstallDirs)

function(dms_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER" "")
  if(NOT arg_FOLDER)
    set(arg_FOLDER ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
  set(output ${CMAKE_BINARY_DIR}/plugins/${name})
  set(destination ${CMAKE_INSTALL_LIBDIR}/dms/plugins/${name})
  if(arg_UNPARSED_ARGUMENTS)
    add_library(plugin_${name} MODULE ${arg_UNPARSED_ARGUMENTS})
    set_target_properties(plugin_${name} PROPERTIES
      OUTPUT_NAME ${name} PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${output}
      C_STANDARD 11 C_VISIBILITY_PRESET hidden INSTALL_RPATH "$ORIGIN/../../..")
    target_include_directories(plugin_${name} PRIVATE ${arg_FOLDER})
    target_link_libraries(plugin_${name} PRIVATE dms::dms)
    if(DEFINED DMS_NO_UNDEFINED)
      target_link_options(plugin_${name} PRIVATE ${DMS_NO_UNDEFINED})
    else()
      target_link_options(plugin_${name} PRIVATE -Wl,-z,defs)
    endif()
    install(TARGETS plugin_${name} LIBRARY DESTINATION ${destination})
  endif()
  dms_copy_tree(plugin_${name}_files ${arg_FOLDER} ${output} ${destination})
endfunction()

# dms_add_plugin_test(NAME [FOLDER dir] sources…): a program of tests as dms-test/test.h has them,
# run on the plugin that was built; when its manifest requires others, on the installed ones too.
function(dms_add_plugin_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER" "")
  if(NOT arg_FOLDER)
    set(arg_FOLDER ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
  add_executable(${name}_test ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${name}_test PRIVATE dms::test)
  add_dependencies(${name}_test plugin_${name} plugin_${name}_files)
  set(folders ${CMAKE_BINARY_DIR}/plugins)
  file(READ ${arg_FOLDER}/plugin.json manifest)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${arg_FOLDER}/plugin.json)
  string(JSON required ERROR_VARIABLE none LENGTH "${manifest}" requires)
  if(required GREATER 0)
    string(APPEND folders ":${DMS_PLUGIN_DIR}")
  endif()
  add_test(NAME ${name} COMMAND ${name}_test ${folders})
endfunction()

# Copies what is not source code, file by file, so that an edited page or process is in the
# build tree after the next build.
function(dms_copy_tree target source output destination)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${source}
       ${source}/*.json ${source}/*.lua ${source}/*.sql ${source}/assets/*
       ${source}/print/*.html)
  list(FILTER files EXCLUDE REGEX "^(build|tests|ui)/")
  set(copies "")
  foreach(file IN LISTS files)
    add_custom_command(OUTPUT ${output}/${file} DEPENDS ${source}/${file} VERBATIM
      COMMAND ${CMAKE_COMMAND} -E copy ${source}/${file} ${output}/${file})
    list(APPEND copies ${output}/${file})
    get_filename_component(folder ${file} DIRECTORY)
    install(FILES ${source}/${file} DESTINATION ${destination}/${folder})
  endforeach()
  add_custom_target(${target} ALL DEPENDS ${copies})
endfunction()
