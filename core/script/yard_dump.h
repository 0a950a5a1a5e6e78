/* yard_dump.h - a compiled file, read back from its dump in the documented form of Lua 5.4. */
#ifndef DMS_SCRIPT_YARD_DUMP_H
#define DMS_SCRIPT_YARD_DUMP_H

#include "script/yard.h"

#if LUA_VERSION_NUM != 504
#error "the form of the instructions is that of Lua 5.4"
#endif

struct upvalue {
    uint8_t from_stack, index;
    char name[64];
};

struct local {
    const char *name;
    size_t from; /* the instruction from which it is there */
};

/* One function of the file; OUTER is the one it is written in. */
struct body {
    const struct body *outer;
    int64_t line;
    const unsigned char *code, *lines;
    size_t code_count, line_count, constant_count;
    char **constants; /* NULL for what is no text */
    struct upvalue *upvalues;
    size_t upvalue_count;
    int64_t *marks; /* pairs: instruction, line */
    size_t mark_count;
    struct local *locals;
    size_t local_count;
};

/* Reads the function on top of LUA's stack; EACH gets every function in it, inner ones first. False
 * when the dump has another form. */
typedef void (*dump_each)(const struct body *body, void *context);
bool dump_read(lua_State *lua, dump_each each, void *context);
/* The line of an instruction. */
int64_t dump_line(const struct body *body, size_t instruction);

#endif
