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
