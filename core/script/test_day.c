/* test_day.c - the day of a scenario: where one stands, and as whom; what one does there is in
 * test_deed.c, test_look.c and test_clock.c. */
#include <stdlib.h>
#include <string.h>

#include "script/test_host.h"
#include "script/values.h"

static const char kind[] = "day";

struct day *
day_check(lua_State *lua)
{
    return luaL_checkudata(lua, 1, kind);
}

struct dms_request
day_request(const struct day *day)
{
    struct dms_request request = { .size = sizeof(request) };
    if (day->role == NULL)
        request.flags = DMS_AS_HOUSE;
    else
        request.user = day->user;
    request.store = day->store;
    return request;
}

int
day_fail(lua_State *lua, struct dms_error *error)
{
    struct yard *yard = yard_of(lua);
    char *text =
        dms_house_error_text(stage_of(lua)->house, stage_of(lua)->language, error);
    dms_error_clear(yard->error);
    dms_fail(yard->error, dms_error_status(error), "script.in_scenario", "text=%s", text);
    free(text);
    dms_error_destroy(error);
    return yard_raise(lua);
}

static void
choose(struct day *day, const char *brand, const char *role)
{
    day->brand = brand;
    day->role = role;
    snprintf(day->store, sizeof(day->store), "S-%s", brand);
    snprintf(day->user, sizeof(day->user), "%s.%s", role == NULL ? "" : role, brand);
}

/* day:store("aurora"): the brand, or the store's own code "S-aurora". */
static int
day_store(lua_State *lua)
{
    struct day *day = day_check(lua);
    const char *name = luaL_checkstring(lua, 2);
    if (strncmp(name, "S-", 2) == 0)
        name += 2;
    choose(day, arena_copy(&day->stage->arena, name), day->role);
    return 0;
}

static int
day_as(lua_State *lua)
{
    struct day *day = day_check(lua);
    const char *role = luaL_checkstring(lua, 2);
    choose(day, day->brand,
           strcmp(role, "house") == 0 ? NULL : arena_copy(&day->stage->arena, role));
    return 0;
}

const struct dms_json *
day_fields(lua_State *lua, int index)
{
    return lua_isnoneornil(lua, index) ? NULL : value_check_json(lua, index);
}

static int
day_reload(lua_State *lua)
{
    entry_check(lua, 2);
    lua_settop(lua, 2);
    return 1;
}

void
day_push(lua_State *lua)
{
    struct day *day = lua_newuserdatauv(lua, sizeof(*day), 0);
    *day = (struct day){ .stage = stage_of(lua) };
    choose(day, day->stage->brands[0], NULL);
    luaL_setmetatable(lua, kind);
}

void
day_open(lua_State *lua)
{
    static const luaL_Reg methods[] = { { "store", day_store },
                                        { "as", day_as },
                                        { "create", day_create },
                                        { "set", day_set },
                                        { "go", day_go },
                                        { "done", day_done },
                                        { "assign", day_assign },
                                        { "refused", day_refused },
                                        { "reload", day_reload },
                                        { "later", day_later },
                                        { "time", day_time },
                                        { "at", day_at },
                                        { "now", day_now },
                                        { "find", day_find },
                                        { "tasks", day_tasks },
                                        { "messages", day_messages },
                                        { "call", day_call },
                                        { "ask", day_ask },
                                        { "get", day_get },
                                        { "figure", day_figure },
                                        { "refused_call", day_refused_call },
                                        { "refused_ask", day_refused_ask },
                                        { NULL, NULL } };
    luaL_newmetatable(lua, kind);
    yard_library(lua, methods);
    yard_freeze(lua, "day");
    lua_setfield(lua, -2, "__index");
    lua_pushboolean(lua, 0);
    lua_setfield(lua, -2, "__metatable");
    lua_pop(lua, 1);
}
