# rooms.cmake - one object library per room of core/.
#
# dms_room(NAME [library targets…]) compiles every C file below core/NAME with the headers
# of the room's own libraries only, so that sqlite3.h, lua.h and the like stay behind one
# window each. A room without C files is passed over.
set(DMS_ROOMS "")      # object library targets made so far
set(DMS_LIBRARIES "")  # what they need at link time

function(dms_room name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/core/${name}/*.c)
  list(FILTER sources EXCLUDE REGEX "/program/[^/]*\\.c$")
  list(APPEND sources ${DMS_GENERATED_${name}})
  if(NOT sources)
    return()
  endif()
  add_library(dms_${name} OBJECT ${sources})
  dms_core_settings(dms_${name})
  target_link_libraries(dms_${name} PRIVATE ${ARGN})
  set(DMS_ROOMS ${DMS_ROOMS} dms_${name} PARENT_SCOPE)
  set(DMS_LIBRARIES ${DMS_LIBRARIES} ${ARGN} PARENT_SCOPE)
endfunction()

# The same two folders as seen from the program, for an installation that was moved.
file(RELATIVE_PATH DMS_PLUGIN_FROM_BIN ${CMAKE_INSTALL_FULL_BINDIR}
     ${CMAKE_INSTALL_FULL_LIBDIR}/dms/plugins)
file(RELATIVE_PATH DMS_SCRIPT_FROM_BIN ${CMAKE_INSTALL_FULL_BINDIR}
     ${CMAKE_INSTALL_FULL_DATADIR}/dms/scripts)

function(dms_core_settings target)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/include
                                               ${PROJECT_SOURCE_DIR}/core)
  target_compile_definitions(${target} PRIVATE
    DMS_VERSION="${PROJECT_VERSION}"
    DMS_PLUGIN_DIR="${CMAKE_INSTALL_FULL_LIBDIR}/dms/plugins"
    DMS_SCRIPT_DIR="${CMAKE_INSTALL_FULL_DATADIR}/dms/scripts"
    DMS_PLUGIN_FROM_BIN="${DMS_PLUGIN_FROM_BIN}"
    DMS_SCRIPT_FROM_BIN="${DMS_SCRIPT_FROM_BIN}")
  if(DMS_TESTS) # libdms shows what its map says all the same
    set_property(TARGET ${target} PROPERTY C_VISIBILITY_PRESET default)
  endif()
  if(DMS_LTO)
    set_property(TARGET ${target} PROPERTY INTERPROCEDURAL_OPTIMIZATION ON)
  endif()
endfunction()
