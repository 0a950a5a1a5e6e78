/* library.c - what require("dms") gives. */
#include "script/library.h"

#include "script/yard.h"

void
yard_open_dms(lua_State *lua)
{
    const luaL_Reg *const parts[] = { library_read, library_time, library_money,
                                      library_effects, library_declare };
    lua_newtable(lua);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        luaL_setfuncs(lua, parts[i], 0);
    yard_freeze(lua, "dms");
}
