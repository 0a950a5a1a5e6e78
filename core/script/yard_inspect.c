/* yard_inspect.c - looks through a compiled file before it ever runs.
 *
 * A misspelled name inside a function must be found when the script is checked, not at the
 * counter; and a rule must not remember anything from call to call. Both are visible in the
 * instructions: the file is dumped in the documented form of Lua 5.4 and read back here.
 * No dump from outside is ever loaded. */
#include <stdlib.h>
#include <string.h>

#include "script/library.h"
#include "script/yard.h"

#if LUA_VERSION_NUM != 504
#error "the form of the instructions is that of Lua 5.4"
#endif

enum {
    MOVE = 0, GET_UPVALUE = 9, SET_UPVALUE = 10, GET_GLOBAL = 11, GET_TABLE = 12, GET_FIELD = 14,
    SET_GLOBAL = 15, SET_TABLE = 16, SET_FIELD = 18, NEW_TABLE = 19, LAST_SUM = 45, MINUS = 49,
    CONCAT = 53, CALL = 68
};
enum { CONSTANT_LIMIT = 250, DEPTH_LIMIT = 60 };

struct upvalue {
    uint8_t from_stack, index;
    char name[64];
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
};

struct inspection {
    const unsigned char *at, *end;
    const char *file;
    lua_State *lua;
    struct dms_error *error;
    struct arena arena;
    bool broken, refused; /* refused: the first reason is in ERROR, others are not looked for */
    int depth;
};

static uint8_t
read_byte(struct inspection *in)
{
    if (in->at >= in->end) {
        in->broken = true;
        return 0;
    }
    return *in->at++;
}

/* Seven bits a byte, the last one marked. */
static size_t
read_size(struct inspection *in)
{
    size_t size = 0;
    uint8_t byte;
    do {
        byte = read_byte(in);
        size = size << 7 | (byte & 0x7fu);
    } while ((byte & 0x80) == 0 && !in->broken);
    return size;
}

static const unsigned char *
read_block(struct inspection *in, size_t size)
{
    const unsigned char *block = in->at;
    if ((size_t)(in->end - in->at) < size) {
        in->broken = true;
        return block;
    }
    in->at += size;
    return block;
}

static char *
read_text(struct inspection *in)
{
    size_t size = read_size(in);
    if (size == 0)
        return NULL;
    const unsigned char *bytes = read_block(in, size - 1);
    if (in->broken)
        return NULL;
    char *text = arena_get(&in->arena, size);
    memcpy(text, bytes, size - 1);
    return text;
}

/* How many there are; each takes at least LEAST bytes, so a larger count is no count. */
static size_t
read_count(struct inspection *in, size_t least)
{
    size_t count = read_size(in);
    if (count > (size_t)(in->end - in->at) / least) {
        in->broken = true;
        return 0;
    }
    return count;
}

static void
read_constants(struct inspection *in, struct body *body)
{
    body->constant_count = read_count(in, 1);
    body->constants = arena_get(&in->arena, sizeof(char *) * (body->constant_count + 1));
    for (size_t i = 0; i < body->constant_count && !in->broken; i++) {
        uint8_t type = read_byte(in);
        if (type == 0x04 || type == 0x14)
            body->constants[i] = read_text(in);
        else if (type == 0x03 || type == 0x13)
            read_block(in, 8);
    }
}

static void
read_upvalues(struct inspection *in, struct body *body)
{
    body->upvalue_count = read_count(in, 3);
    body->upvalues = arena_get(&in->arena, sizeof(struct upvalue) * (body->upvalue_count + 1));
    for (size_t i = 0; i < body->upvalue_count; i++) {
        body->upvalues[i].from_stack = read_byte(in);
        body->upvalues[i].index = read_byte(in);
        read_byte(in);
    }
}

static int64_t
line_of(const struct body *body, size_t instruction)
{
    int64_t line = body->line;
    for (size_t i = 0; i <= instruction && i < body->line_count; i++) {
        if ((signed char)body->lines[i] != -128) {
            line += (signed char)body->lines[i];
            continue;
        }
        for (size_t m = 0; m < body->mark_count; m++)
            if (body->marks[2 * m] == (int64_t)i)
                line = body->marks[2 * m + 1];
    }
    return line;
}

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
            complain(in, line_of(body, from > 0 ? from - 1 : 0), "script.shadows", name, "");
}

