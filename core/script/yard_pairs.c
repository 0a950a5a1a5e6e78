/* yard_pairs.c - pairs in sorted order: the same rule on the same data does the same. */
#include <stdlib.h>
#include <string.h>

#include "script/yard.h"

struct key {
    int type;
    bool
        whole; /* an integer; of float keys those that are whole numbers are integers too */
    lua_Integer integer;
    lua_Number number;
    const char *text;
    size_t size;
    lua_Integer place; /* in the list of keys as Lua gave them */
};

/* As doubles 2^53 and 2^53 + 1 are the same; and 2^63 - 1 would be 2^63. */
static int
compare_numbers(const struct key *left, const struct key *right)
{
    if (left->whole && right->whole)
        return left->integer < right->integer ? -1 : left->integer > right->integer;
    if (left->number < right->number || left->number > right->number)
        return left->number < right->number ? -1 : 1;
    return (int)right->whole - (int)left->whole;
}

static int
compare_keys(const void *left_item, const void *right_item)
{
    const struct key *left = left_item, *right = right_item;
    if (left->type != right->type)
        return left->type < right->type ? -1 : 1;
    if (left->type != LUA_TSTRING)
        return compare_numbers(left, right);
    size_t size = left->size < right->size ? left->size : right->size;
    int order = memcmp(left->text, right->text, size);
    if (order != 0)
        return order;
    return left->size < right->size ? -1 : left->size > right->size;
}

static void
read_key(lua_State *lua, int index, struct key *key)
{
    key->type = lua_type(lua, index);
    if (key->type == LUA_TSTRING)
        key->text = lua_tolstring(lua, index, &key->size);
    else if (key->type == LUA_TNUMBER) {
        key->whole = lua_isinteger(lua, index) != 0;
        key->integer = key->whole ? lua_tointeger(lua, index) : 0;
        key->number = lua_tonumber(lua, index);
    } else if (key->type == LUA_TBOOLEAN)
        key->number = lua_toboolean(lua, index);
    else
        luaL_error(lua, "pairs cannot put keys of type %s in order",
                   lua_typename(lua, key->type));
}

static int
next_pair(lua_State *lua)
{
    lua_Integer index = lua_tointeger(lua, lua_upvalueindex(3));
    for (;;) {
        index++;
        if (lua_rawgeti(lua, lua_upvalueindex(2), index) == LUA_TNIL)
            return 1;
        lua_pushvalue(lua, -1);
        if (lua_rawget(lua, lua_upvalueindex(1)) != LUA_TNIL)
            break;
        lua_pop(lua, 2); /* removed on the way */
    }
    lua_pushinteger(lua, index);
    lua_replace(lua, lua_upvalueindex(3));
    return 2;
}

/* Pushes the list of the keys of the table at 1, sorted. */
static void
push_keys(lua_State *lua)
{
    size_t count = 0;
    for (lua_pushnil(lua); lua_next(lua, 1) != 0; lua_pop(lua, 1))
        count++;
    if (count > YARD_TABLE)
        yard_too_long(lua, "script.too_long_table", YARD_TABLE);
    yard_spend(lua, 1 + count);
    struct key *keys = lua_newuserdatauv(lua, sizeof(*keys) * (count + 1), 0);
    memset(keys, 0, sizeof(*keys) * (count + 1));
    lua_createtable(lua, (int)count, 0); /* as Lua gives them */
    lua_Integer i = 0;
    for (lua_pushnil(lua); lua_next(lua, 1) != 0; lua_pop(lua, 1)) {
        read_key(lua, -2, &keys[i]);
        yard_spend(lua, 4 + keys[i].size / 2); /* sorting looks at long keys many times */
        keys[i].place = i + 1;
        i++;
        lua_pushvalue(lua, -2);
        lua_rawseti(lua, -4, i);
    }
    qsort(keys, count, sizeof(*keys), compare_keys);
    lua_createtable(lua, (int)count, 0);
    for (i = 0; i < (lua_Integer)count; i++) {
        lua_rawgeti(lua, -2, keys[i].place);
        lua_rawseti(lua, -2, i + 1);
    }
    lua_replace(lua, -3);
    lua_pop(lua, 1);
}

int
yard_pairs(lua_State *lua)
{
    luaL_checktype(lua, 1, LUA_TTABLE);
    lua_settop(lua, 1);
    lua_pushvalue(lua, 1);
    push_keys(lua);
    lua_pushinteger(lua, 0);
    lua_pushcclosure(lua, next_pair, 3);
    return 1;
}
