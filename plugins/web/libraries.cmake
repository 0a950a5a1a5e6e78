# The page is no C: npm makes it, once for all presets. Whether something has changed is found out
# at each build, by the digests of the sources.
add_custom_target(web_ui ALL
  COMMAND ${PROJECT_SOURCE_DIR}/plugins/web/build_ui.sh ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}
  COMMENT "The browser's page" USES_TERMINAL VERBATIM)
add_dependencies(web_ui plugin_web_files)
add_dependencies(program web_ui)

# What the browser loads lies beside web.so, when it was built.
install(DIRECTORY ${PROJECT_BINARY_DIR}/plugins/web/ui/
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/dms/plugins/web/ui OPTIONAL
        PATTERN ".complete" EXCLUDE)
