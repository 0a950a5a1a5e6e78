# generated.cmake - the core's sentences become part of the library.
function(dms_embed room file name)
  set(out "${CMAKE_BINARY_DIR}/generated/${name}.c")
  add_custom_command(
    OUTPUT "${out}"
    COMMAND "${CMAKE_COMMAND}" "-DFROM=${file}" "-DTO=${out}" "-DNAME=${name}"
            -P "${PROJECT_SOURCE_DIR}/core/base/embed.cmake"
    DEPENDS "${file}" "${PROJECT_SOURCE_DIR}/core/base/embed.cmake"
    VERBATIM)
  set(DMS_GENERATED_${room} ${DMS_GENERATED_${room}} "${out}" PARENT_SCOPE)
endfunction()

dms_embed(base "${PROJECT_SOURCE_DIR}/core/i18n/zh.json" messages_core_zh)
dms_embed(base "${PROJECT_SOURCE_DIR}/core/i18n/en.json" messages_core_en)

# The first letters of Chinese characters' readings, from Debian's unicode-data.
find_program(DMS_LUA NAMES lua5.4 lua REQUIRED)
find_file(DMS_UNIHAN Unihan_Readings.txt.bz2 PATHS /usr/share/unicode NO_DEFAULT_PATH)
find_program(DMS_BZIP2 NAMES bzip2)
if(NOT DMS_UNIHAN OR NOT DMS_BZIP2)
  message(FATAL_ERROR "The readings of Chinese characters are missing: install unicode-data "
                      "and bzip2 (./dev does), or set DMS_UNIHAN to Unihan_Readings.txt.bz2.")
endif()
set(table "${CMAKE_BINARY_DIR}/generated/initials_table.c")
add_custom_command(
  OUTPUT "${table}"
  COMMAND "${DMS_LUA}" "${PROJECT_SOURCE_DIR}/core/base/initials.lua" "${DMS_UNIHAN}" "${table}"
  DEPENDS "${DMS_UNIHAN}" "${PROJECT_SOURCE_DIR}/core/base/initials.lua"
  VERBATIM)
set(DMS_GENERATED_base ${DMS_GENERATED_base} "${table}")
