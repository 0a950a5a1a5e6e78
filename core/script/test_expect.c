/* test_expect.c - expect(value):is(other) and its like; what differs is said in the report. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/test_host.h"
#include "script/values.h"

static const char kind[] = "expectation";

static char *
shown(lua_State *lua, int index)
{
    const char *why;
    if (lua_type(lua, index) == LUA_TTABLE) {
        struct dms_json *json = value_json(lua, index, &why);
        char *text = json == NULL ? script_copy("table") : dms_json_print(json);
        dms_json_destroy(json);
        return text;
    }
    char *text = script_copy(luaL_tolstring(lua, index, NULL));
    lua_pop(lua, 1);
    return text;
}

/* A number that is a moment of these decades says so: nobody reads milliseconds. */
static char *
told(lua_State *lua, int index)
{
    char *text = shown(lua, index), time[48], both[112];
    int64_t ms = lua_isinteger(lua, index) ? lua_tointeger(lua, index) : 0;
    if (ms < INT64_C(1000000000000) || ms > INT64_C(5000000000000))
        return text;
    snprintf(both, sizeof(both), "%s (%s)", text,
             dms_time_print(ms, TEST_OFFSET, time, sizeof(time)));
    free(text);
    return script_copy(both);
}

/* Tables are equal when they hold the same data. */
static bool
equal(lua_State *lua, int left, int right)
{
    if (lua_type(lua, left) != LUA_TTABLE || lua_type(lua, right) != LUA_TTABLE)
        return lua_compare(lua, left, right, LUA_OPEQ) != 0;
    char *one = shown(lua, left), *other = shown(lua, right);
    bool same = strcmp(one, other) == 0;
    free(one);
    free(other);
    return same;
}

static int
unmet(lua_State *lua, const char *key, int value, int wanted)
{
    char *is = told(lua, value), *other = told(lua, wanted);
    dms_fail(yard_of(lua)->error, DMS_INVALID, key, "text=%s|near=%s", is, other);
    free(is);
    free(other);
    return yard_raise(lua);
}

/* Puts the value expected something of at 3; the other is at 2. */
static void
prepare(lua_State *lua)
{
    luaL_checkudata(lua, 1, kind);
    lua_settop(lua, 2);
    lua_getiuservalue(lua, 1, 1);
}

static int
expect_is(lua_State *lua)
{
    prepare(lua);
    return equal(lua, 3, 2) ? 0 : unmet(lua, "script.expected", 3, 2);
}

static int
expect_is_not(lua_State *lua)
{
    prepare(lua);
    return equal(lua, 3, 2) ? unmet(lua, "script.expected_other", 3, 2) : 0;
}

static int
expect_above(lua_State *lua)
{
    prepare(lua);
    return lua_compare(lua, 2, 3, LUA_OPLT) ? 0
                                            : unmet(lua, "script.expected_above", 3, 2);
}

static int
expect_below(lua_State *lua)
{
    prepare(lua);
    return lua_compare(lua, 3, 2, LUA_OPLT) ? 0
                                            : unmet(lua, "script.expected_below", 3, 2);
}

static int
expect_contains(lua_State *lua)
{
    prepare(lua);
    char *text = shown(lua, 3);
    bool in = strstr(text, luaL_checkstring(lua, 2)) != NULL;
    free(text);
    return in ? 0 : unmet(lua, "script.expected_inside", 3, 2);
}

static int
expect_exists(lua_State *lua)
{
    prepare(lua);
    return lua_isnil(lua, 3) ? unmet(lua, "script.expected_value", 3, 3) : 0;
}

void
expect_open(lua_State *lua)
{
    static const luaL_Reg methods[] = { { "is", expect_is },
                                        { "is_not", expect_is_not },
                                        { "above", expect_above },
                                        { "below", expect_below },
                                        { "contains", expect_contains },
                                        { "exists", expect_exists },
                                        { NULL, NULL } };
    luaL_newmetatable(lua, kind);
    yard_library(lua, methods);
    yard_freeze(lua, "expect");
    lua_setfield(lua, -2, "__index");
    lua_pushboolean(lua, 0);
    lua_setfield(lua, -2, "__metatable");
    lua_pop(lua, 1);
}

int
expect_call(lua_State *lua)
{
    lua_settop(lua, 1);
    lua_newuserdatauv(lua, 1, 1);
    lua_insert(lua, 1);
    lua_setiuservalue(lua, 1, 1);
    luaL_setmetatable(lua, kind);
    return 1;
}
