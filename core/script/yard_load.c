/* yard_load.c - a file of text becomes a function that has been looked through. */
#include <stdlib.h>
#include <string.h>

#include "script/ruleset.h"
#include "script/yard.h"

/* "brands/x.lua:12: '=' expected near 'y'" is the compiler's form; the line is in it. */
static enum dms_status
syntax_error(lua_State *lua, const char *name, int result, struct dms_error *error)
{
    const char *message = lua_tostring(lua, -1);
    const char *place = message == NULL ? NULL : strstr(message, ".lua:");
    char *end = NULL;
    long line = place == NULL ? 0 : strtol(place + 5, &end, 10);
    enum dms_status st;
    if (yard_ran_out(yard_of(lua), result))
        st = DMS_LIMIT;
    else
        st = dms_fail(error, DMS_INVALID, "script.syntax", "text=%s",
                      end != NULL && end[0] == ':' ? end + 2 : message);
    dms_error_at_file(error, name, line);
    lua_pop(lua, 1);
    return st;
}

/* `_ENV` is how Lua names the environment; the compiler of 5.4.4 makes wrong code when it
 * is a constant, so the word may not even be written. */
static enum dms_status
refuse_environment(const char *name, const char *text, size_t size, struct dms_error *error)
{
    const char *found = memmem(text, size, "_ENV", 4);
    if (found == NULL && memchr(text, 0, size) == NULL)
        return DMS_OK;
    int64_t line = 1;
    for (const char *c = text; c < (found != NULL ? found : text); c++)
        line += *c == '\n';
    enum dms_status st = found != NULL
                             ? dms_fail(error, DMS_INVALID, "script.environment", "")
                             : dms_fail(error, DMS_INVALID, "script.not_text", "");
    dms_error_at_file(error, name, line);
    return st;
}

enum dms_status
yard_compile(struct yard *yard, const char *name, const char *text, size_t size,
             struct dms_error *error)
{
    char chunk[260];
    snprintf(chunk, sizeof(chunk), "@%s", name);
    enum dms_status st = refuse_environment(name, text, size, error);
    if (st != DMS_OK)
        return st;
    int result = luaL_loadbufferx(yard->lua, text, size, chunk, "t");
    if (result != LUA_OK)
        return syntax_error(yard->lua, name, result, error);
    yard_push_place(yard->lua, YARD_PROXY);
    lua_setupvalue(yard->lua, -2, 1);
    st = yard_inspect(yard->lua, name, error);
    if (st != DMS_OK)
        lua_pop(yard->lua, 1);
    return st;
}

struct load {
    const char *name, *text;
    size_t size;
};

static int
load_and_run(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    const struct load *load = lua_touserdata(lua, 1);
    if (yard_compile(yard, load->name, load->text, load->size, yard->error) != DMS_OK)
        return yard_raise(lua);
    lua_call(lua, 0, 0);
    return 0;
}

enum dms_status
yard_run(struct yard *yard, const char *name, const char *text, size_t size,
         struct dms_error *error)
{
    struct dms_error *own = error == NULL ? dms_error_create() : error;
    struct load load = { name, text, size };
    yard_begin(yard, NULL, &yard_background, own);
    enum dms_status st = yard_protect(yard, load_and_run, &load);
    if (st != DMS_OK)
        dms_error_at_file(own, name, 0);
    yard_end(yard);
    if (error == NULL)
        dms_error_destroy(own);
    return st;
}