static void
read_debug(struct inspection *in, struct body *body)
{
    body->line_count = read_count(in, 1);
    body->lines = read_block(in, body->line_count);
    body->mark_count = read_count(in, 2);
    body->marks = arena_get(&in->arena, sizeof(int64_t) * 2 * (body->mark_count + 1));
    for (size_t i = 0; i < 2 * body->mark_count; i++)
        body->marks[i] = (int64_t)read_size(in);
    size_t locals = read_count(in, 3);
    for (size_t i = 0; i < locals && !in->broken; i++) {
        const char *name = read_text(in);
        size_t from = read_size(in);
        read_size(in);
        check_local(in, body, name, from);
    }
    size_t names = read_count(in, 1);
    for (size_t i = 0; i < names && !in->broken; i++) {
        const char *name = read_text(in);
        if (name != NULL && i < body->upvalue_count)
            snprintf(body->upvalues[i].name, sizeof(body->upvalues[i].name), "%s", name);
    }
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
    return upvalue < body->upvalue_count && strcmp(body->upvalues[upvalue].name, "_ENV") == 0;
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
    if (upvalue >= body->upvalue_count || strcmp(body->upvalues[upvalue].name, "dms") != 0 ||
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
    complain(in, line, near[0] == 0 ? "script.unknown_name" : "script.unknown_name_near", text,
             near);
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
            check_member(in, line_of(body, at), constant_at(body, c));
        else if (is_environment(body, b) && !yard_knows(in->lua, constant_at(body, c))) {
            const char *name = constant_at(body, c);
            const char *near = script_nearest(name, yard_names);
            complain(in, line_of(body, at),
                     near[0] == 0 ? "script.unknown_name" : "script.unknown_name_near", name,
                     near);
        }
        break;
    case SET_GLOBAL:
        if (is_environment(body, a))
            complain(in, line_of(body, at), "script.global_write", constant_at(body, b), "");
        else if (belongs_to_file(body, a))
            complain(in, line_of(body, at), "script.remembers", body->upvalues[a].name, "");
        break;
    case SET_UPVALUE:
        if (b < body->upvalue_count && belongs_to_file(body, b))
            complain(in, line_of(body, at), "script.remembers", body->upvalues[b].name, "");
        break;
    case GET_UPVALUE:
        if (is_environment(body, b))
            complain(in, line_of(body, at), "script.environment", "", "");
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
        complain(in, line_of(body, at), "script.remembers", body->upvalues[kept[a] - 1].name, "");
    else if (what < SET_UPVALUE || (what >= NEW_TABLE && what <= LAST_SUM) ||
             (what >= MINUS && what <= CONCAT) || what >= CALL || what == GET_GLOBAL)
        kept[a] = 0;
}

static void
read_body(struct inspection *in, const struct body *outer)
{
    uint8_t kept[256] = { 0 };
    struct body body = { .outer = outer };
    in->broken = in->broken || ++in->depth > DEPTH_LIMIT;
    read_text(in);
    body.line = (int64_t)read_size(in);
    read_size(in);
    read_block(in, 3);
    body.code_count = read_count(in, 4);
    body.code = read_block(in, 4 * body.code_count);
    read_constants(in, &body);
    read_upvalues(in, &body);
    size_t within = read_count(in, 1);
    for (size_t i = 0; i < within && !in->broken; i++)
        read_body(in, &body);
    read_debug(in, &body);
    /* Beyond 255 names are no longer in the instruction, so none could be checked. */
    if (body.constant_count > CONSTANT_LIMIT)
        complain(in, body.line, "script.too_many_constants", "", "");
    for (size_t i = 0; i < body.code_count && !in->broken && !in->refused; i++) {
        check_instruction(in, &body, i);
        check_kept(in, &body, i, kept);
    }
    in->depth--;
}

static int
keep_piece(lua_State *lua, const void *piece, size_t size, void *data)
{
    (void)lua;
    writing_add(data, piece, size);
    return 0;
}

/* Signature, version, format, check bytes and the sizes of the three number types. */
static bool
read_header(struct inspection *in)
{
    const unsigned char *head = read_block(in, 12);
    if (in->broken || memcmp(head, LUA_SIGNATURE "\x54\x00\x19\x93\r\n\x1a\n", 12) != 0)
        return false;
    bool sizes = read_byte(in) == 4;
    sizes = read_byte(in) == sizeof(lua_Integer) && sizes;
    sizes = read_byte(in) == sizeof(lua_Number) && sizes;
    read_block(in, sizeof(lua_Integer) + sizeof(lua_Number));
    read_byte(in); /* how many upvalues the file has */
    return sizes && !in->broken;
}

enum dms_status
yard_inspect(lua_State *lua, const char *file, struct dms_error *error)
{
    struct writing dump = { 0 };
    lua_dump(lua, keep_piece, &dump, 0);
    struct inspection in = { .file = file, .lua = lua, .error = error };
    in.at = (const unsigned char *)dump.data;
    in.end = in.at + dump.size;
    in.broken = !read_header(&in);
    if (!in.broken)
        read_body(&in, NULL);
    if (in.broken) {
        dms_fail(error, DMS_BUG, "script.unreadable", "");
        dms_error_at_file(error, file, 0);
    }
    arena_clear(&in.arena);
    free(dump.data);
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
