/* library_time.c - dates, times and spans; the clock is the unit's, never the machine's. */
#include <string.h>

#include "script/handle.h"
#include "script/library.h"

static int
time_now(lua_State *lua)
{
    lua_pushinteger(lua, dms_unit_now(handle_unit(lua)));
    return 1;
}

static int
time_today(lua_State *lua)
{
    lua_pushinteger(lua, dms_unit_today(handle_unit(lua)));
    return 1;
}

static int
time_date(lua_State *lua)
{
    int64_t days = 0;
    if (dms_date_load(luaL_checkstring(lua, 1), &days, yard_of(lua)->error) != DMS_OK)
        return yard_raise(lua);
    lua_pushinteger(lua, days);
    return 1;
}

static int
time_date_text(lua_State *lua)
{
    char text[24];
    lua_pushstring(lua, dms_date_print(luaL_checkinteger(lua, 1), text, sizeof(text)));
    return 1;
}

static int
time_time_text(lua_State *lua)
{
    char text[48];
    int64_t ms = luaL_checkinteger(lua, 1);
    lua_pushstring(lua, dms_time_print(ms, dms_unit_offset(handle_unit(lua)), text,
                                       sizeof(text)));
    return 1;
}

static int
time_date_of(lua_State *lua)
{
    int64_t ms = luaL_checkinteger(lua, 1);
    lua_pushinteger(lua, dms_time_date(ms, dms_unit_offset(handle_unit(lua))));
    return 1;
}

static int
time_weekday(lua_State *lua)
{
    lua_pushinteger(lua, dms_date_weekday(luaL_checkinteger(lua, 1)));
    return 1;
}

static int
time_is_workday(lua_State *lua)
{
    lua_pushboolean(lua, dms_unit_is_workday(handle_unit(lua), luaL_checkinteger(lua, 1)));
    return 1;
}

static int
time_workday_after(lua_State *lua)
{
    int64_t days = luaL_checkinteger(lua, 1), count = luaL_checkinteger(lua, 2);
    luaL_argcheck(lua, count >= 0 && count <= 3660, 2, "0 to 3660 working days");
    lua_pushinteger(lua, dms_unit_workday_after(handle_unit(lua), days, count));
    return 1;
}

/* "10:00" on a date, as the dealer's clock shows it. */
static int
time_time_at(lua_State *lua)
{
    int hour = -1, minute = -1, end = 0;
    int64_t days = luaL_checkinteger(lua, 1);
    const char *text = luaL_checkstring(lua, 2);
    if (sscanf(text, "%2d:%2d%n", &hour, &minute, &end) != 2 || text[end] != 0 || hour < 0 ||
        hour > 23 || minute < 0 || minute > 59)
        return luaL_error(lua, "'%s' is no time of day such as 10:00", text);
    lua_pushinteger(lua, days * DMS_DAY + hour * DMS_HOUR + minute * DMS_MINUTE -
                             dms_unit_offset(handle_unit(lua)) * DMS_MINUTE);
    return 1;
}

/* A span is a small table {span = kind, amount = ms or days}. */
static int
push_span(lua_State *lua, const char *kind, int64_t unit)
{
    lua_Number count = luaL_checknumber(lua, 1);
    luaL_argcheck(lua, count >= 0 && count <= 36600, 1, "0 to 36600");
    lua_createtable(lua, 0, 2);
    lua_pushstring(lua, kind);
    lua_setfield(lua, -2, "span");
    lua_pushinteger(lua, (lua_Integer)(count * (lua_Number)unit));
    lua_setfield(lua, -2, "amount");
    return 1;
}

static int
span_minutes(lua_State *lua)
{
    return push_span(lua, "elapsed", DMS_MINUTE);
}

static int
span_hours(lua_State *lua)
{
    return push_span(lua, "elapsed", DMS_HOUR);
}

static int
span_days(lua_State *lua)
{
    return push_span(lua, "elapsed", DMS_DAY);
}

static int
span_open_hours(lua_State *lua)
{
    return push_span(lua, "open", DMS_HOUR);
}

static int
span_workdays(lua_State *lua)
{
    return push_span(lua, "workdays", 1);
}

/* A moment instead of a span, for due and deadlines worked out by the rule itself. */
static int
span_at(lua_State *lua)
{
    lua_createtable(lua, 0, 2);
    lua_pushinteger(lua, luaL_checkinteger(lua, 1));
    lua_setfield(lua, -2, "amount");
    lua_pushliteral(lua, "moment");
    lua_setfield(lua, -2, "span");
    return 1;
}

const luaL_Reg library_time[] = { { "now", time_now },
                                  { "today", time_today },
                                  { "date", time_date },
                                  { "date_text", time_date_text },
                                  { "date_of", time_date_of },
                                  { "time_text", time_time_text },
                                  { "time_at", time_time_at },
                                  { "weekday", time_weekday },
                                  { "is_workday", time_is_workday },
                                  { "workday_after", time_workday_after },
                                  { "minutes", span_minutes },
                                  { "hours", span_hours },
                                  { "days", span_days },
                                  { "open_hours", span_open_hours },
                                  { "workdays", span_workdays },
                                  { "at", span_at },
                                  { NULL, NULL } };

static int
money_money(lua_State *lua)
{
    int64_t fen = 0;
    if (dms_money_load(luaL_checkstring(lua, 1), &fen, yard_of(lua)->error) != DMS_OK)
        return yard_raise(lua);
    lua_pushinteger(lua, fen);
    return 1;
}

static int
money_yuan(lua_State *lua)
{
    char text[32];
    lua_pushstring(lua, dms_money_print(luaL_checkinteger(lua, 1), text, sizeof(text)));
    return 1;
}

static int
money_share(lua_State *lua)
{
    lua_pushinteger(lua, dms_money_share(luaL_checkinteger(lua, 1),
                                         luaL_checkinteger(lua, 2)));
    return 1;
}

const luaL_Reg library_money[] = { { "money", money_money },
                                   { "yuan", money_yuan },
                                   { "share", money_share },
                                   { NULL, NULL } };
