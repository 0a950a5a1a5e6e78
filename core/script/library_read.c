/* library_read.c - what a rule may ask: records, counts, sums, calls, settings.
 *
 * All with the rights of the requester. Scripts count in stored units (fen, days, ms), the
 * query form wants written ones ("129800.00", "2026-11-24"): translated here, by the type
 * the field is declared with. */
#include <stdlib.h>
#include <string.h>

#include "script/handle.h"
#include "script/library.h"
#include "script/run.h"
#include "script/ruleset.h"
#include "script/values.h"

#define FIND_LIMIT 200

static const struct dms_field *
field_card(lua_State *lua, const char *entity, const char *path)
{
    const struct dms_house *house = ruleset_house(yard_of(lua)->rules);
    const char *dot = strchr(path, '.');
    if (house == NULL)
        return NULL;
    if (dot == NULL)
        return dms_house_field(house, entity, path);
    char head[64];
    snprintf(head, sizeof(head), "%.*s", (int)(dot - path), path);
    const struct dms_field *card = dms_house_field(house, entity, head);
    return card == NULL || card->target == NULL
               ? NULL
               : dms_house_field(house, card->target, dot + 1);
}

/* A number in stored units as people write it; NULL when it is written so already. */
static struct dms_json *
written(lua_State *lua, const struct dms_field *card, const struct dms_json *value)
{
    char text[48];
    int64_t number = dms_json_integer(value);
    const struct dms_unit *unit = yard_of(lua)->unit;
    if (card == NULL || dms_json_kind(value) != DMS_JSON_INTEGER)
        return NULL;
    switch (card->type) {
    case DMS_MONEY: dms_money_print(number, text, sizeof(text)); break;
    case DMS_DECIMAL: dms_decimal_print(number, text, sizeof(text)); break;
    case DMS_DATE: dms_date_print(number, text, sizeof(text)); break;
    case DMS_TIME: dms_time_print(number, dms_unit_offset(unit), text, sizeof(text)); break;
    default: return NULL;
    }
    return dms_json_create_text(text);
}

static struct dms_json *write_value(lua_State *lua, const struct dms_field *card,
                                    const struct dms_json *value);

static struct dms_json *
write_members(lua_State *lua, const struct dms_field *card, const struct dms_json *value)
{
    struct dms_json *copy = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(value); i++)
        dms_json_take_key(copy, dms_json_key_at(value, i),
                          write_value(lua, card, dms_json_value_at(value, i)));
    return copy;
}

/* A value, a list of them, or {operator: value}. */
static struct dms_json *
write_value(lua_State *lua, const struct dms_field *card, const struct dms_json *value)
{
    if (dms_json_kind(value) == DMS_JSON_OBJECT)
        return write_members(lua, card, value);
    if (dms_json_kind(value) == DMS_JSON_ARRAY) {
        struct dms_json *copy = dms_json_create_array();
        for (size_t i = 0; i < dms_json_count(value); i++)
            dms_json_take(copy, write_value(lua, card, dms_json_at(value, i)));
        return copy;
    }
    struct dms_json *text = written(lua, card, value);
    return text != NULL ? text : dms_json_copy(value);
}

static struct dms_json *write_where(lua_State *lua, const char *entity,
                                    const struct dms_json *where);

static struct dms_json *
write_wheres(lua_State *lua, const char *entity, const struct dms_json *list)
{
    if (dms_json_kind(list) != DMS_JSON_ARRAY)
        return write_where(lua, entity, list);
    struct dms_json *copy = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(list); i++)
        dms_json_take(copy, write_where(lua, entity, dms_json_at(list, i)));
    return copy;
}

static struct dms_json *
write_where(lua_State *lua, const char *entity, const struct dms_json *where)
{
    if (dms_json_kind(where) != DMS_JSON_OBJECT)
        return dms_json_copy(where);
    struct dms_json *copy = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(where); i++) {
        const char *key = dms_json_key_at(where, i);
        const struct dms_json *value = dms_json_value_at(where, i);
        bool joins = strcmp(key, "and") == 0 || strcmp(key, "or") == 0 ||
                     strcmp(key, "not") == 0;
        dms_json_take_key(copy, key,
                          joins ? write_wheres(lua, entity, value)
                                : write_value(lua, field_card(lua, entity, key), value));
    }
    return copy;
}

/* The query at INDEX (a table or nothing) with its values in written form. */
static struct dms_json *
read_query(lua_State *lua, const char *entity, int index)
{
    struct dms_json *query = dms_json_create_object();
    yard_hold(yard_of(lua), query);
    if (lua_isnoneornil(lua, index))
        return query;
    luaL_checktype(lua, index, LUA_TTABLE);
    const struct dms_json *given = value_check_json(lua, index);
    for (size_t i = 0; i < dms_json_count(given); i++) {
        const char *key = dms_json_key_at(given, i);
        const struct dms_json *value = dms_json_value_at(given, i);
        dms_json_take_key(query, key,
                          strcmp(key, "where") == 0 ? write_where(lua, entity, value)
                                                    : dms_json_copy(value));
    }
    return query;
}

