# plugins.cmake - builds plugins/NAME into build/…/plugins/NAME, laid out as installed.
#
# A plugin folder with a plugin.json becomes the module NAME.so next to copies of its data
# files (manifest, process, words, pages, schema). libraries.cmake in the folder may call
# target_link_libraries(plugin_NAME PRIVATE …) for an outside library of its own.
function(dms_plugin name)
  set(source ${PROJECT_SOURCE_DIR}/plugins/${name})
  set(output ${PROJECT_BINARY_DIR}/plugins/${name})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${source}/*.c)
  if(sources)
    add_library(plugin_${name} MODULE ${sources})
    set_target_properties(plugin_${name} PROPERTIES
      OUTPUT_NAME ${name} PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${output}
      INSTALL_RPATH "$ORIGIN/../../..")
    target_include_directories(plugin_${name} PRIVATE ${source})
    target_link_libraries(plugin_${name} PRIVATE dms)
    target_link_options(plugin_${name} PRIVATE ${DMS_NO_UNDEFINED})
    if(DMS_LTO)
      set_property(TARGET plugin_${name} PROPERTY INTERPROCEDURAL_OPTIMIZATION ON)
    endif()
    include(${source}/libraries.cmake OPTIONAL)
    install(TARGETS plugin_${name}
            LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/dms/plugins/${name})
  endif()
  dms_copy_tree(plugin_${name}_files ${source} ${output}
                ${CMAKE_INSTALL_LIBDIR}/dms/plugins/${name})
endfunction()

# Copies what is not source code, file by file, so that an edited page or process is in the
# build tree after the next build.
function(dms_copy_tree target source output destination)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${source} ${source}/*)
  list(FILTER files EXCLUDE REGEX "\\.(c|h|md|cmake)$")
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
