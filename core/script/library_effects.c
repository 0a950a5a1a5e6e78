/* library_effects.c - what a rule answers: plain tables with the name of the effect in them.
 *
 * They do nothing here. The core applies them after the rule has returned (effects.c), so
 * the same rule can be tried without any effect. */
#include <string.h>

#include "script/library.h"

static void
check_key(lua_State *lua, int index)
{
    size_t size;
    const char *key = luaL_checklstring(lua, index, &size);
    if (size == 0 || size > 90 || strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_.") != size)
        yard_fail(lua, DMS_INVALID, "script.not_a_key", "%.60s", key);
}

static void
begin_effect(lua_State *lua, const char *name)
{
    lua_createtable(lua, 0, 4);
    lua_pushstring(lua, name);
    lua_setfield(lua, -2, "effect");
}

static void
put(lua_State *lua, const char *member, int index)
{
    lua_pushvalue(lua, index);
    lua_setfield(lua, -2, member);
}

static int
effect_deny(lua_State *lua)
{
    check_key(lua, 1);
    lua_settop(lua, 2);
    begin_effect(lua, "deny");
    put(lua, "key", 1);
    put(lua, "values", 2);
    return 1;
}

static int
effect_warn(lua_State *lua)
{
    luaL_checkstring(lua, 1);
    check_key(lua, 2);
    lua_settop(lua, 3);
    begin_effect(lua, "warn");
    put(lua, "field", 1);
    put(lua, "key", 2);
    put(lua, "values", 3);
    return 1;
}

static int
effect_set(lua_State *lua)
{
    luaL_checkstring(lua, 1);
    lua_settop(lua, 2);
    begin_effect(lua, "set");
    put(lua, "field", 1);
    put(lua, "value", 2);
    return 1;
}

/* dms.task{…} and dms.message{…}: the table given, with the name put in. */
static int
name_table(lua_State *lua, const char *name)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_settop(lua, 1);
    begin_effect(lua, name);
    put(lua, "card", 1);
    return 1;
}

static int
effect_task(lua_State *lua)
{
    return name_table(lua, "task");
}

static int
effect_message(lua_State *lua)
{
    return name_table(lua, "message");
}

const luaL_Reg library_effects[] = { { "deny", effect_deny },
                                     { "warn", effect_warn },
                                     { "set", effect_set },
                                     { "task", effect_task },
                                     { "message", effect_message },
                                     { NULL, NULL } };
