/* reader.c - reads one declaration's table; every fault is a problem with file and line. */
#include "script/reader.h"

#include <string.h>

#include "script/source.h"
#include "script/values.h"

void
reader_problem(const struct reader *reader, const char *word, const char *key,
               const char *text, const char *near)
{
    int64_t line = word == NULL ? reader->line
                                : source_line_of(reader->source, reader->line, word);
    ruleset_problem(reader->rules, reader->source->path, line, key, text, near);
}

static void
unknown_key(const struct reader *reader, const char *key, const char *const *allowed)
{
    const char *near = script_nearest(key, allowed);
    reader_problem(reader, key,
                   near[0] == 0 ? "script.unknown_key" : "script.unknown_key_near", key, near);
}

void
reader_keys(const struct reader *reader, int index, const char *const *allowed, bool rows)
{
    lua_State *lua = reader->lua;
    lua_pushnil(lua);
    for (; lua_next(lua, index) != 0; lua_pop(lua, 1)) {
        if (lua_type(lua, -2) == LUA_TNUMBER) {
            if (!rows)
                reader_problem(reader, NULL, "script.unnamed_value", "", "");
            continue;
        }
        const char *key = lua_type(lua, -2) == LUA_TSTRING ? lua_tostring(lua, -2) : "?";
        const char *const *known = allowed;
        while (*known != NULL && strcmp(*known, key) != 0)
            known++;
        if (*known == NULL)
            unknown_key(reader, key, allowed);
    }
}

/* Pushes the member; a problem when it is there and not of TYPE. */
static bool
push_member(const struct reader *reader, int index, const char *key, int type, bool needed)
{
    lua_State *lua = reader->lua;
    lua_pushstring(lua, key);
    int got = lua_rawget(lua, index);
    if (got == type)
        return true;
    if (got != LUA_TNIL)
        reader_problem(reader, key, "script.wrong_type", key, lua_typename(lua, type));
    else if (needed)
        reader_problem(reader, NULL, "script.missing", key, "");
    lua_pop(lua, 1);
    return false;
}

const char *
reader_text(const struct reader *reader, int index, const char *key, bool needed)
{
    if (!push_member(reader, index, key, LUA_TSTRING, needed))
        return NULL;
    size_t size;
    const char *text = lua_tolstring(reader->lua, -1, &size);
    if (size == 0 || size > 200 || strlen(text) != size)
        reader_problem(reader, key, "script.bad_text", key, "");
    text = arena_copy(&reader->rules->arena, text);
    lua_pop(reader->lua, 1);
    return text;
}

bool
reader_flag(const struct reader *reader, int index, const char *key)
{
    if (!push_member(reader, index, key, LUA_TBOOLEAN, false))
        return false;
    bool flag = lua_toboolean(reader->lua, -1) != 0;
    lua_pop(reader->lua, 1);
    return flag;
}

int64_t
reader_integer(const struct reader *reader, int index, const char *key)
{
    if (!push_member(reader, index, key, LUA_TNUMBER, false))
        return 0;
    int whole;
    int64_t number = lua_tointegerx(reader->lua, -1, &whole);
    if (!whole)
        reader_problem(reader, key, "script.wrong_type", key, "integer");
    lua_pop(reader->lua, 1);
    return number;
}

static const char *const *
one_text(const struct reader *reader, int index, const char *key)
{
    const char **list = arena_get(&reader->rules->arena, 2 * sizeof(*list));
    list[0] = reader_text(reader, index, key, false);
    return list;
}

const char *const *
reader_texts(const struct reader *reader, int index, const char *key)
{
    lua_State *lua = reader->lua;
    lua_pushstring(lua, key);
    int type = lua_rawget(lua, index);
    lua_pop(lua, 1);
    if (type == LUA_TNIL)
        return NULL;
    if (type == LUA_TSTRING)
        return one_text(reader, index, key);
    if (!push_member(reader, index, key, LUA_TTABLE, false))
        return NULL;
    size_t count = lua_rawlen(lua, -1);
    const char **list = arena_get(&reader->rules->arena, (count + 1) * sizeof(*list));
    size_t kept = 0;
    for (size_t i = 1; i <= count; i++) {
        if (lua_rawgeti(lua, -1, (lua_Integer)i) == LUA_TSTRING)
            list[kept++] = arena_copy(&reader->rules->arena, lua_tostring(lua, -1));
        else
            reader_problem(reader, key, "script.wrong_type", key, "string");
        lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
    return list;
}

int
reader_table(const struct reader *reader, int index, const char *key, bool needed)
{
    luaL_checkstack(reader->lua, 10, "declaration");
    return push_member(reader, index, key, LUA_TTABLE, needed) ? lua_gettop(reader->lua) : 0;
}

bool
reader_is_function(const struct reader *reader, int index, const char *key)
{
    lua_pushstring(reader->lua, key);
    int type = lua_rawget(reader->lua, index);
    lua_pop(reader->lua, 1);
    return type == LUA_TFUNCTION;
}

int
reader_function(const struct reader *reader, int index, const char *list, int row,
                const char *key, bool needed)
{
    struct ruleset *rules = reader->rules;
    if (!push_member(reader, index, key, LUA_TFUNCTION, needed))
        return 0;
    lua_pop(reader->lua, 1);
    if (rules->slot_count == rules->slot_room) {
        rules->slot_room = rules->slot_room * 2 + 16;
        rules->slots = script_grow(rules->slots, rules->slot_room * sizeof(*rules->slots));
    }
    rules->slots[rules->slot_count++] =
        (struct slot){ .declaration = reader->declaration, .list = list, .key = key,
                       .row = row };
    return (int)rules->slot_count;
}

const struct dms_json *
reader_json(const struct reader *reader, int index, const char *key)
{
    const char *why;
    lua_pushstring(reader->lua, key);
    if (lua_rawget(reader->lua, index) == LUA_TNIL) {
        lua_pop(reader->lua, 1);
        return NULL;
    }
    struct dms_json *json = value_json(reader->lua, -1, &why);
    lua_pop(reader->lua, 1);
    if (json == NULL) {
        reader_problem(reader, key, why, key, "");
        return NULL;
    }
    return ruleset_hold(reader->rules, json);
}

bool
reader_check_entity(const struct reader *reader, const char *entity)
{
    const struct dms_house *house = ruleset_house(reader->rules);
    if (house == NULL || entity == NULL || dms_house_field(house, entity, "id") != NULL)
        return true;
    reader_problem(reader, entity, "script.unknown_entity", entity, "");
    return false;
}

/* Fields these rules add themselves count too. */
static bool
adds_field(const struct ruleset *rules, const char *entity, const char *field)
{
    for (size_t i = 0; i < rules->field_count; i++)
        if (strcmp(rules->fields[i].entity, entity) == 0 &&
            strcmp(rules->fields[i].card.name, field) == 0)
            return true;
    return false;
}

void
reader_check_field(const struct reader *reader, const char *entity, const char *field)
{
    const struct dms_house *house = ruleset_house(reader->rules);
    char head[64];
    snprintf(head, sizeof(head), "%.*s", (int)strcspn(field, "."), field);
    if (house == NULL || dms_house_field(house, entity, "id") == NULL ||
        adds_field(reader->rules, entity, head) ||
        dms_house_field(house, entity, head) != NULL)
        return;
    reader_problem(reader, head, "script.no_such_field", field, entity);
}

void
reader_check_words(const struct reader *reader, const char *key)
{
    if (key != NULL && !ruleset_knows_words(reader->rules, key))
        reader_problem(reader, NULL, "script.unknown_words", key, "");
}
