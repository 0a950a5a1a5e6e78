/* values.c - from JSON to Lua and back, without ever raising an error half-way. */
#include "script/values.h"

#include <math.h>
#include <string.h>

#include "script/handle.h"

#define VALUE_DEPTH 16
#define VALUE_LIMIT 20000 /* members in all */
#define VALUE_TEXT (1u << 20) /* bytes of all texts: one text may stand there many times */

void
yard_hold(struct yard *yard, struct dms_json *json)
{
    if (json == NULL)
        return;
    if (yard->held_count == yard->held_room) {
        yard->held_room = yard->held_room * 2 + 8;
        yard->held = script_grow(yard->held, yard->held_room * sizeof(*yard->held));
    }
    yard->held[yard->held_count++] = json;
}

void
yard_release(struct yard *yard)
{
    dms_json_destroy(yard->held[--yard->held_count]);
}

static void
push_object(lua_State *lua, const struct dms_json *json)
{
    size_t count = dms_json_count(json);
    bool array = dms_json_kind(json) == DMS_JSON_ARRAY;
    luaL_checkstack(lua, 4, "the data is nested too deep");
    lua_createtable(lua, array ? (int)count : 0, array ? 0 : (int)count);
    for (size_t i = 0; i < count; i++) {
        yard_spend(lua, 2);
        if (array) {
            value_push_json(lua, dms_json_at(json, i));
            lua_rawseti(lua, -2, (lua_Integer)i + 1);
        } else {
            lua_pushstring(lua, dms_json_key_at(json, i));
            value_push_json(lua, dms_json_value_at(json, i));
            lua_rawset(lua, -3);
        }
    }
}

void
value_push_json(lua_State *lua, const struct dms_json *json)
{
    switch (dms_json_kind(json)) {
    case DMS_JSON_NULL: lua_pushnil(lua); break;
    case DMS_JSON_BOOLEAN: lua_pushboolean(lua, dms_json_boolean(json)); break;
    case DMS_JSON_INTEGER: lua_pushinteger(lua, dms_json_integer(json)); break;
    case DMS_JSON_REAL: lua_pushnumber(lua, dms_json_real(json)); break;
    case DMS_JSON_TEXT: lua_pushstring(lua, dms_json_text(json)); break;
    default: push_object(lua, json);
    }
}

struct conversion {
    lua_State *lua;
    const char *why;
    int depth, members;
    size_t bytes;
    bool whole_handles;
};

static struct dms_json *convert(struct conversion *to, int index);

static struct dms_json *
give_up(struct conversion *to, const char *why)
{
    if (to->why == NULL)
        to->why = why;
    return dms_json_create_null();
}

static struct dms_json *
convert_number(struct conversion *to, int index)
{
    if (lua_isinteger(to->lua, index))
        return dms_json_create_integer(lua_tointeger(to->lua, index));
    lua_Number number = lua_tonumber(to->lua, index);
    if (!isfinite(number))
        return give_up(to, "script.no_number");
    lua_Integer whole;
    if (number == floor(number) && lua_numbertointeger(number, &whole))
        return dms_json_create_integer(whole);
    char text[40];
    int size = snprintf(text, sizeof(text), "%.17g", number);
    struct dms_json *json = NULL;
    dms_json_load(text, (size_t)size, &json, NULL);
    return json != NULL ? json : give_up(to, "script.no_number");
}

static bool
takes(struct conversion *to, size_t size)
{
    to->bytes += size;
    return to->bytes <= VALUE_TEXT;
}

static struct dms_json *
convert_text(struct conversion *to, int index)
{
    size_t size;
    const char *text = lua_tolstring(to->lua, index, &size);
    if (!takes(to, size))
        return give_up(to, "script.too_much_data");
    struct dms_json *json = dms_json_create_text_sized(text, size);
    return json != NULL ? json : give_up(to, "script.not_utf8");
}

/* A name beside the numbers would be lost without a word. */
static bool
is_list(lua_State *lua, int index)
{
    bool list = true;
    lua_pushnil(lua);
    while (list && lua_next(lua, index) != 0) {
        list = lua_isinteger(lua, -2);
        lua_pop(lua, list ? 1 : 2);
    }
    return list;
}

