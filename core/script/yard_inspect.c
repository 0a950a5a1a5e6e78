/* yard_inspect.c - looks through a compiled file before it ever runs.
 *
 * A misspelled name inside a function must be found when the script is checked, not at the
 * counter; and a rule must not remember anything from call to call. Both are visible in the
 * instructions, which yard_dump.c reads back. */
#include <stdlib.h>
#include <string.h>

#include "script/library.h"
#include "script/yard_dump.h"

enum {
    MOVE = 0,
    GET_UPVALUE = 9,
    SET_UPVALUE = 10,
    GET_GLOBAL = 11,
    GET_TABLE = 12,
    GET_FIELD = 14,
    SET_GLOBAL = 15,
    SET_TABLE = 16,
    SET_FIELD = 18,
    NEW_TABLE = 19,
    LAST_SUM = 45,
    MINUS = 49,
    CONCAT = 53,
    CALL = 68
};
enum { CONSTANT_LIMIT = 250 };

struct inspection {
    const char *file;
    lua_State *lua;
    struct dms_error *error;
    bool refused; /* the first reason is in ERROR, others are not looked for */
};

static void
complain(struct inspection *in, int64_t line, const char *key, const char *name,
         const char *near)
{
    if (yard_of(in->lua)->once && strcmp(key, "script.remembers") == 0)
        return;
    in->refused = true;
    dms_fail(in->error, DMS_INVALID, key, "text=%s|near=%s", name, near);
    dms_error_at_file(in->error, in->file, line);
}

/* A library as the name of a local would hide the real one from the reader. */
static void
check_local(struct inspection *in, const struct body *body, const char *name, size_t from)
{
    static const char *const libraries[] = { "string", "table", "math", "utf8", NULL };
    for (const char *const *library = libraries;
         name != NULL && !in->refused && *library != NULL; library++)
        if (strcmp(name, *library) == 0)
            complain(in, dump_line(body, from > 0 ? from - 1 : 0), "script.shadows", name,
                     "");
}

/* Does the upvalue lead to a local of the file itself, which lives from call to call? */
static bool
belongs_to_file(const struct body *body, size_t upvalue)
{
    while (body->outer != NULL && upvalue < body->upvalue_count) {
        if (body->upvalues[upvalue].from_stack)
            return body->outer->outer == NULL;
        upvalue = body->upvalues[upvalue].index;
        body = body->outer;
    }
    return false;
}

static bool
is_environment(const struct body *body, size_t upvalue)
{
    return upvalue < body->upvalue_count &&
           strcmp(body->upvalues[upvalue].name, "_ENV") == 0;
}

static const char *
constant_at(const struct body *body, size_t index)
{
    const char *text = index < body->constant_count ? body->constants[index] : NULL;
    return text == NULL ? "?" : text;
}

/* The local dms of a file that says require("dms"). */
static bool
is_library(const struct body *body, size_t upvalue)
{
    int said = 0;
    if (upvalue >= body->upvalue_count ||
        strcmp(body->upvalues[upvalue].name, "dms") != 0 ||
        !belongs_to_file(body, upvalue))
        return false;
    while (body->outer != NULL)
        body = body->outer;
    for (size_t i = 0; i < body->constant_count; i++)
        if (body->constants[i] != NULL && (strcmp(body->constants[i], "dms") == 0 ||
                                           strcmp(body->constants[i], "require") == 0))
            said++;
    return said == 2;
}

static void
check_member(struct inspection *in, int64_t line, const char *name)
{
    const char *near = library_nearest(name);
    if (strcmp(near, name) == 0)
        return;
    char text[80];
    snprintf(text, sizeof(text), "dms.%.60s", name);
    complain(in, line, near[0] == 0 ? "script.unknown_name" : "script.unknown_name_near",
             text, near);
}

