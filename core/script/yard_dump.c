/* yard_dump.c - reads a compiled file back. No dump from outside is ever loaded. */
#include "script/yard_dump.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_LIMIT = 60 };

struct reading {
    const unsigned char *at, *end;
    struct arena arena;
    dump_each each;
    void *context;
    bool broken;
    int depth;
};

static uint8_t
read_byte(struct reading *in)
{
    if (in->at >= in->end) {
        in->broken = true;
        return 0;
    }
    return *in->at++;
}

/* Seven bits a byte, the last one marked. */
static size_t
read_size(struct reading *in)
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
read_block(struct reading *in, size_t size)
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
read_text(struct reading *in)
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
read_count(struct reading *in, size_t least)
{
    size_t count = read_size(in);
    if (count > (size_t)(in->end - in->at) / least) {
        in->broken = true;
        return 0;
    }
    return count;
}

static void
read_constants(struct reading *in, struct body *body)
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
read_upvalues(struct reading *in, struct body *body)
{
    body->upvalue_count = read_count(in, 3);
    body->upvalues =
        arena_get(&in->arena, sizeof(struct upvalue) * (body->upvalue_count + 1));
    for (size_t i = 0; i < body->upvalue_count; i++) {
        body->upvalues[i].from_stack = read_byte(in);
        body->upvalues[i].index = read_byte(in);
        read_byte(in);
    }
}

int64_t
dump_line(const struct body *body, size_t instruction)
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
read_debug(struct reading *in, struct body *body)
{
    body->line_count = read_count(in, 1);
    body->lines = read_block(in, body->line_count);
    body->mark_count = read_count(in, 2);
    body->marks = arena_get(&in->arena, sizeof(int64_t) * 2 * (body->mark_count + 1));
    for (size_t i = 0; i < 2 * body->mark_count; i++)
        body->marks[i] = (int64_t)read_size(in);
    body->local_count = read_count(in, 3);
    body->locals = arena_get(&in->arena, sizeof(struct local) * (body->local_count + 1));
    for (size_t i = 0; i < body->local_count && !in->broken; i++) {
        body->locals[i].name = read_text(in);
        body->locals[i].from = read_size(in);
        read_size(in);
    }
    size_t names = read_count(in, 1);
    for (size_t i = 0; i < names && !in->broken; i++) {
        const char *name = read_text(in);
        if (name != NULL && i < body->upvalue_count)
            snprintf(body->upvalues[i].name, sizeof(body->upvalues[i].name), "%s", name);
    }
}

static void
read_body(struct reading *in, const struct body *outer)
{
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
    if (!in->broken)
        in->each(&body, in->context);
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
read_header(struct reading *in)
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

bool
dump_read(lua_State *lua, dump_each each, void *context)
{
    struct writing dump = { 0 };
    lua_dump(lua, keep_piece, &dump, 0);
    struct reading in = { .each = each, .context = context };
    in.at = (const unsigned char *)dump.data;
    in.end = in.at + dump.size;
    in.broken = !read_header(&in);
    if (!in.broken)
        read_body(&in, NULL);
    arena_clear(&in.arena);
    free(dump.data);
    return !in.broken;
}
