/* yard_utf8.c - characters instead of bytes: a Chinese name has three, not nine. */
#include <string.h>

#include "script/yard.h"

/* One code point of well-formed UTF-8 at TEXT; 0 bytes when it is none. */
static size_t
read_point(const unsigned char *text, size_t size, uint32_t *point)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t wanted = text[0] < 0x80 ? 1 : text[0] >= 0xf0 ? 4 : text[0] >= 0xe0 ? 3 : 2;
    if ((text[0] >= 0x80 && text[0] < 0xc2) || text[0] > 0xf4 || wanted > size)
        return 0;
    *point = wanted == 1 ? text[0] : text[0] & (0xffu >> (wanted + 1));
    for (size_t i = 1; i < wanted; i++) {
        if ((text[i] & 0xc0) != 0x80)
            return 0;
        *point = *point << 6 | (text[i] & 0x3fu);
    }
    bool surrogate = *point >= 0xd800 && *point <= 0xdfff;
    return *point < least[wanted] || surrogate || *point > 0x10ffff ? 0 : wanted;
}

static int
utf8_length_of(lua_State *lua)
{
    size_t size, at = 0;
    uint32_t point;
    const char *text = luaL_checklstring(lua, 1, &size);
    lua_Integer count = 0;
    yard_spend(lua, 1 + size / 8);
    while (at < size) {
        size_t step = read_point((const unsigned char *)text + at, size - at, &point);
        if (step == 0) {
            lua_pushnil(lua);
            lua_pushinteger(lua, (lua_Integer)at + 1);
            return 2;
        }
        at += step;
        count++;
    }
    lua_pushinteger(lua, count);
    return 1;
}

static int
utf8_character(lua_State *lua)
{
    luaL_Buffer buffer;
    int count = lua_gettop(lua);
    luaL_buffinit(lua, &buffer);
    for (int i = 1; i <= count; i++) {
        lua_Integer point = luaL_checkinteger(lua, i);
        luaL_argcheck(lua, point >= 0 && point <= 0x10ffff &&
                               !(point >= 0xd800 && point <= 0xdfff), i, "no character");
        lua_pushfstring(lua, "%U", (long)point);
        luaL_addvalue(&buffer);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int
next_character(lua_State *lua)
{
    size_t size;
    uint32_t point;
    const char *text = luaL_checklstring(lua, 1, &size);
    lua_Integer at = luaL_checkinteger(lua, 2);
    luaL_argcheck(lua, at >= 0 && (size_t)at <= size, 2, "out of bounds");
    if (at > 0)
        at += (lua_Integer)read_point((const unsigned char *)text + at - 1,
                                      size - (size_t)at + 1, &point) - 1;
    if ((size_t)at >= size)
        return 0;
    if (read_point((const unsigned char *)text + at, size - (size_t)at, &point) == 0)
        return luaL_error(lua, "the text is not UTF-8 at byte %I", at + 1);
    lua_pushinteger(lua, at + 1);
    lua_pushinteger(lua, point);
    return 2;
}

static int
utf8_codes(lua_State *lua)
{
    luaL_checkstring(lua, 1);
    lua_pushcfunction(lua, next_character);
    lua_pushvalue(lua, 1);
    lua_pushinteger(lua, 0);
    return 3;
}

void
yard_open_utf8(lua_State *lua)
{
    static const luaL_Reg functions[] = {
        { "char", utf8_character }, { "codes", utf8_codes }, { "len", utf8_length_of },
        { NULL, NULL }
    };
    yard_library(lua, functions);
    yard_freeze(lua, "utf8");
}