static void
check_instruction(struct inspection *in, const struct body *body, size_t at)
{
    uint32_t code;
    memcpy(&code, body->code + 4 * at, 4);
    size_t a = code >> 7 & 0xff, b = code >> 16 & 0xff, c = code >> 24 & 0xff;
    switch (code & 0x7f) {
    case GET_GLOBAL:
        if (is_library(body, b) && yard_of(in->lua)->stage == NULL)
            check_member(in, dump_line(body, at), constant_at(body, c));
        else if (is_environment(body, b) && !yard_knows(in->lua, constant_at(body, c))) {
            const char *name = constant_at(body, c);
            const char *near = script_nearest(name, yard_names);
            complain(in, dump_line(body, at),
                     near[0] == 0 ? "script.unknown_name" : "script.unknown_name_near",
                     name, near);
        }
        break;
    case SET_GLOBAL:
        if (is_environment(body, a))
            complain(in, dump_line(body, at), "script.global_write", constant_at(body, b),
                     "");
        else if (belongs_to_file(body, a))
            complain(in, dump_line(body, at), "script.remembers", body->upvalues[a].name,
                     "");
        break;
    case SET_UPVALUE:
        if (b < body->upvalue_count && belongs_to_file(body, b))
            complain(in, dump_line(body, at), "script.remembers", body->upvalues[b].name,
                     "");
        break;
    case GET_UPVALUE:
        if (is_environment(body, b))
            complain(in, dump_line(body, at), "script.environment", "", "");
        break;
    }
}

/* KEPT: for each register the upvalue of the file, plus one, whose table lies in it. Read
 * from top to bottom without following jumps, so it finds what people write by mistake. */
static void
check_kept(struct inspection *in, const struct body *body, size_t at, uint8_t kept[256])
{
    uint32_t code;
    memcpy(&code, body->code + 4 * at, 4);
    uint32_t what = code & 0x7f;
    size_t a = code >> 7 & 0xff, b = code >> 16 & 0xff;
    if (what == MOVE || (what >= GET_TABLE && what <= GET_FIELD))
        kept[a] = kept[b];
    else if ((what == GET_UPVALUE || what == GET_GLOBAL) && !is_environment(body, b))
        kept[a] = b < 255 && belongs_to_file(body, b) ? (uint8_t)(b + 1) : 0;
    else if (what >= SET_TABLE && what <= SET_FIELD && kept[a] != 0)
        complain(in, dump_line(body, at), "script.remembers",
                 body->upvalues[kept[a] - 1].name, "");
    else if (what < SET_UPVALUE || (what >= NEW_TABLE && what <= LAST_SUM) ||
             (what >= MINUS && what <= CONCAT) || what >= CALL || what == GET_GLOBAL)
        kept[a] = 0;
}

static void
check_body(const struct body *body, void *context)
{
    struct inspection *in = context;
    uint8_t kept[256] = { 0 };
    for (size_t i = 0; i < body->local_count; i++)
        check_local(in, body, body->locals[i].name, body->locals[i].from);
    /* Beyond 255 names are no longer in the instruction, so none could be checked. */
    if (body->constant_count > CONSTANT_LIMIT)
        complain(in, body->line, "script.too_many_constants", "", "");
    for (size_t i = 0; i < body->code_count && !in->refused; i++) {
        check_instruction(in, body, i);
        check_kept(in, body, i, kept);
    }
}

enum dms_status
yard_inspect(lua_State *lua, const char *file, struct dms_error *error)
{
    struct inspection in = { .file = file, .lua = lua, .error = error };
    if (!dump_read(lua, check_body, &in)) {
        dms_fail(error, DMS_BUG, "script.unreadable", "");
        dms_error_at_file(error, file, 0);
    }
    return dms_error_status(error);
}

bool
yard_knows(lua_State *lua, const char *name)
{
    yard_push_place(lua, YARD_PROXY);
    bool known = false;
    if (lua_getmetatable(lua, -1)) {
        lua_getfield(lua, -1, "__index"); /* the table behind it */
        lua_pushstring(lua, name);
        known = lua_rawget(lua, -2) != LUA_TNIL;
        lua_pop(lua, 3);
    }
    lua_pop(lua, 1);
    return known;
}
