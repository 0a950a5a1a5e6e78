/* test_deed.c - what a scenario can do in its day: the same requests a person would make.
 *
 * Values are in written form, as on the command line: "129800.00", "2026-11-24". After every
 * write the house settles, so the next line sees what followed from it. */
#include <stdlib.h>
#include <string.h>

#include "script/test_host.h"

/* One request of a scenario. */
struct deed {
    const char *entity, *transition;
    int64_t id;
    const struct dms_json *fields;
    const char *owner; /* login name */
};

static enum dms_status
set_fields(struct dms_record *record, const struct dms_json *fields,
           struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < dms_json_count(fields) && st == DMS_OK; i++)
        st = dms_record_set_json(record, dms_json_key_at(fields, i),
                                 dms_json_value_at(fields, i), error);
    return st;
}

static enum dms_status
load(struct dms_unit *unit, const struct deed *deed, struct dms_record **record,
     struct dms_error *error)
{
    return deed->id == 0 ? dms_unit_new(unit, deed->entity, record, error)
                         : dms_unit_edit(unit, deed->entity, deed->id, record, error);
}

static enum dms_status
set_owner(struct dms_unit *unit, struct dms_record *record, const char *name,
          struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "name", name);
    enum dms_status st =
        dms_unit_find(unit, "core.user", "{\"where\":{\"name\":\"$name\"},\"limit\":1}",
                      values, &list, error);
    dms_json_destroy(values);
    if (st == DMS_OK && dms_list_count(list) == 0)
        st = dms_fail(error, DMS_NOT_FOUND, "script.no_such_user", "text=%s", name);
    return st == DMS_OK
               ? dms_record_set_owner(record, dms_record_id(dms_list_at(list, 0)), error)
               : st;
}

static enum dms_status
do_deed(struct dms_unit *unit, void *data, struct dms_json **answer,
        struct dms_error *error)
{
    struct deed *deed = data;
    struct dms_record *record = NULL;
    (void)answer;
    enum dms_status st = load(unit, deed, &record, error);
    if (st == DMS_OK && deed->transition == NULL)
        st = set_fields(record, deed->fields, error);
    if (st == DMS_OK && deed->owner != NULL)
        st = set_owner(unit, record, deed->owner, error);
    if (st == DMS_OK && deed->transition != NULL)
        st = dms_unit_transition(unit, record, deed->transition, deed->fields, error);
    else if (st == DMS_OK)
        st = dms_unit_save(unit, record, error);
    if (st == DMS_OK)
        deed->id = dms_record_id(record);
    return st;
}

enum dms_status
day_write(const struct day *day, dms_work work, void *data, struct dms_json **answer,
          struct dms_error *error)
{
    struct dms_request request = day_request(day);
    enum dms_status st =
        dms_house_write(day->stage->house, &request, work, data, answer, error);
    return st == DMS_OK ? dms_house_settle(day->stage->house, error) : st;
}

static enum dms_status
perform(const struct day *day, struct deed *deed, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st = day_write(day, do_deed, deed, &answer, error);
    dms_json_destroy(answer);
    return st;
}

static void
perform_or_raise(lua_State *lua, struct deed *deed)
{
    struct dms_error *error = dms_error_create();
    if (perform(day_check(lua), deed, error) != DMS_OK)
        day_fail(lua, error);
    dms_error_destroy(error);
}

int
day_create(lua_State *lua)
{
    struct deed deed = { .entity = luaL_checkstring(lua, 2),
                         .fields = day_fields(lua, 3) };
    perform_or_raise(lua, &deed);
    entry_push(lua, deed.entity, deed.id);
    return 1;
}

int
day_set(lua_State *lua)
{
    const struct entry *entry = entry_check(lua, 2);
    struct deed deed = { .entity = entry->entity,
                         .id = entry->id,
                         .fields = day_fields(lua, 3) };
    perform_or_raise(lua, &deed);
    return 0;
}

int
day_go(lua_State *lua)
{
    const struct entry *entry = entry_check(lua, 2);
    struct deed deed = { .entity = entry->entity,
                         .id = entry->id,
                         .transition = luaL_checkstring(lua, 3),
                         .fields = day_fields(lua, 4) };
    perform_or_raise(lua, &deed);
    return 0;
}

int
day_done(lua_State *lua)
{
    const struct entry *entry = entry_check(lua, 2);
    struct deed deed = { .entity = entry->entity,
                         .id = entry->id,
                         .transition = "done",
                         .fields = day_fields(lua, 3) };
    perform_or_raise(lua, &deed);
    return 0;
}

/* day:assign(lead, "sales_advisor"): to the person of that role in this store. */
int
day_assign(lua_State *lua)
{
    char name[160];
    const struct day *day = day_check(lua);
    const struct entry *entry = entry_check(lua, 2);
    snprintf(name, sizeof(name), "%s.%s", luaL_checkstring(lua, 3), day->brand);
    struct deed deed = { .entity = entry->entity, .id = entry->id, .owner = name };
    perform_or_raise(lua, &deed);
    return 0;
}

void
day_push_refusal(lua_State *lua, const struct dms_error *error)
{
    char *text =
        dms_house_error_text(stage_of(lua)->house, stage_of(lua)->language, error);
    const char *const members[][2] = {
        { "status", dms_status_name(dms_error_status(error)) },
        { "key", dms_error_key(error) },
        { "rule", dms_error_rule(error) },
        { "field", dms_error_field(error) },
        { "text", text },
    };
    lua_createtable(lua, 0, 5);
    for (size_t i = 0; i < 5; i++) {
        lua_pushstring(lua, members[i][1]);
        lua_setfield(lua, -2, members[i][0]);
    }
    free(text);
}

/* day:refused(order, "sign", fields), day:refused(order, fields), day:refused("crm.lead",
 * fields): what the refusal said; that it was not refused fails the scenario. */
int
day_refused(lua_State *lua)
{
    const struct day *day = day_check(lua);
    struct deed deed = { .entity = NULL };
    if (lua_type(lua, 2) == LUA_TSTRING) {
        deed.entity = lua_tostring(lua, 2);
        deed.fields = day_fields(lua, 3);
    } else {
        const struct entry *entry = entry_check(lua, 2);
        bool goes = lua_type(lua, 3) == LUA_TSTRING;
        deed.entity = entry->entity;
        deed.id = entry->id;
        deed.transition = goes ? lua_tostring(lua, 3) : NULL;
        deed.fields = day_fields(lua, goes ? 4 : 3);
    }
    struct dms_error *error = dms_error_create();
    if (perform(day, &deed, error) == DMS_OK) {
        dms_error_destroy(error);
        return yard_fail(lua, DMS_INVALID, "script.not_refused", "%s",
                         deed.transition == NULL ? deed.entity : deed.transition);
    }
    day_push_refusal(lua, error);
    dms_error_destroy(error);
    return 1;
}
