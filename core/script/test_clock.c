/* test_clock.c - the clock of a scenario: it only moves on, and every timer runs at its own time. */
#include "script/test_host.h"

static int64_t
amount_of(lua_State *lua, const char *name, int64_t unit)
{
    lua_pushstring(lua, name);
    lua_rawget(lua, 2);
    lua_Number count = lua_isnil(lua, -1) ? 0 : luaL_checknumber(lua, -1);
    lua_pop(lua, 1);
    return (int64_t)(count * (lua_Number)unit);
}

static void
move_clock(lua_State *lua, int64_t until)
{
    int64_t ran = 0;
    struct stage *stage = day_check(lua)->stage;
    struct dms_error *error = dms_error_create();
    enum dms_status st = dms_house_settle(stage->house, error);
    stage->now = until;
    if (st == DMS_OK)
        st = dms_house_run_timers(stage->house, until, &ran, error);
    if (st == DMS_OK)
        st = dms_house_settle(stage->house, error);
    if (st != DMS_OK)
        day_fail(lua, error);
    dms_error_destroy(error);
}

/* day:later { days = 3, hours = 1 }: every timer runs at its own time. */
int
day_later(lua_State *lua)
{
    luaL_checktype(lua, 2, LUA_TTABLE);
    int64_t later = amount_of(lua, "days", DMS_DAY) + amount_of(lua, "hours", DMS_HOUR) +
                    amount_of(lua, "minutes", DMS_MINUTE);
    luaL_argcheck(lua, later > 0, 2, "days, hours or minutes expected");
    move_clock(lua, day_check(lua)->stage->now + later);
    return 0;
}

static int64_t
check_time(lua_State *lua)
{
    int64_t ms = 0;
    if (dms_time_load(luaL_checkstring(lua, 2), TEST_OFFSET, &ms, yard_of(lua)->error) !=
        DMS_OK)
        yard_raise(lua);
    return ms;
}

int
day_time(lua_State *lua)
{
    day_check(lua);
    lua_pushinteger(lua, check_time(lua));
    return 1;
}

/* day:at("2026-11-05 10:00"): the clock moves there. */
int
day_at(lua_State *lua)
{
    int64_t until = check_time(lua);
    luaL_argcheck(lua, until >= day_check(lua)->stage->now, 2, "the clock only moves on");
    move_clock(lua, until);
    return 0;
}

int
day_now(lua_State *lua)
{
    lua_pushinteger(lua, day_check(lua)->stage->now);
    return 1;
}
