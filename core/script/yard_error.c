/* yard_error.c - errors inside a yard: raised, placed at file and line, told in our words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/yard.h"

void
yard_where(lua_State *lua, char *file, size_t size, int *line)
{
    lua_Debug frame;
    for (int level = 0; lua_getstack(lua, level, &frame) != 0; level++) {
        lua_getinfo(lua, "Sl", &frame);
        if (frame.currentline <= 0)
            continue;
        const char *source = frame.source[0] == '@' ? frame.source + 1 : frame.source;
        snprintf(file, size, "%s", source);
        *line = frame.currentline;
        return;
    }
}

int
yard_raise(lua_State *lua)
{
    const struct yard *yard = yard_of(lua);
    lua_pushstring(lua, dms_error_key(yard->error));
    return lua_error(lua);
}

int
yard_fail(lua_State *lua, enum dms_status status, const char *key, const char *values,
          ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, values);
    vsnprintf(text, sizeof(text), values, arguments);
    va_end(arguments);
    dms_fail(yard_of(lua)->error, status, key, "text=%s", text);
    return yard_raise(lua);
}

/* Notes where the error was raised; the message stays what it is. */
int
yard_on_error(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    if (!yard->ended)
        yard_where(lua, yard->file, sizeof(yard->file), &yard->line);
    return 1;
}

/* "brands/aurora/sales.lua:12: attempt…": the place is kept apart from the text. */
static const char *
without_place(const char *message)
{
    const char *colon = strstr(message, ".lua:");
    if (colon == NULL)
        return message;
    char *end;
    strtol(colon + 5, &end, 10);
    return end > colon + 5 && end[0] == ':' && end[1] == ' ' ? end + 2 : message;
}

/* What Lua itself or the script raised. An error of ours was only passed on when its key is
 * still the message. */
static void
tell_foreign(struct yard *yard)
{
    lua_State *lua = yard->lua;
    const char *message = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : NULL;
    if (message != NULL && strcmp(message, dms_error_key(yard->error)) == 0)
        return;
    dms_error_clear(yard->error);
    dms_fail(yard->error, DMS_INVALID, "script.failed", "text=%s",
             message != NULL ? without_place(message) : luaL_typename(lua, -1));
}

enum dms_status
yard_explain(struct yard *yard, int result)
{
    if (!yard_ran_out(yard, result) && !yard->ended)
        tell_foreign(yard);
    if (yard->line > 0)
        dms_error_at_file(yard->error, yard->file, yard->line);
    return dms_error_status(yard->error);
}
