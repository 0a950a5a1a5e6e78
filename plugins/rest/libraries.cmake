# libmicrohttpd speaks HTTP and TLS; zlib is for clients that ask for gzip.
pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
target_link_libraries(plugin_rest PRIVATE PkgConfig::MICROHTTPD PkgConfig::ZLIB)
