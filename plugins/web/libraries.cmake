# What the browser loads lies beside web.so, when it was built.
install(DIRECTORY ${PROJECT_BINARY_DIR}/plugins/web/ui
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/dms/plugins/web OPTIONAL)
