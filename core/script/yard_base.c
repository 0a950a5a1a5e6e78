/* yard_base.c - the names a script can use at all, and the essentials among them.
 *
 * The environment and every library is an empty table in front of the real one, so that
 * writing is always noticed. pairs walks in sorted order: the same rule on the same record
 * gives the same answer on every machine. */
#include <string.h>

#include "script/ruleset.h"
#include "script/yard.h"

const char *const yard_names[] = {
    "assert", "error",  "expect",   "ipairs", "math", "pairs", "pcall", "require",
    "scenario", "select", "string", "table", "tonumber", "tostring", "type", "utf8",
    "xpcall", NULL
};

const char *
yard_name_of(lua_State *lua, int index)
{
    lua_pushcfunction(lua, yard_tostring);
    lua_pushvalue(lua, index);
    lua_call(lua, 1, 1);
    return lua_tostring(lua, -1);
}

static int
refuse_reading(lua_State *lua)
{
    const char *what = lua_tostring(lua, lua_upvalueindex(1));
    const char *name = yard_name_of(lua, 2);
    if (what[0] == 0)
        return yard_fail(lua, DMS_INVALID, "script.unknown_name", "%s", name);
    return yard_fail(lua, DMS_INVALID, "script.unknown_name", "%s.%s", what, name);
}

static int
refuse_writing(lua_State *lua)
{
    const char *what = lua_tostring(lua, lua_upvalueindex(1));
    const char *name = yard_name_of(lua, 2);
    return yard_fail(lua, DMS_INVALID, "script.read_only", "%s%s%s", what,
                     what[0] == 0 ? "" : ".", name);
}

static void
set_refusal(lua_State *lua, const char *what, const char *event, lua_CFunction refuse)
{
    lua_pushstring(lua, what);
    lua_pushcclosure(lua, refuse, 1);
    lua_setfield(lua, -2, event);
}

void
yard_freeze(lua_State *lua, const char *what)
{
    lua_createtable(lua, 0, 1);
    set_refusal(lua, what, "__index", refuse_reading);
    lua_setmetatable(lua, -2); /* of the real table */
    lua_newtable(lua);         /* the empty one in front of it */
    lua_createtable(lua, 0, 3);
    lua_pushvalue(lua, -3);
    lua_setfield(lua, -2, "__index");
    set_refusal(lua, what, "__newindex", refuse_writing);
    lua_pushboolean(lua, 0);
    lua_setfield(lua, -2, "__metatable");
    lua_setmetatable(lua, -2);
    lua_remove(lua, -2);
}

void
yard_library(lua_State *lua, const luaL_Reg *functions)
{
    lua_newtable(lua);
    for (; functions->name != NULL; functions++) {
        lua_pushcfunction(lua, functions->func);
        lua_setfield(lua, -2, functions->name);
    }
}

/* An address would differ from run to run. */
int
yard_tostring(lua_State *lua)
{
    luaL_checkany(lua, 1);
    int type = lua_type(lua, 1);
    if (type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TLIGHTUSERDATA)
        lua_pushstring(lua, lua_typename(lua, type));
    else
        luaL_tolstring(lua, 1, NULL);
    return 1;
}

static int
digit_of(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    if (letter >= 'a' && letter <= 'z')
        return letter - 'a' + 10;
    return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 10 : 99;
}

static int
number_in_base(lua_State *lua, lua_Integer base)
{
    luaL_argcheck(lua, base >= 2 && base <= 36, 2, "base out of range");
    size_t size, i = 0;
    const char *text = luaL_checklstring(lua, 1, &size);
    bool minus = size > 0 && text[0] == '-';
    uint64_t number = 0;
    for (i = minus; i < size && size <= 64 && digit_of(text[i]) < base; i++)
        number = number * (uint64_t)base + (uint64_t)digit_of(text[i]);
    if (i < size || i == (size_t)minus || size > 64)
        lua_pushnil(lua);
    else
        lua_pushinteger(lua, (lua_Integer)(minus ? 0 - number : number));
    return 1;
}

static int
base_tonumber(lua_State *lua)
{
    luaL_checkany(lua, 1);
    if (!lua_isnoneornil(lua, 2))
        return number_in_base(lua, luaL_checkinteger(lua, 2));
    size_t size;
    const char *text;
    if (lua_type(lua, 1) == LUA_TNUMBER)
        lua_pushvalue(lua, 1);
    else if (lua_type(lua, 1) != LUA_TSTRING ||
             (text = lua_tolstring(lua, 1, &size), yard_spend(lua, 1 + size / 16),
              lua_stringtonumber(lua, text) != size + 1))
        lua_pushnil(lua);
    return 1;
}

static int
base_type(lua_State *lua)
{
    luaL_checkany(lua, 1);
    lua_pushstring(lua, luaL_typename(lua, 1));
    return 1;
}

