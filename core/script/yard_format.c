/* yard_format.c - string.format: widths of two digits, no addresses. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/yard.h"

/* "%-05.2f" without its letter: at most two digits each. */
static const char *
read_spec(lua_State *lua, const char *at, const char *end, char spec[16])
{
    size_t size = 0;
    spec[size++] = '%';
    while (at < end && size < 6 && memchr("-+ #0", *at, 5) != NULL)
        spec[size++] = *at++;
    for (int digits = 0; at < end && *at >= '0' && *at <= '9'; digits++) {
        if (digits == 2)
            luaL_error(lua, "the width in a format has more than two digits");
        spec[size++] = *at++;
    }
    if (at < end && *at == '.') {
        spec[size++] = *at++;
        for (int digits = 0; at < end && *at >= '0' && *at <= '9'; digits++) {
            if (digits == 2)
                luaL_error(lua, "the precision in a format has more than two digits");
            spec[size++] = *at++;
        }
    }
    spec[size] = 0;
    return at;
}

static void
add_quoted(lua_State *lua, luaL_Buffer *buffer, int index)
{
    size_t size;
    const char *text = luaL_checklstring(lua, index, &size);
    luaL_addchar(buffer, '"');
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"' || text[i] == '\\' || text[i] == '\n')
            luaL_addchar(buffer, '\\');
        if (text[i] == 0)
            luaL_addlstring(buffer, "\\0", 2);
        else
            luaL_addchar(buffer, text[i]);
    }
    luaL_addchar(buffer, '"');
}

/* The format has been read by read_spec: at most two digits of width and precision. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void
add_number(lua_State *lua, luaL_Buffer *buffer, char *spec, char letter, int index)
{
    char text[512];
    int size;
    size_t end = strlen(spec);
    if (strchr("dixX", letter) != NULL) {
        memcpy(spec + end, (char[]){ 'l', 'l', letter, 0 }, 4);
        size = snprintf(text, sizeof(text), spec, (long long)luaL_checkinteger(lua, index));
    } else if (letter == 'c') {
        memcpy(spec + end, (char[]){ letter, 0 }, 2);
        size = snprintf(text, sizeof(text), spec, (int)luaL_checkinteger(lua, index));
    } else {
        memcpy(spec + end, (char[]){ letter, 0 }, 2);
        size = snprintf(text, sizeof(text), spec, luaL_checknumber(lua, index));
    }
    luaL_addlstring(buffer, text, (size_t)size < sizeof(text) ? (size_t)size : sizeof(text) - 1);
}

#pragma GCC diagnostic pop

/* "%-8.3s": at most 3 bytes of it, in a place of 8. Texts may be long and hold any byte. */
static void
add_text(lua_State *lua, luaL_Buffer *buffer, const char *spec, int index)
{
    size_t size, width = 0;
    bool left = false;
    yard_name_of(lua, index);
    const char *text = lua_tolstring(lua, -1, &size);
    for (spec++; *spec != 0 && strchr("-+ #0", *spec) != NULL; spec++)
        left = left || *spec == '-';
    for (; *spec >= '0' && *spec <= '9'; spec++)
        width = width * 10 + (size_t)(*spec - '0');
    size_t most = *spec == '.' ? (size_t)strtoul(spec + 1, NULL, 10) : size;
    size = most < size ? most : size;
    char *place = lua_newuserdatauv(lua, size + width + 1, 0);
    size_t blanks = width > size ? width - size : 0;
    memset(place, ' ', size + blanks);
    memcpy(place + (left ? 0 : blanks), text, size);
    lua_pushlstring(lua, place, size + blanks);
    lua_replace(lua, -3);
    lua_pop(lua, 1);
    luaL_addvalue(buffer);
}

int
yard_format(lua_State *lua)
{
    size_t size;
    char spec[16];
    luaL_Buffer buffer;
    int count = lua_gettop(lua), index = 1;
    const char *at = luaL_checklstring(lua, 1, &size), *end = at + size;
    yard_spend(lua, 1 + size / 16);
    luaL_buffinit(lua, &buffer);
    while (at < end) {
        if (*at != '%') {
            luaL_addchar(&buffer, *at++);
            continue;
        }
        at = read_spec(lua, at + 1, end, spec);
        char letter = at < end ? *at++ : 0;
        if (letter == '%' && spec[1] == 0) {
            luaL_addchar(&buffer, '%');
            continue;
        }
        if (letter == 0 || strchr("dixXcfeEgGsq", letter) == NULL)
            return luaL_error(lua, "'%s%c' is no format", spec, letter == 0 ? ' ' : letter);
        if (++index > count)
            return luaL_error(lua, "the format misses argument %d", index - 1);
        if (letter == 's')
            add_text(lua, &buffer, spec, index);
        else if (letter == 'q')
            add_quoted(lua, &buffer, index);
        else
            add_number(lua, &buffer, spec, letter, index);
        if (luaL_bufflen(&buffer) > YARD_TEXT)
            return yard_too_long(lua, "script.too_long_text", YARD_TEXT);
        yard_spend(lua, 8);
    }
    luaL_pushresult(&buffer);
    return 1;
}
