/* yard_find.c - find, match, gmatch and gsub over our own patterns. */
#include <string.h>

#include "script/pattern.h"

static void
prepare(struct pattern *pattern, lua_State *lua, const char *text, size_t text_size,
        const char *rule, size_t rule_size)
{
    pattern->lua = lua;
    pattern->text = text;
    pattern->text_end = text + text_size;
    pattern->end = rule + rule_size;
}

static const char *
match_at(struct pattern *pattern, const char *text, const char *rule)
{
    pattern->depth = pattern->count = 0;
    yard_spend(pattern->lua, 1); /* an empty pattern has no items that would count */
    return pattern_match(pattern, text, rule);
}

/* Where to begin, from 0; beyond the text when there is nothing to look at. */
static size_t
start_of(lua_Integer from, size_t size)
{
    if (from > 0)
        return (lua_Unsigned)from - 1 > size ? size + 1 : (size_t)from - 1;
    if (from == 0 || from < -(lua_Integer)size)
        return 0;
    return (size_t)((lua_Integer)size + from);
}

static bool
is_plain(const char *rule, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (memchr("^$*+?.([%-", rule[i], 10) != NULL)
            return false;
    return true;
}

static int
find_plain(lua_State *lua, const char *text, size_t size, size_t from)
{
    size_t wanted_size;
    const char *wanted = luaL_checklstring(lua, 2, &wanted_size);
    yard_spend(lua, 1 + (size - from) / 16);
    const char *found = memmem(text + from, size - from, wanted, wanted_size);
    if (found == NULL) {
        lua_pushnil(lua);
        return 1;
    }
    lua_pushinteger(lua, found - text + 1);
    lua_pushinteger(lua, found - text + (lua_Integer)wanted_size);
    return 2;
}

static int
search(lua_State *lua, bool find)
{
    struct pattern pattern;
    size_t size, rule_size;
    const char *text = luaL_checklstring(lua, 1, &size);
    const char *rule = luaL_checklstring(lua, 2, &rule_size);
    size_t from = start_of(luaL_optinteger(lua, 3, 1), size);
    if (from > size) {
        lua_pushnil(lua);
        return 1;
    }
    if (find && (lua_toboolean(lua, 4) || is_plain(rule, rule_size)))
        return find_plain(lua, text, size, from);
    bool anchored = rule_size > 0 && *rule == '^';
    prepare(&pattern, lua, text, size, rule, rule_size);
    for (const char *at = text + from; at <= pattern.text_end; at++) {
        const char *end = match_at(&pattern, at, rule + anchored);
        if (end != NULL && find) {
            lua_pushinteger(lua, at - text + 1);
            lua_pushinteger(lua, end - text);
            return 2 + pattern_push_all(&pattern, at, end, false);
        }
        if (end != NULL)
            return pattern_push_all(&pattern, at, end, true);
        if (anchored)
            break;
    }
    lua_pushnil(lua);
    return 1;
}

int
yard_find(lua_State *lua)
{
    return search(lua, true);
}

int
yard_match(lua_State *lua)
{
    return search(lua, false);
}

/* Upvalues: text, pattern, where to go on, where the last match ended. */
static int
next_match(lua_State *lua)
{
    struct pattern pattern;
    size_t size, rule_size;
    const char *text = lua_tolstring(lua, lua_upvalueindex(1), &size);
    const char *rule = lua_tolstring(lua, lua_upvalueindex(2), &rule_size);
    const char *at = text + lua_tointeger(lua, lua_upvalueindex(3));
    const char *last = text + lua_tointeger(lua, lua_upvalueindex(4));
    prepare(&pattern, lua, text, size, rule, rule_size);
    for (; at <= pattern.text_end; at++) {
        const char *end = match_at(&pattern, at, rule);
        if (end == NULL || end == last)
            continue;
        lua_pushinteger(lua, end - text);
        lua_copy(lua, -1, lua_upvalueindex(3));
        lua_replace(lua, lua_upvalueindex(4));
        return pattern_push_all(&pattern, at, end, true);
    }
    return 0;
}

