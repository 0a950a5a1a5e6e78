/* library.c - what require("dms") gives. */
#include "script/library.h"

#include "script/yard.h"

#define PARTS 5

static const luaL_Reg *const parts[PARTS] = { library_read, library_time, library_money,
                                              library_effects, library_declare };

const char *
library_nearest(const char *name)
{
    const char *names[101];
    size_t count = 0;
    for (size_t i = 0; i < PARTS; i++)
        for (const luaL_Reg *member = parts[i]; member->name != NULL && count < 100; member++)
            names[count++] = member->name;
    names[count] = NULL;
    return script_nearest(name, names);
}

void
yard_open_dms(lua_State *lua)
{
    lua_newtable(lua);
    for (size_t i = 0; i < PARTS; i++)
        luaL_setfuncs(lua, parts[i], 0);
    yard_freeze(lua, "dms");
}
