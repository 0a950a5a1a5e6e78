# warnings.cmake - the flags every C file of the project is compiled with.
option(DMS_WERROR "Treat warnings as errors" ON)
option(DMS_HARDEN "Hardening flags, as in the release preset" OFF)
option(DMS_LTO "Link-time optimisation of the library and the plugins" OFF)
set(DMS_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=: address,undefined or thread")

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_compile_definitions(_GNU_SOURCE)
add_compile_options(-pthread -Wall -Wextra -Wconversion -Wno-format-zero-length)
add_link_options(-pthread)
if(DMS_WERROR)
  add_compile_options(-Werror)
endif()

if(DMS_SANITIZE)
  # One broken promise ends the test: a report that scrolls by helps nobody.
  add_compile_options(-fsanitize=${DMS_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer
                      $<$<C_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=${DMS_SANITIZE})
endif()

if(DMS_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(DMS_HARDEN)
  include(CheckCCompilerFlag)
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
                      -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
  foreach(flag -fstack-clash-protection -fcf-protection)
    string(MAKE_C_IDENTIFIER "has${flag}" has)
    check_c_compiler_flag(${flag} ${has})
    if(${has})
      add_compile_options(${flag})
    endif()
  endforeach()
  add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)
endif()

find_program(DMS_CCACHE ccache)
mark_as_advanced(DMS_CCACHE)
if(DMS_CCACHE AND NOT CMAKE_C_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${DMS_CCACHE})
endif()
