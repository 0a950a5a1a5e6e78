/* test_entry.c - a record in a scenario: looked at, it is read anew, so it is never stale. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/test_host.h"
#include "script/values.h"

static const char kind[] = "entry";

/* What a reading unit found; pushed only when the unit has ended, for pushing may raise. */
struct look {
    const struct entry *entry;
    const char *field;
    uint32_t type;
    bool known, has;
    int64_t number;
    char *text;
};

static enum dms_status
look_at(struct dms_unit *unit, void *data, struct dms_json **answer, struct dms_error *error)
{
    struct look *look = data;
    const struct dms_record *record = NULL;
    (void)answer;
    enum dms_status st =
        dms_unit_get(unit, look->entry->entity, look->entry->id, &record, error);
    const struct dms_field *card =
        st == DMS_OK ? dms_record_field(record, look->field) : NULL;
    if (st != DMS_OK || card == NULL)
        return st;
    look->known = true;
    look->type = card->type;
    look->has = dms_record_has(record, look->field);
    if (card->type == DMS_TEXT || card->type == DMS_CHOICE || card->type == DMS_STRUCTURED)
        look->text = script_copy(dms_record_text(record, look->field));
    else
        look->number = dms_record_int(record, look->field);
    return DMS_OK;
}

static void
push_look(lua_State *lua, struct look *look)
{
    struct dms_json *json = NULL;
    if (look->text != NULL && look->type == DMS_STRUCTURED)
        dms_json_load(look->text, strlen(look->text), &json, NULL);
    if (json != NULL) {
        yard_hold(yard_of(lua), json);
        value_push_json(lua, json);
    } else if (look->text != NULL && look->text[0] != 0) {
        lua_pushstring(lua, look->text);
    } else if (look->text != NULL || !look->has ||
               (look->type == DMS_REFERENCE && look->number == 0)) {
        lua_pushnil(lua);
    } else if (look->type == DMS_BOOLEAN) {
        lua_pushboolean(lua, look->number != 0);
    } else {
        lua_pushinteger(lua, look->number);
    }
    free(look->text);
}

static int
entry_index(lua_State *lua)
{
    struct dms_json *answer = NULL;
    struct stage *stage = stage_of(lua);
    struct look look = { .entry = entry_check(lua, 1), .field = luaL_checkstring(lua, 2) };
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_error *error = dms_error_create();
    if (strcmp(look.field, "id") == 0) {
        dms_error_destroy(error);
        lua_pushinteger(lua, look.entry->id);
        return 1;
    }
    if (dms_house_read(stage->house, &request, look_at, &look, &answer, error) != DMS_OK)
        return day_fail(lua, error);
    dms_error_destroy(error);
    dms_json_destroy(answer);
    if (!look.known)
        return yard_fail(lua, DMS_INVALID, "script.unknown_field", "%s.%s",
                         look.entry->entity, look.field);
    push_look(lua, &look);
    return 1;
}

static int
entry_write(lua_State *lua)
{
    return yard_fail(lua, DMS_INVALID, "script.frozen", "%s", luaL_checkstring(lua, 2));
}

static int
entry_equal(lua_State *lua)
{
    const struct entry *left = entry_check(lua, 1), *right = entry_check(lua, 2);
    lua_pushboolean(lua, left->id == right->id && strcmp(left->entity, right->entity) == 0);
    return 1;
}

static int
entry_text(lua_State *lua)
{
    const struct entry *entry = entry_check(lua, 1);
    lua_pushfstring(lua, "%s %I", entry->entity, (lua_Integer)entry->id);
    return 1;
}

struct entry *
entry_check(lua_State *lua, int index)
{
    return luaL_checkudata(lua, index, kind);
}

void
entry_push(lua_State *lua, const char *entity, int64_t id)
{
    struct entry *entry = lua_newuserdatauv(lua, sizeof(*entry), 0);
    entry->id = id;
    snprintf(entry->entity, sizeof(entry->entity), "%s", entity);
    luaL_setmetatable(lua, kind);
}

void
entry_open(lua_State *lua)
{
    static const luaL_Reg events[] = { { "__index", entry_index }, { "__newindex", entry_write },
                                       { "__eq", entry_equal }, { "__tostring", entry_text },
                                       { NULL, NULL } };
    luaL_newmetatable(lua, kind);
    luaL_setfuncs(lua, events, 0);
    lua_pushboolean(lua, 0);
    lua_setfield(lua, -2, "__metatable");
    yard_of(lua)->entry_kind = lua_topointer(lua, -1);
    lua_pop(lua, 1);
}
