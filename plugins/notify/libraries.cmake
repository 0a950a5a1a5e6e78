# libcurl speaks HTTP; GnuTLS signs, and is already there as the TLS of this libcurl.
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(GNUTLS REQUIRED IMPORTED_TARGET gnutls)
target_link_libraries(plugin_notify PRIVATE PkgConfig::CURL PkgConfig::GNUTLS)
