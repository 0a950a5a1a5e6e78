/* yard_math.c - numbers; the random ones come from a seed the house injects. */
#include <math.h>
#include <stdlib.h>

#include "script/yard.h"

static int
math_abs(lua_State *lua)
{
    if (lua_isinteger(lua, 1)) {
        lua_Integer number = lua_tointeger(lua, 1);
        lua_pushinteger(lua, number < 0 ? (lua_Integer)(0u - (lua_Unsigned)number) : number);
    } else {
        lua_pushnumber(lua, fabs(luaL_checknumber(lua, 1)));
    }
    return 1;
}

/* An integer when it fits, as scripts count in integers. */
static int
push_whole(lua_State *lua, lua_Number number)
{
    lua_Integer whole;
    if (lua_numbertointeger(number, &whole))
        lua_pushinteger(lua, whole);
    else
        lua_pushnumber(lua, number);
    return 1;
}

static int
math_floor(lua_State *lua)
{
    if (lua_isinteger(lua, 1)) {
        lua_settop(lua, 1);
        return 1;
    }
    return push_whole(lua, floor(luaL_checknumber(lua, 1)));
}

static int
math_ceil(lua_State *lua)
{
    if (lua_isinteger(lua, 1)) {
        lua_settop(lua, 1);
        return 1;
    }
    return push_whole(lua, ceil(luaL_checknumber(lua, 1)));
}

static int
best_of(lua_State *lua, bool largest)
{
    int count = lua_gettop(lua), best = 1;
    luaL_checknumber(lua, 1);
    for (int i = 2; i <= count; i++) {
        luaL_checknumber(lua, i);
        if (largest ? lua_compare(lua, best, i, LUA_OPLT) : lua_compare(lua, i, best, LUA_OPLT))
            best = i;
    }
    lua_pushvalue(lua, best);
    return 1;
}

static int
math_max(lua_State *lua)
{
    return best_of(lua, true);
}

static int
math_min(lua_State *lua)
{
    return best_of(lua, false);
}

static int
math_fmod(lua_State *lua)
{
    if (lua_isinteger(lua, 1) && lua_isinteger(lua, 2)) {
        lua_Integer by = lua_tointeger(lua, 2);
        luaL_argcheck(lua, by != 0, 2, "zero");
        lua_pushinteger(lua, by == -1 ? 0 : lua_tointeger(lua, 1) % by);
    } else {
        lua_pushnumber(lua, fmod(luaL_checknumber(lua, 1), luaL_checknumber(lua, 2)));
    }
    return 1;
}

static int
math_modf(lua_State *lua)
{
    lua_Number number = luaL_checknumber(lua, 1);
    lua_Number whole = number < 0 ? ceil(number) : floor(number);
    push_whole(lua, whole);
    lua_pushnumber(lua, number == whole ? 0.0 : number - whole);
    return 2;
}

static int
math_sqrt(lua_State *lua)
{
    lua_pushnumber(lua, sqrt(luaL_checknumber(lua, 1)));
    return 1;
}

static int
math_tointeger(lua_State *lua)
{
    int exact;
    lua_Integer number = lua_tointegerx(lua, 1, &exact);
    if (exact)
        lua_pushinteger(lua, number);
    else
        lua_pushnil(lua);
    return 1;
}

static int
math_type(lua_State *lua)
{
    luaL_checkany(lua, 1);
    if (lua_type(lua, 1) != LUA_TNUMBER)
        lua_pushnil(lua);
    else
        lua_pushstring(lua, lua_isinteger(lua, 1) ? "integer" : "float");
    return 1;
}

/* xorshift64*: small, and the same on every machine. */
static uint64_t
next_random(struct yard *yard)
{
    uint64_t state = yard->random == 0 ? 1 : yard->random;
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    yard->random = state;
    return state * UINT64_C(0x2545f4914f6cdd1d);
}

static int
math_random(lua_State *lua)
{
    uint64_t random = next_random(yard_of(lua));
    int count = lua_gettop(lua);
    if (count == 0) {
        lua_pushnumber(lua, (lua_Number)(random >> 11) / 9007199254740992.0);
        return 1;
    }
    lua_Integer low = count == 1 ? 1 : luaL_checkinteger(lua, 1);
    lua_Integer high = luaL_checkinteger(lua, count == 1 ? 1 : 2);
    luaL_argcheck(lua, low <= high, count == 1 ? 1 : 2, "interval is empty");
    uint64_t span = (uint64_t)high - (uint64_t)low + 1;
    lua_pushinteger(lua, (lua_Integer)((uint64_t)low + (span == 0 ? random : random % span)));
    return 1;
}

void
yard_open_math(lua_State *lua)
{
    static const luaL_Reg functions[] = {
        { "abs", math_abs },       { "ceil", math_ceil },   { "floor", math_floor },
        { "fmod", math_fmod },     { "max", math_max },     { "min", math_min },
        { "modf", math_modf },     { "sqrt", math_sqrt },   { "random", math_random },
        { "type", math_type },     { "tointeger", math_tointeger },
        { NULL, NULL }
    };
    yard_library(lua, functions);
    lua_pushnumber(lua, 3.141592653589793);
    lua_setfield(lua, -2, "pi");
    lua_pushnumber(lua, HUGE_VAL);
    lua_setfield(lua, -2, "huge");
    lua_pushinteger(lua, LUA_MAXINTEGER);
    lua_setfield(lua, -2, "maxinteger");
    lua_pushinteger(lua, LUA_MININTEGER);
    lua_setfield(lua, -2, "mininteger");
    yard_freeze(lua, "math");
}
