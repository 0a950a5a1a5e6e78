/* test_look.c - what a scenario looks at in its day: records, tasks, messages, answers. */
#include <stdlib.h>
#include <string.h>

#include "script/test_host.h"
#include "script/values.h"

/* A find of the house, which sees every store. */
struct search {
    const char *entity;
    const struct dms_json *query;
    int64_t *ids;
    size_t count;
};

static enum dms_status
do_search(struct dms_unit *unit, void *data, struct dms_json **answer, struct dms_error *error)
{
    struct search *search = data;
    const struct dms_list *list = NULL;
    (void)answer;
    enum dms_status st = dms_unit_find_json(unit, search->entity, search->query, &list, error);
    search->count = st == DMS_OK ? dms_list_count(list) : 0;
    search->ids = script_get((search->count + 1) * sizeof(*search->ids));
    for (size_t i = 0; i < search->count; i++)
        search->ids[i] = dms_record_id(dms_list_at(list, i));
    return st;
}

static int
push_found(lua_State *lua, const char *entity, const struct dms_json *query)
{
    struct search search = { .entity = entity, .query = query };
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *answer = NULL;
    struct dms_error *error = dms_error_create();
    enum dms_status st = dms_house_read(stage_of(lua)->house, &request, do_search, &search,
                                        &answer, error);
    if (st != DMS_OK) {
        free(search.ids);
        return day_fail(lua, error);
    }
    dms_error_destroy(error);
    int64_t *ids = lua_newuserdatauv(lua, (search.count + 1) * sizeof(*ids), 0);
    memcpy(ids, search.ids, search.count * sizeof(*ids));
    free(search.ids);
    lua_createtable(lua, (int)search.count, 0);
    for (size_t i = 0; i < search.count; i++) {
        entry_push(lua, entity, ids[i]);
        lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
    return 1;
}

int
day_find(lua_State *lua)
{
    day_check(lua);
    const char *entity = luaL_checkstring(lua, 2);
    const struct dms_json *query = day_fields(lua, 3);
    struct dms_json *all = dms_json_create_object();
    yard_hold(yard_of(lua), all);
    return push_found(lua, entity, query == NULL ? all : query);
}

/* day:tasks { kind = "first_call", subject = lead }: open unless a state is named. */
static int
find_work(lua_State *lua, const char *entity, const char *state, const char *sort)
{
    struct dms_json *query = dms_json_create_object(), *where = dms_json_create_object();
    day_check(lua);
    yard_hold(yard_of(lua), query);
    dms_json_take_key(query, "where", where);
    dms_json_set_text(query, "sort", sort);
    dms_json_set_text(where, "state", state);
    if (!lua_isnoneornil(lua, 2)) {
        const struct dms_json *filter = day_fields(lua, 2);
        for (size_t i = 0; i < dms_json_count(filter); i++)
            dms_json_take_key(where, dms_json_key_at(filter, i),
                              dms_json_copy(dms_json_value_at(filter, i)));
        lua_getfield(lua, 2, "subject");
        if (lua_type(lua, -1) == LUA_TUSERDATA)
            dms_json_set_text(where, "subject_entity", entry_check(lua, -1)->entity);
    }
    return push_found(lua, entity, query);
}

int
day_tasks(lua_State *lua)
{
    return find_work(lua, "core.task", "open", "due_at,id");
}

int
day_messages(lua_State *lua)
{
    return find_work(lua, "core.message", "queued", "id");
}

struct calling {
    const char *name;
    const struct dms_json *arguments;
};

static enum dms_status
do_call(struct dms_unit *unit, void *data, struct dms_json **answer, struct dms_error *error)
{
    const struct calling *calling = data;
    return dms_call(unit, calling->name, calling->arguments, answer, error);
}

int
day_call(lua_State *lua)
{
    const struct day *day = day_check(lua);
    struct calling calling = { luaL_checkstring(lua, 2), day_fields(lua, 3) };
    struct dms_json *answer = NULL;
    struct dms_error *error = dms_error_create();
    if (day_write(day, do_call, &calling, &answer, error) != DMS_OK)
        return day_fail(lua, error);
    dms_error_destroy(error);
    yard_hold(yard_of(lua), answer);
    value_push_json(lua, answer);
    return 1;
}

static int
push_answer(lua_State *lua, const struct dms_json *question)
{
    const struct day *day = day_check(lua);
    struct dms_request request = day_request(day);
    struct dms_json *answer = NULL;
    struct dms_error *error = dms_error_create();
    enum dms_status st =
        dms_house_ask(day->stage->house, &request, question, &answer, error);
    if (st == DMS_OK)
        st = dms_house_settle(day->stage->house, error);
    yard_hold(yard_of(lua), answer);
    if (st != DMS_OK)
        return day_fail(lua, error);
    dms_error_destroy(error);
    value_push_json(lua, answer);
    return 1;
}

/* What the refusal said; that it was not refused fails the scenario. */
static int
push_refused(lua_State *lua, enum dms_status status, struct dms_error *error)
{
    if (status == DMS_OK) {
        dms_error_destroy(error);
        return yard_fail(lua, DMS_INVALID, "script.not_refused", "%s",
                         lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "ask");
    }
    day_push_refusal(lua, error);
    dms_error_destroy(error);
    return 1;
}

/* day:refused_call("parts.issue", arguments) */
int
day_refused_call(lua_State *lua)
{
    const struct day *day = day_check(lua);
    struct calling calling = { luaL_checkstring(lua, 2), day_fields(lua, 3) };
    struct dms_json *answer = NULL;
    struct dms_error *error = dms_error_create();
    enum dms_status st = day_write(day, do_call, &calling, &answer, error);
    dms_json_destroy(answer);
    return push_refused(lua, st, error);
}

/* day:refused_ask { ["do"] = "set", … }: what the JSON door would not do. */
int
day_refused_ask(lua_State *lua)
{
    const struct day *day = day_check(lua);
    const struct dms_json *question = value_check_json(lua, 2);
    struct dms_request request = day_request(day);
    struct dms_json *answer = NULL;
    struct dms_error *error = dms_error_create();
    enum dms_status st =
        dms_house_ask(day->stage->house, &request, question, &answer, error);
    dms_json_destroy(answer);
    return push_refused(lua, st, error);
}

/* day:ask { ["do"] = "list", … }: any question of the JSON door. */
int
day_ask(lua_State *lua)
{
    day_check(lua);
    return push_answer(lua, value_check_json(lua, 2));
}

/* day:figure("sales.amount", { window = "month", by = "person" }): as the door answers it. */
int
day_figure(lua_State *lua)
{
    struct dms_json *question = dms_json_create_object();
    day_check(lua);
    yard_hold(yard_of(lua), question);
    dms_json_set_text(question, "do", "figure");
    dms_json_set_text(question, "name", luaL_checkstring(lua, 2));
    const struct dms_json *more = day_fields(lua, 3);
    for (size_t i = 0; i < dms_json_count(more); i++)
        dms_json_take_key(question, dms_json_key_at(more, i),
                          dms_json_copy(dms_json_value_at(more, i)));
    return push_answer(lua, question);
}

int
day_get(lua_State *lua)
{
    day_check(lua);
    entry_push(lua, luaL_checkstring(lua, 2), luaL_checkinteger(lua, 3));
    return 1;
}
