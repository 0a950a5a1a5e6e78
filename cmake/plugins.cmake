# plugins.cmake - every folder plugins/NAME with a manifest becomes a plugin.
#
# libraries.cmake in the folder may call target_link_libraries(plugin_NAME PRIVATE …) for an
# outside library of its own.
include(dmsPlugin)

add_custom_target(program)

function(dms_plugins)
  file(GLOB manifests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/plugins/*/plugin.json)
  foreach(manifest IN LISTS manifests)
    get_filename_component(folder ${manifest} DIRECTORY)
    get_filename_component(name ${folder} NAME)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.c)
    list(FILTER sources EXCLUDE REGEX "^${folder}/ui/")
    dms_add_plugin(${name} FOLDER ${folder} ${sources})
    add_dependencies(program plugin_${name}_files)
    if(TARGET plugin_${name})
      add_dependencies(program plugin_${name})
      if(DMS_LTO)
        set_property(TARGET plugin_${name} PROPERTY INTERPROCEDURAL_OPTIMIZATION ON)
      endif()
      include(${folder}/libraries.cmake OPTIONAL)
    endif()
  endforeach()
endfunction()
