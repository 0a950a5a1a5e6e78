/* handle.c - what a script holds of a record and of the user: a frozen view, for one call.
 *
 * A handle carries the serial number of its call; kept beyond it, it is dead and says so. */
#include "script/handle.h"

#include <string.h>

#include "script/values.h"

struct handle {
    const struct dms_record *record; /* NULL: the user */
    uint64_t serial;
};

static const char record_kind[] = "record", user_kind[] = "user";

struct dms_unit *
handle_unit(lua_State *lua)
{
    struct dms_unit *unit = yard_of(lua)->unit;
    if (unit == NULL)
        yard_fail(lua, DMS_INVALID, "script.only_in_a_rule", "");
    return unit;
}

const struct dms_record *
handle_record(lua_State *lua, int index)
{
    const struct handle *handle = luaL_checkudata(lua, index, record_kind);
    if (handle->serial != yard_of(lua)->serial || handle->record == NULL)
        yard_fail(lua, DMS_INVALID, "script.record_is_gone", "");
    return handle->record;
}

const struct dms_record *
handle_peek(lua_State *lua, int index)
{
    const struct yard *yard = yard_of(lua);
    if (lua_type(lua, index) != LUA_TUSERDATA || !lua_getmetatable(lua, index))
        return NULL;
    bool ours = lua_topointer(lua, -1) == yard->record_kind;
    lua_pop(lua, 1);
    const struct handle *handle = lua_touserdata(lua, index);
    return ours && handle->serial == yard->serial ? handle->record : NULL;
}

static void
push_text(lua_State *lua, const char *text)
{
    if (text == NULL || text[0] == 0)
        lua_pushnil(lua);
    else
        lua_pushstring(lua, text);
}

/* Structured fields become tables; what is no JSON after all stays text. */
static void
push_structured(lua_State *lua, const char *text)
{
    struct dms_json *json = NULL;
    if (text == NULL || dms_json_load(text, strlen(text), &json, NULL) != DMS_OK) {
        push_text(lua, text);
        return;
    }
    yard_hold(yard_of(lua), json);
    value_push_json(lua, json);
    yard_release(yard_of(lua));
}

static void
push_number(lua_State *lua, const struct dms_record *record, const char *field, uint32_t type,
            bool old)
{
    int64_t number = old ? dms_record_old_int(record, field) : dms_record_int(record, field);
    if (number == 0 && (type == DMS_REFERENCE || (!old && !dms_record_has(record, field))))
        lua_pushnil(lua);
    else if (type == DMS_BOOLEAN)
        lua_pushboolean(lua, number != 0);
    else
        lua_pushinteger(lua, number);
}

void
handle_push_field(lua_State *lua, const struct dms_record *record, const char *field, bool old)
{
    const struct dms_field *card = dms_record_field(record, field);
    if (card == NULL) {
        yard_fail(lua, DMS_INVALID, "script.unknown_field", "%s.%s", dms_record_entity(record),
                  field);
        return;
    }
    if (card->type != DMS_TEXT && card->type != DMS_CHOICE && card->type != DMS_STRUCTURED) {
        push_number(lua, record, field, card->type, old);
        return;
    }
    const char *text = old ? dms_record_old_text(record, field)
                           : dms_record_text(record, field);
    if (card->type == DMS_STRUCTURED)
        push_structured(lua, text);
    else
        push_text(lua, text);
}

static int
record_index(lua_State *lua)
{
    handle_push_field(lua, handle_record(lua, 1), luaL_checkstring(lua, 2), false);
    return 1;
}

static int
handle_write(lua_State *lua)
{
    return yard_fail(lua, DMS_INVALID, "script.frozen", "%s", yard_name_of(lua, 2));
}

static int
record_equal(lua_State *lua)
{
    const struct dms_record *left = handle_record(lua, 1), *right = handle_record(lua, 2);
    lua_pushboolean(lua, left == right ||
                             (dms_record_id(left) == dms_record_id(right) &&
                              dms_record_id(left) != 0 &&
                              strcmp(dms_record_entity(left), dms_record_entity(right)) == 0));
    return 1;
}

static int
record_text(lua_State *lua)
{
    const struct dms_record *record = handle_record(lua, 1);
    lua_pushfstring(lua, "%s %I", dms_record_entity(record),
                    (lua_Integer)dms_record_id(record));
    return 1;
}

static int
user_has_role(lua_State *lua)
{
    luaL_checkudata(lua, 1, user_kind);
    lua_pushboolean(lua, dms_unit_has_role(handle_unit(lua), luaL_checkstring(lua, 2)));
    return 1;
}

static int
user_index(lua_State *lua)
{
    const struct dms_unit *unit = handle_unit(lua);
    const char *name = luaL_checkstring(lua, 2);
    if (strcmp(name, "has_role") == 0)
        lua_pushcfunction(lua, user_has_role);
    else if (strcmp(name, "id") == 0)
        lua_pushinteger(lua, dms_unit_user(unit));
    else if (strcmp(name, "name") == 0)
        push_text(lua, dms_unit_user_name(unit));
    else if (strcmp(name, "store") == 0)
        push_text(lua, dms_unit_store_code(unit));
    else if (strcmp(name, "brand") == 0)
        push_text(lua, dms_unit_brand(unit));
    else
        return yard_fail(lua, DMS_INVALID, "script.unknown_field", "user.%s", name);
    return 1;
}

static int
user_text(lua_State *lua)
{
    luaL_checkudata(lua, 1, user_kind);
    lua_pushfstring(lua, "user %s", dms_unit_user_name(handle_unit(lua)));
    return 1;
}

static void
make_kind(lua_State *lua, const char *kind, const luaL_Reg *events)
{
    luaL_newmetatable(lua, kind);
    for (; events->name != NULL; events++) {
        lua_pushcfunction(lua, events->func);
        lua_setfield(lua, -2, events->name);
    }
    lua_pushboolean(lua, 0);
    lua_setfield(lua, -2, "__metatable");
    lua_pop(lua, 1);
}

static void
new_handle(lua_State *lua, const char *kind, const struct dms_record *record)
{
    struct handle *handle = lua_newuserdatauv(lua, sizeof(*handle), 0);
    *handle = (struct handle){ record, yard_of(lua)->serial };
    luaL_setmetatable(lua, kind);
}

void
handle_open(lua_State *lua)
{
    static const luaL_Reg record_events[] = {
        { "__index", record_index }, { "__newindex", handle_write }, { "__eq", record_equal },
        { "__tostring", record_text }, { NULL, NULL }
    };
    static const luaL_Reg user_events[] = {
        { "__index", user_index }, { "__newindex", handle_write },
        { "__tostring", user_text }, { NULL, NULL }
    };
    make_kind(lua, record_kind, record_events);
    make_kind(lua, user_kind, user_events);
    new_handle(lua, record_kind, NULL);
    lua_getmetatable(lua, -1);
    yard_of(lua)->record_kind = lua_topointer(lua, -1);
    lua_pop(lua, 1);
    new_handle(lua, user_kind, NULL);
}

void
handle_push_record(struct yard *yard, const struct dms_record *record)
{
    yard_push_place(yard->lua, YARD_RECORD);
    struct handle *handle = lua_touserdata(yard->lua, -1);
    *handle = (struct handle){ record, yard->serial };
}

void
handle_push_user(struct yard *yard)
{
    yard_push_place(yard->lua, YARD_USER);
}

void
handle_push(lua_State *lua, const struct dms_record *record)
{
    if (record == NULL)
        lua_pushnil(lua);
    else
        new_handle(lua, record_kind, record);
}
