# embed.cmake - turns a file into a C array: cmake -DFROM=… -DTO=… -DNAME=… -P embed.cmake
file(READ "${FROM}" bytes HEX)
string(LENGTH "${bytes}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
file(WRITE "${TO}" "/* Made from ${NAME}'s file at build time. */
#include <stddef.h>
extern const unsigned char ${NAME}[];
extern const size_t ${NAME}_size;
const unsigned char ${NAME}[] = { ${bytes}0 };
const size_t ${NAME}_size = ${size};
")