static int
base_assert(lua_State *lua)
{
    luaL_checkany(lua, 1);
    if (lua_toboolean(lua, 1))
        return lua_gettop(lua);
    if (lua_isnoneornil(lua, 2))
        return luaL_error(lua, "assertion failed");
    lua_settop(lua, 2);
    return lua_error(lua);
}

static int
base_error(lua_State *lua)
{
    lua_Integer level = luaL_optinteger(lua, 2, 1);
    lua_settop(lua, 1);
    yard_where(lua, yard_of(lua)->file, sizeof(yard_of(lua)->file), &yard_of(lua)->line);
    if (lua_type(lua, 1) == LUA_TSTRING && level > 0 && level < 100) {
        luaL_where(lua, (int)level);
        lua_pushvalue(lua, 1);
        lua_concat(lua, 2);
    }
    return lua_error(lua);
}

static int
base_select(lua_State *lua)
{
    int count = lua_gettop(lua);
    if (lua_type(lua, 1) == LUA_TSTRING && strcmp(lua_tostring(lua, 1), "#") == 0) {
        lua_pushinteger(lua, count - 1);
        return 1;
    }
    lua_Integer from = luaL_checkinteger(lua, 1);
    if (from < 0)
        from = count + from;
    else if (from > count)
        from = count;
    luaL_argcheck(lua, from >= 1, 1, "index out of range");
    return count - (int)from;
}

/* What a failed protected call leaves; a limit passes through. */
static bool
caught(lua_State *lua, int result)
{
    struct yard *yard = yard_of(lua);
    if (yard->ended || yard_ran_out(yard, result))
        yard_rethrow(lua);
    if (result != LUA_OK)
        dms_error_clear(yard->error);
    return result == LUA_OK;
}

static int
base_pcall(lua_State *lua)
{
    luaL_checkany(lua, 1);
    bool well = caught(lua, lua_pcall(lua, lua_gettop(lua) - 1, LUA_MULTRET, 0));
    lua_pushboolean(lua, well);
    lua_insert(lua, 1);
    return lua_gettop(lua);
}

static int
base_xpcall(lua_State *lua)
{
    luaL_checktype(lua, 2, LUA_TFUNCTION);
    lua_pushvalue(lua, 2);
    lua_remove(lua, 2);
    lua_insert(lua, 1); /* handler, function, arguments… */
    if (caught(lua, lua_pcall(lua, lua_gettop(lua) - 2, LUA_MULTRET, 0))) {
        lua_pushboolean(lua, 1);
        lua_replace(lua, 1);
        return lua_gettop(lua);
    }
    caught(lua, lua_pcall(lua, 1, 1, 0)); /* an error of the handler is what it answers */
    lua_pushboolean(lua, 0);
    lua_insert(lua, 1);
    return lua_gettop(lua);
}

static int
next_item(lua_State *lua)
{
    lua_Integer index = luaL_checkinteger(lua, 2) + 1;
    lua_pushinteger(lua, index);
    return lua_geti(lua, 1, index) == LUA_TNIL ? 1 : 2;
}

static int
base_ipairs(lua_State *lua)
{
    luaL_checkany(lua, 1);
    lua_pushcfunction(lua, next_item);
    lua_pushvalue(lua, 1);
    lua_pushinteger(lua, 0);
    return 3;
}

int
yard_require(lua_State *lua)
{
    const char *name = luaL_checkstring(lua, 1);
    lua_pushvalue(lua, 1);
    if (lua_rawget(lua, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    return ruleset_require(lua, name);
}

void
yard_open_base(lua_State *lua)
{
    static const luaL_Reg functions[] = {
        { "assert", base_assert }, { "error", base_error },   { "ipairs", base_ipairs },
        { "pcall", base_pcall },   { "select", base_select }, { "tonumber", base_tonumber },
        { "type", base_type },     { "xpcall", base_xpcall }, { "tostring", yard_tostring },
        { NULL, NULL }
    };
    yard_library(lua, functions);
    yard_open_string(lua);
    lua_setfield(lua, -2, "string");
    yard_open_table(lua); /* and pairs */
    lua_setfield(lua, -3, "pairs");
    lua_setfield(lua, -2, "table");
    yard_open_math(lua);
    lua_setfield(lua, -2, "math");
    yard_open_utf8(lua);
    lua_setfield(lua, -2, "utf8");
    lua_newtable(lua); /* keeps what was required */
    yard_open_dms(lua);
    lua_setfield(lua, -2, "dms");
    lua_pushvalue(lua, -1);
    lua_rawsetp(lua, LUA_REGISTRYINDEX, yard_places + YARD_LIBRARY);
    lua_pushcclosure(lua, yard_require, 1);
    lua_setfield(lua, -2, "require");
    if (yard_of(lua)->extra != NULL)
        luaL_setfuncs(lua, yard_of(lua)->extra, 0);
    yard_freeze(lua, "");
}
