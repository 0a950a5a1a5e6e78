/* yard_string.c - the string library: sizes are limited, and ("x"):rep is ours too. */
#include <ctype.h>
#include <string.h>

#include "script/yard.h"

static int
too_long(lua_State *lua)
{
    return yard_too_long(lua, "script.too_long_text", YARD_TEXT);
}

static int
string_len(lua_State *lua)
{
    size_t size;
    luaL_checklstring(lua, 1, &size);
    lua_pushinteger(lua, (lua_Integer)size);
    return 1;
}

/* Makes FROM…TO (from 1, negative from the end) a range inside SIZE; false when empty. */
static bool
range(lua_Integer *from, lua_Integer *to, size_t size)
{
    lua_Integer length = (lua_Integer)size;
    if (*from < 0)
        *from = *from < -length ? 1 : length + *from + 1;
    else if (*from == 0)
        *from = 1;
    if (*to < 0)
        *to = *to < -length ? 0 : length + *to + 1;
    else if (*to > length)
        *to = length;
    return *from <= *to;
}

static int
string_sub(lua_State *lua)
{
    size_t size;
    const char *text = luaL_checklstring(lua, 1, &size);
    lua_Integer from = luaL_checkinteger(lua, 2), to = luaL_optinteger(lua, 3, -1);
    if (range(&from, &to, size)) {
        yard_spend(lua, 1 + (size_t)(to - from) / 64);
        lua_pushlstring(lua, text + from - 1, (size_t)(to - from + 1));
    } else {
        lua_pushliteral(lua, "");
    }
    return 1;
}

static int
string_byte(lua_State *lua)
{
    size_t size;
    const char *text = luaL_checklstring(lua, 1, &size);
    lua_Integer from = luaL_optinteger(lua, 2, 1), to = luaL_optinteger(lua, 3, from);
    if (!range(&from, &to, size))
        return 0;
    if (to - from >= 250)
        return luaL_error(lua, "too many bytes at once");
    luaL_checkstack(lua, (int)(to - from) + 1, "too many bytes at once");
    for (lua_Integer i = from; i <= to; i++)
        lua_pushinteger(lua, (unsigned char)text[i - 1]);
    return (int)(to - from) + 1;
}

static int
string_char(lua_State *lua)
{
    luaL_Buffer buffer;
    int count = lua_gettop(lua);
    char *text = luaL_buffinitsize(lua, &buffer, (size_t)count);
    for (int i = 1; i <= count; i++) {
        lua_Integer letter = luaL_checkinteger(lua, i);
        luaL_argcheck(lua, letter >= 0 && letter <= 255, i, "not a byte");
        text[i - 1] = (char)letter;
    }
    luaL_pushresultsize(&buffer, (size_t)count);
    return 1;
}

static int
map_letters(lua_State *lua, int (*map)(int letter))
{
    size_t size;
    luaL_Buffer buffer;
    const char *text = luaL_checklstring(lua, 1, &size);
    yard_spend(lua, 1 + size / 16);
    char *copy = luaL_buffinitsize(lua, &buffer, size);
    for (size_t i = 0; i < size; i++)
        copy[i] = (char)map((unsigned char)text[i]);
    luaL_pushresultsize(&buffer, size);
    return 1;
}

static int
string_upper(lua_State *lua)
{
    return map_letters(lua, toupper);
}

static int
string_lower(lua_State *lua)
{
    return map_letters(lua, tolower);
}

static int
string_reverse(lua_State *lua)
{
    size_t size;
    luaL_Buffer buffer;
    const char *text = luaL_checklstring(lua, 1, &size);
    yard_spend(lua, 1 + size / 16);
    char *copy = luaL_buffinitsize(lua, &buffer, size);
    for (size_t i = 0; i < size; i++)
        copy[i] = text[size - 1 - i];
    luaL_pushresultsize(&buffer, size);
    return 1;
}

static int
string_rep(lua_State *lua)
{
    size_t size, between_size;
    luaL_Buffer buffer;
    const char *text = luaL_checklstring(lua, 1, &size);
    lua_Integer count = luaL_checkinteger(lua, 2);
    const char *between = luaL_optlstring(lua, 3, "", &between_size);
    if (count <= 0 || size + between_size == 0) {
        lua_pushliteral(lua, "");
        return 1;
    }
    if (count > YARD_TEXT || (size + between_size) * (size_t)count > YARD_TEXT)
        return too_long(lua);
    size_t period = size + between_size, whole = period * (size_t)count;
    yard_spend(lua, 1 + whole / 16);
    char *copy = luaL_buffinitsize(lua, &buffer, whole);
    memcpy(copy, text, size);
    memcpy(copy + size, between, between_size);
    for (size_t done = period; done < whole; done *= 2) /* what is there, once more */
        memcpy(copy + done, copy, done < whole - done ? done : whole - done);
    luaL_pushresultsize(&buffer, whole - between_size);
    return 1;
}

void
yard_open_string(lua_State *lua)
{
    static const luaL_Reg functions[] = {
        { "byte", string_byte },       { "char", string_char },   { "find", yard_find },
        { "format", yard_format },     { "gmatch", yard_gmatch }, { "gsub", yard_gsub },
        { "len", string_len },         { "lower", string_lower }, { "match", yard_match },
        { "rep", string_rep },         { "reverse", string_reverse },
        { "sub", string_sub },         { "upper", string_upper }, { NULL, NULL }
    };
    yard_library(lua, functions);
    yard_freeze(lua, "string");
    /* Every text of this state has this metatable: ("x"):rep finds ours. */
    lua_pushliteral(lua, "");
    lua_createtable(lua, 0, 2);
    lua_pushvalue(lua, -3);
    lua_setfield(lua, -2, "__index");
    lua_pushboolean(lua, 0);
    lua_setfield(lua, -2, "__metatable");
    lua_setmetatable(lua, -2);
    lua_pop(lua, 1);
}
