/* yard_table.c - the table library; every walk is counted. Pairs is in yard_pairs.c. */
#include <stdlib.h>
#include <string.h>

#include "script/yard.h"

static lua_Integer
length_of(lua_State *lua, int index)
{
    luaL_checktype(lua, index, LUA_TTABLE);
    lua_Integer length = luaL_len(lua, index);
    if (length > YARD_TABLE)
        yard_too_long(lua, "script.too_long_table", YARD_TABLE);
    return length;
}

static int
table_insert(lua_State *lua)
{
    lua_Integer end = length_of(lua, 1) + 1, at = end;
    if (lua_gettop(lua) == 3) {
        at = luaL_checkinteger(lua, 2);
        luaL_argcheck(lua, at >= 1 && at <= end, 2, "position out of bounds");
    } else if (lua_gettop(lua) != 2) {
        return luaL_error(lua, "wrong number of arguments to 'insert'");
    }
    yard_spend(lua, (size_t)(end - at) + 1);
    for (lua_Integer i = end; i > at; i--) {
        lua_geti(lua, 1, i - 1);
        lua_seti(lua, 1, i);
    }
    lua_seti(lua, 1, at);
    return 0;
}

static int
table_remove(lua_State *lua)
{
    lua_Integer length = length_of(lua, 1), at = luaL_optinteger(lua, 2, length);
    if (lua_gettop(lua) > 1)
        luaL_argcheck(lua, length == 0 || (at >= 1 && at <= length + 1), 2,
                      "position out of bounds");
    lua_geti(lua, 1, at);
    yard_spend(lua, length > at ? (size_t)(length - at) + 1 : 1);
    for (; at < length; at++) {
        lua_geti(lua, 1, at + 1);
        lua_seti(lua, 1, at);
    }
    if (at <= length) {
        lua_pushnil(lua);
        lua_seti(lua, 1, at);
    }
    return 1;
}

static int
table_concat(lua_State *lua)
{
    lua_Integer length = length_of(lua, 1);
    size_t between_size, size, total = 0;
    const char *between = luaL_optlstring(lua, 2, "", &between_size);
    lua_Integer from = luaL_optinteger(lua, 3, 1), to = luaL_optinteger(lua, 4, length);
    luaL_argcheck(lua, from > to || (from >= 1 && to <= YARD_TABLE), 4, "out of range");
    luaL_Buffer buffer;
    luaL_buffinit(lua, &buffer);
    for (lua_Integer i = from; i <= to; i++) {
        int type = lua_geti(lua, 1, i);
        if (type != LUA_TSTRING && type != LUA_TNUMBER)
            return luaL_error(lua, "item %I of the table is a %s, not text", i,
                              lua_typename(lua, type));
        lua_tolstring(lua, -1, &size);
        total += size + between_size;
        if (total > YARD_TEXT)
            return yard_too_long(lua, "script.too_long_text", YARD_TEXT);
        yard_spend(lua, 1 + (size + between_size) / 16);
        luaL_addvalue(&buffer);
        if (i < to)
            luaL_addlstring(&buffer, between, between_size);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int
table_pack(lua_State *lua)
{
    int count = lua_gettop(lua);
    lua_createtable(lua, count, 1);
    lua_insert(lua, 1);
    for (int i = count; i >= 1; i--)
        lua_seti(lua, 1, i);
    lua_pushinteger(lua, count);
    lua_setfield(lua, 1, "n");
    return 1;
}

static int
table_unpack(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_Integer from = luaL_optinteger(lua, 2, 1);
    lua_Integer to = luaL_opt(lua, luaL_checkinteger, 3, luaL_len(lua, 1));
    if (from > to)
        return 0;
    if (from < -YARD_TABLE || to > YARD_TABLE || to - from >= 250)
        return luaL_error(lua, "too many values to unpack");
    luaL_checkstack(lua, (int)(to - from) + 1, "too many values to unpack");
    for (lua_Integer i = from; i <= to; i++)
        lua_geti(lua, 1, i);
    return (int)(to - from) + 1;
}

/* Is item LEFT of the table at FROM to stand behind item RIGHT? */
static bool
stands_behind(lua_State *lua, int from, lua_Integer left, lua_Integer right)
{
    bool behind;
    yard_spend(lua, 2);
    if (lua_isnil(lua, 2)) {
        lua_geti(lua, from, right);
        lua_geti(lua, from, left);
        behind = lua_compare(lua, -2, -1, LUA_OPLT) != 0;
        lua_pop(lua, 2);
        return behind;
    }
    lua_pushvalue(lua, 2);
    lua_geti(lua, from, right);
    lua_geti(lua, from, left);
    lua_call(lua, 2, 1);
    behind = lua_toboolean(lua, -1) != 0;
    lua_pop(lua, 1);
    return behind;
}

static void
merge(lua_State *lua, int from, int to, lua_Integer low, lua_Integer middle,
      lua_Integer high)
{
    lua_Integer left = low, right = middle;
    for (lua_Integer i = low; i < high; i++) {
        bool take_right =
            left >= middle || (right < high && stands_behind(lua, from, left, right));
        lua_geti(lua, from, take_right ? right++ : left++);
        lua_seti(lua, to, i);
    }
}

/* Merge sort: equal items keep their order, and a comparison that contradicts itself can do
 * no harm. */
static int
table_sort(lua_State *lua)
{
    lua_Integer length = length_of(lua, 1);
    if (!lua_isnoneornil(lua, 2))
        luaL_checktype(lua, 2, LUA_TFUNCTION);
    lua_settop(lua, 2);
    lua_createtable(lua, (int)length, 0);
    int from = 1, to = 3;
    for (lua_Integer width = 1; width < length; width *= 2) {
        for (lua_Integer low = 1; low <= length; low += 2 * width) {
            lua_Integer middle = low + width, high = low + 2 * width;
            merge(lua, from, to, low, middle <= length ? middle : length + 1,
                  high <= length ? high : length + 1);
        }
        int swap = from;
        from = to;
        to = swap;
    }
    for (lua_Integer i = 1; from == 3 && i <= length; i++) {
        lua_geti(lua, 3, i);
        lua_seti(lua, 1, i);
    }
    return 0;
}

void
yard_open_table(lua_State *lua)
{
    static const luaL_Reg functions[] = { { "concat", table_concat },
                                          { "insert", table_insert },
                                          { "pack", table_pack },
                                          { "remove", table_remove },
                                          { "sort", table_sort },
                                          { "unpack", table_unpack },
                                          { NULL, NULL } };
    yard_library(lua, functions);
    yard_freeze(lua, "table");
    lua_pushcfunction(lua, yard_pairs);
}