static void
check(lua_State *lua, enum dms_status st)
{
    yard_spend(lua, 1000); /* a question to the database is not free */
    if (st != DMS_OK)
        yard_raise(lua);
}

static int
read_get(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    const struct dms_record *record = NULL;
    const char *entity = luaL_checkstring(lua, 1);
    int64_t id = luaL_optinteger(lua, 2, 0);
    enum dms_status st = dms_unit_get(handle_unit(lua), entity, id, &record, yard->error);
    if (st == DMS_NOT_FOUND && dms_house_field(ruleset_house(yard->rules), entity, "id")) {
        dms_error_clear(yard->error);
        st = DMS_OK;
    }
    check(lua, st);
    handle_push(lua, record);
    return 1;
}

static int
read_ref(lua_State *lua)
{
    const struct dms_record *record = handle_record(lua, 1);
    const char *field = luaL_checkstring(lua, 2);
    const struct dms_field *card = dms_record_field(record, field);
    if (card == NULL || card->target == NULL)
        return yard_fail(lua, DMS_INVALID, "script.no_reference", "%s.%s",
                         dms_record_entity(record), field);
    int64_t id = dms_record_int(record, field);
    if (id == 0) {
        lua_pushnil(lua);
        return 1;
    }
    lua_settop(lua, 0);
    lua_pushstring(lua, card->target);
    lua_pushinteger(lua, id);
    return read_get(lua);
}

static int
read_old(lua_State *lua)
{
    handle_push_field(lua, handle_record(lua, 1), luaL_checkstring(lua, 2), true);
    return 1;
}

static int
read_find(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    struct dms_unit *unit = handle_unit(lua);
    const char *entity = luaL_checkstring(lua, 1);
    struct dms_json *query = read_query(lua, entity, 2);
    const struct dms_list *list = NULL;
    if (dms_json_at_key(query, "limit") == NULL)
        dms_json_set_integer(query, "limit", FIND_LIMIT);
    if (dms_json_integer_at(query, "limit") > FIND_LIMIT)
        return yard_fail(lua, DMS_LIMIT, "script.too_many_records", "%d", FIND_LIMIT);
    check(lua, dms_unit_find_json(unit, entity, query, &list, yard->error));
    size_t count = dms_list_count(list);
    yard_spend(lua, 10 * count);
    lua_createtable(lua, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        handle_push(lua, dms_list_at(list, i));
        lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* The query as text, for the questions that take text. */
static const char *
query_text(lua_State *lua, const char *entity)
{
    char *text = dms_json_print(read_query(lua, entity, 2));
    struct dms_json *held = dms_json_create_text(text);
    free(text);
    yard_hold(yard_of(lua), held);
    return dms_json_text(held);
}

static int
read_count(lua_State *lua)
{
    int64_t count = 0;
    struct dms_unit *unit = handle_unit(lua);
    const char *entity = luaL_checkstring(lua, 1);
    check(lua, dms_unit_count(unit, entity, query_text(lua, entity), NULL, &count,
                              yard_of(lua)->error));
    lua_pushinteger(lua, count);
    return 1;
}

static int
read_sum(lua_State *lua)
{
    int64_t sum = 0;
    struct dms_unit *unit = handle_unit(lua);
    const char *entity = luaL_checkstring(lua, 1), *field = luaL_checkstring(lua, 3);
    check(lua, dms_unit_sum(unit, entity, query_text(lua, entity), NULL, field, &sum,
                            yard_of(lua)->error));
    lua_pushinteger(lua, sum);
    return 1;
}

static int
read_call(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    struct dms_json *answer = NULL;
    struct dms_unit *unit = handle_unit(lua);
    const char *name = luaL_checkstring(lua, 1);
    /* Rules that switch rules would wait for the writer they run on. */
    if (strncmp(name, "rules.", 6) == 0)
        return yard_fail(lua, DMS_INVALID, "script.calls_rules", "%s", name);
    const struct dms_json *arguments =
        lua_isnoneornil(lua, 2) ? NULL : value_check_json(lua, 2);
    const struct rule_group *own =
        yard->rules != NULL && yard->rules->tried
            ? ruleset_group(yard->rules, DECLARED_DECISION, name)
            : NULL;
    enum dms_status st =
        own != NULL ? run_decision(unit, arguments, (void *)(uintptr_t)own, &answer, yard->error)
                    : dms_call(unit, name, arguments, &answer, yard->error);
    yard_hold(yard, answer);
    check(lua, st);
    value_push_json(lua, answer);
    return 1;
}

static int
read_setting(lua_State *lua)
{
    const char *value = dms_unit_setting(handle_unit(lua), luaL_checkstring(lua, 1),
                                         luaL_optstring(lua, 2, NULL));
    lua_pushstring(lua, value);
    return 1;
}

const luaL_Reg library_read[] = { { "get", read_get },     { "find", read_find },
                                  { "ref", read_ref },     { "old", read_old },
                                  { "count", read_count }, { "sum", read_sum },
                                  { "call", read_call },   { "setting", read_setting },
                                  { NULL, NULL } };