static struct dms_json *
convert_array(struct conversion *to, int index, lua_Integer count)
{
    struct dms_json *array = dms_json_create_array();
    if (!is_list(to->lua, index))
        to->why = "script.mixed_keys";
    for (lua_Integer i = 1; i <= count && to->why == NULL; i++) {
        lua_rawgeti(to->lua, index, i);
        dms_json_take(array, convert(to, lua_gettop(to->lua)));
        lua_pop(to->lua, 1);
    }
    return array;
}

/* The key below the top; NULL when it is none that JSON could carry. */
static const char *
member_name(struct conversion *to)
{
    size_t size;
    if (lua_type(to->lua, -2) != LUA_TSTRING) {
        to->why = "script.mixed_keys";
        return NULL;
    }
    const char *name = lua_tolstring(to->lua, -2, &size);
    if (strlen(name) != size)
        to->why = "script.not_utf8";
    else if (!takes(to, size))
        to->why = "script.too_much_data";
    return to->why == NULL ? name : NULL;
}

static struct dms_json *
convert_object(struct conversion *to, int index)
{
    struct dms_json *object = dms_json_create_object();
    size_t count = 0;
    lua_pushnil(to->lua);
    while (lua_next(to->lua, index) != 0) {
        const char *name = to->why == NULL ? member_name(to) : NULL;
        if (name == NULL) {
            lua_pop(to->lua, 2);
            break;
        }
        dms_json_take_key(object, name, convert(to, lua_gettop(to->lua)));
        if (dms_json_count(object) != ++count && to->why == NULL)
            to->why = "script.not_utf8"; /* such a name was not taken */
        lua_pop(to->lua, 1);
    }
    return object;
}

/* A record is its id, or where the entity matters {"entity":…,"id":…}. */
static struct dms_json *
convert_handle(struct conversion *to, int index)
{
    const struct dms_record *record = handle_peek(to->lua, index);
    const struct yard *yard = yard_of(to->lua);
    if (record == NULL && yard->entry_kind != NULL && lua_getmetatable(to->lua, index)) {
        bool entry = lua_topointer(to->lua, -1) == yard->entry_kind;
        lua_pop(to->lua, 1);
        if (entry)
            return dms_json_create_integer(*(const int64_t *)lua_touserdata(to->lua, index));
    }
    if (record == NULL)
        return give_up(to, "script.no_data");
    if (!to->whole_handles)
        return dms_json_create_integer(dms_record_id(record));
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "entity", dms_record_entity(record));
    dms_json_set_integer(json, "id", dms_record_id(record));
    return json;
}

static struct dms_json *
convert(struct conversion *to, int index)
{
    struct dms_json *json;
    if (to->why != NULL || ++to->members > VALUE_LIMIT || to->depth >= VALUE_DEPTH ||
        !lua_checkstack(to->lua, 6))
        return give_up(to, "script.too_much_data");
    switch (lua_type(to->lua, index)) {
    case LUA_TNIL: return dms_json_create_null();
    case LUA_TBOOLEAN: return dms_json_create_boolean(lua_toboolean(to->lua, index));
    case LUA_TNUMBER: return convert_number(to, index);
    case LUA_TSTRING: return convert_text(to, index);
    case LUA_TUSERDATA: return convert_handle(to, index);
    case LUA_TTABLE: break;
    default: return give_up(to, "script.no_data");
    }
    to->depth++;
    lua_Integer count = (lua_Integer)lua_rawlen(to->lua, index);
    json = count > 0 ? convert_array(to, index, count) : convert_object(to, index);
    to->depth--;
    return json;
}

static struct dms_json *
convert_whole(struct conversion *to, int index, const char **why)
{
    struct dms_json *json = convert(to, lua_absindex(to->lua, index));
    *why = to->why;
    if (to->why == NULL)
        return json;
    dms_json_destroy(json);
    return NULL;
}

struct dms_json *
value_json(lua_State *lua, int index, const char **why)
{
    struct conversion to = { .lua = lua, .whole_handles = true };
    return convert_whole(&to, index, why);
}

const struct dms_json *
value_check_json(lua_State *lua, int index)
{
    const char *why;
    struct conversion to = { .lua = lua };
    struct dms_json *json = convert_whole(&to, index, &why);
    if (json == NULL)
        yard_fail(lua, DMS_INVALID, why, "");
    yard_hold(yard_of(lua), json);
    /* What is held is not Lua's memory: it is paid for in steps instead. */
    yard_spend(lua, 4 * (size_t)to.members + to.bytes / 4);
    return json;
}
