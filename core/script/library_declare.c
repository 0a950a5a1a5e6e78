/* library_declare.c - dms.workflow{…} and its like: the table is kept until all files ran. */
#include "script/library.h"
#include "script/ruleset.h"

#define DECLARATION_LIMIT 2000

static int
declare(lua_State *lua, enum declared_kind kind)
{
    struct yard *yard = yard_of(lua);
    lua_Debug frame;
    luaL_checktype(lua, 1, LUA_TTABLE);
    if (!yard->loading)
        return yard_fail(lua, DMS_INVALID, "script.only_at_load", "");
    if (yard->declared >= DECLARATION_LIMIT)
        return yard_fail(lua, DMS_LIMIT, "script.too_many_declarations", "%d",
                         DECLARATION_LIMIT);
    if (yard->declared == yard->declared_room) {
        yard->declared_room = yard->declared_room * 2 + 16;
        yard->declarations = script_grow(
            yard->declarations, yard->declared_room * sizeof(*yard->declarations));
    }
    struct declaration *declaration = &yard->declarations[yard->declared++];
    *declaration = (struct declaration){ .kind = kind, .source = yard->source };
    if (lua_getstack(lua, 1, &frame) && lua_getinfo(lua, "l", &frame))
        declaration->line = frame.currentline;
    yard_push_place(lua, YARD_DECLARED);
    lua_pushvalue(lua, 1);
    lua_rawseti(lua, -2, (lua_Integer)yard->declared);
    return 0;
}

static int
declare_workflow(lua_State *lua)
{
    return declare(lua, DECLARED_WORKFLOW);
}

static int
declare_rule(lua_State *lua)
{
    return declare(lua, DECLARED_RULE);
}

static int
declare_follow_up(lua_State *lua)
{
    return declare(lua, DECLARED_FOLLOW_UP);
}

static int
declare_decision(lua_State *lua)
{
    return declare(lua, DECLARED_DECISION);
}

static int
declare_field(lua_State *lua)
{
    return declare(lua, DECLARED_FIELD);
}

static int
declare_figure(lua_State *lua)
{
    return declare(lua, DECLARED_FIGURE);
}

static int
declare_page(lua_State *lua)
{
    return declare(lua, DECLARED_PAGE);
}

const luaL_Reg library_declare[] = { { "workflow", declare_workflow },
                                     { "rule", declare_rule },
                                     { "follow_up", declare_follow_up },
                                     { "decision", declare_decision },
                                     { "field", declare_field },
                                     { "figure", declare_figure },
                                     { "page", declare_page },
                                     { NULL, NULL } };
