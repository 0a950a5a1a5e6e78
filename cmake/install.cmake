# install.cmake - what an installed house consists of, and how others find it.
include(CMakePackageConfigHelpers)

install(TARGETS dms dms_test EXPORT dmsTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS dms_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/dms include/dms-test DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING
        PATTERN "*.h")
if(EXISTS ${PROJECT_SOURCE_DIR}/scripts)
  install(DIRECTORY scripts/ DESTINATION ${CMAKE_INSTALL_DATADIR}/dms/scripts)
endif()

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/dms)
install(EXPORT dmsTargets NAMESPACE dms:: DESTINATION ${package_dir})
configure_package_config_file(cmake/dmsConfig.cmake.in dmsConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(dmsConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/dmsConfig.cmake
              ${PROJECT_BINARY_DIR}/dmsConfigVersion.cmake
              cmake/dmsPlugin.cmake DESTINATION ${package_dir})

# The prefix is found from where the file lies, so that the tree may be moved.
file(RELATIVE_PATH DMS_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/dms.pc.in dms.pc @ONLY)
configure_file(cmake/dms-test.pc.in dms-test.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/dms.pc ${PROJECT_BINARY_DIR}/dms-test.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(FILES man/dms.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES man/zh_CN/dms.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/zh_CN/man1)
install(FILES completion/dms.bash RENAME dms
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
configure_file(systemd/dms@.service.in systemd/dms@.service @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/systemd/dms@.service systemd/dms@.socket
              systemd/dms-http@.socket DESTINATION lib/systemd/system)

# What a plugin author looks things up in. The headers are the contract itself.
install(FILES LICENSE README.md docs/contract.md docs/plugin_folder.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
foreach(plugin rest web notify)
  install(FILES plugins/${plugin}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/plugins/${plugin})
endforeach()