int
yard_gmatch(lua_State *lua)
{
    luaL_checkstring(lua, 1);
    luaL_checkstring(lua, 2);
    lua_settop(lua, 2);
    lua_pushinteger(lua, 0);
    lua_pushinteger(lua, -1);
    lua_pushcclosure(lua, next_match, 4);
    return 1;
}

static void
add_template(struct pattern *pattern, luaL_Buffer *buffer, const char *start, const char *end)
{
    size_t size;
    const char *template = lua_tolstring(pattern->lua, 3, &size);
    for (size_t i = 0; i < size; i++) {
        if (template[i] != '%') {
            luaL_addchar(buffer, template[i]);
            continue;
        }
        char next = ++i < size ? template[i] : 0;
        if (next == '%') {
            luaL_addchar(buffer, '%');
        } else if (next == '0') {
            luaL_addlstring(buffer, start, (size_t)(end - start));
        } else if (next >= '1' && next <= '9') {
            pattern_push(pattern, next - '1', start, end);
            luaL_tolstring(pattern->lua, -1, NULL);
            lua_remove(pattern->lua, -2);
            luaL_addvalue(buffer);
        } else {
            luaL_error(pattern->lua, "'%%' in the replacement is followed by neither a "
                                     "digit nor '%%'");
        }
    }
}

/* Adds what a table or a function gives for the match; nil or false keeps it. */
static void
add_replacement(struct pattern *pattern, luaL_Buffer *buffer, const char *start,
                const char *end)
{
    lua_State *lua = pattern->lua;
    if (lua_type(lua, 3) == LUA_TFUNCTION) {
        lua_pushvalue(lua, 3);
        int count = pattern_push_all(pattern, start, end, true);
        lua_call(lua, count, 1);
    } else {
        pattern_push(pattern, 0, start, end);
        lua_gettable(lua, 3);
    }
    if (!lua_toboolean(lua, -1)) {
        lua_pop(lua, 1);
        lua_pushlstring(lua, start, (size_t)(end - start));
    } else if (!lua_isstring(lua, -1)) {
        luaL_error(lua, "a replacement is a %s, not text", luaL_typename(lua, -1));
    }
    luaL_addvalue(buffer);
}

static void
check_length(lua_State *lua, const luaL_Buffer *buffer)
{
    if (luaL_bufflen(buffer) > YARD_TEXT)
        yard_too_long(lua, "script.too_long_text", YARD_TEXT);
}

static int
substitute(struct pattern *pattern, const char *rule, bool anchored, lua_Integer most)
{
    luaL_Buffer buffer;
    lua_State *lua = pattern->lua;
    const char *at = pattern->text, *last = NULL;
    lua_Integer count = 0;
    luaL_buffinit(lua, &buffer);
    while (count < most) {
        const char *end = match_at(pattern, at, rule);
        if (end != NULL && end != last) {
            count++;
            if (lua_isstring(lua, 3))
                add_template(pattern, &buffer, at, end);
            else
                add_replacement(pattern, &buffer, at, end);
            check_length(lua, &buffer);
            at = last = end;
        } else if (at < pattern->text_end) {
            luaL_addchar(&buffer, *at++);
        } else {
            break;
        }
        if (anchored)
            break;
    }
    luaL_addlstring(&buffer, at, (size_t)(pattern->text_end - at));
    check_length(lua, &buffer);
    luaL_pushresult(&buffer);
    lua_pushinteger(lua, count);
    return 2;
}

int
yard_gsub(lua_State *lua)
{
    struct pattern pattern;
    size_t size, rule_size;
    const char *text = luaL_checklstring(lua, 1, &size);
    const char *rule = luaL_checklstring(lua, 2, &rule_size);
    int type = lua_type(lua, 3);
    luaL_argcheck(lua,
                  type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TTABLE ||
                      type == LUA_TFUNCTION,
                  3, "text, table or function expected");
    if (type == LUA_TNUMBER)
        lua_tostring(lua, 3);
    lua_Integer most = luaL_optinteger(lua, 4, (lua_Integer)size + 1);
    lua_settop(lua, 3);
    bool anchored = rule_size > 0 && *rule == '^';
    prepare(&pattern, lua, text, size, rule + anchored, rule_size - anchored);
    return substitute(&pattern, rule + anchored, anchored, most);
}
