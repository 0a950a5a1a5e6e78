/* yard.c - making a yard and calling into it. */
#include "script/yard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/handle.h"
#include "script/ruleset.h"

struct yard *
yard_of(lua_State *lua)
{
    return *(struct yard **)lua_getextraspace(lua);
}

const char yard_places[YARD_PLACES];

int
yard_push_place(lua_State *lua, enum yard_place place)
{
    return lua_rawgetp(lua, LUA_REGISTRYINDEX, yard_places + place);
}

static void
keep_place(lua_State *lua, enum yard_place place)
{
    lua_rawsetp(lua, LUA_REGISTRYINDEX, yard_places + place);
}

static int
open_yard(lua_State *lua)
{
    lua_newtable(lua);
    keep_place(lua, YARD_FUNCTIONS);
    lua_newtable(lua);
    keep_place(lua, YARD_DECLARED);
    handle_open(lua);
    keep_place(lua, YARD_USER);
    keep_place(lua, YARD_RECORD);
    yard_open_base(lua);
    keep_place(lua, YARD_PROXY);
    lua_pushcfunction(lua, yard_on_error);
    return YARD_TOP;
}

static struct yard *
start_yard(struct yard *yard)
{
    yard->step_limit = yard_background.steps;
    yard->lua = lua_newstate(yard_memory, yard);
    *(struct yard **)lua_getextraspace(yard->lua) = yard;
    lua_pushcfunction(yard->lua, open_yard);
    if (lua_pcall(yard->lua, 0, YARD_TOP, 0) != LUA_OK) {
        fprintf(stderr, "dms: the yard: %s\n", lua_tostring(yard->lua, -1));
        abort();
    }
    return yard;
}

struct yard *
yard_create(struct ruleset *rules)
{
    struct yard *yard = script_get(sizeof(*yard));
    yard->rules = rules;
    return start_yard(yard);
}

struct yard *
yard_create_for_tests(struct stage *stage, const luaL_Reg *extra)
{
    struct yard *yard = script_get(sizeof(*yard));
    yard->stage = stage;
    yard->extra = extra;
    return start_yard(yard);
}

void
yard_destroy(struct yard *yard)
{
    if (yard == NULL)
        return;
    lua_close(yard->lua);
    free(yard->declarations);
    free(yard->held);
    free(yard);
}

/* What one rule left lying about must not count against the memory of the next. */
bool
yard_is_worn(const struct yard *yard)
{
    return yard->ended || yard->memory > YARD_MEMORY / 4;
}

void
yard_begin(struct yard *yard, struct dms_unit *unit, const struct yard_limits *limits,
           struct dms_error *error)
{
    yard->unit = unit;
    yard->error = error;
    yard->serial++;
    yard->file[0] = 0;
    yard->line = 0;
    yard->random = UINT64_C(0x9e3779b97f4a7c15);
    if (unit != NULL)
        yard->random ^= (uint64_t)dms_unit_now(unit);
    yard_limit(yard, limits);
}

enum dms_status
yard_call(struct yard *yard, int arguments, int results)
{
    int result = lua_pcall(yard->lua, arguments, results, YARD_TOP);
    return result == LUA_OK && !yard->ended ? DMS_OK : yard_explain(yard, result);
}

enum dms_status
yard_protect(struct yard *yard, lua_CFunction work, void *data)
{
    lua_pushcfunction(yard->lua, work);
    lua_pushlightuserdata(yard->lua, data);
    return yard_call(yard, 1, 0);
}

void
yard_end(struct yard *yard)
{
    lua_settop(yard->lua, YARD_TOP);
    while (yard->held_count > 0)
        dms_json_destroy(yard->held[--yard->held_count]);
    yard->unit = NULL;
    yard->error = NULL;
    yard->serial++; /* every handle given out is dead now */
}
