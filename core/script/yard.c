/* yard.c - making a yard, its memory, its clock, and calling into it.
 *
 * A limit sets yard->ended and raises an error; pcall and xpcall of the yard raise it again,
 * so that no script outlives its limit. */
#include "script/yard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "script/handle.h"
#include "script/ruleset.h"

const struct yard_limits yard_guard = { 2000000, 50 * INT64_C(1000000) };
const struct yard_limits yard_background = { 20000000, 500 * INT64_C(1000000) };

#define HOOK_STEPS 1000
#define REFUSALS 8 /* each costs Lua a full collection; more would eat the time limit */

/* Large pieces count as steps: copying them is work no count hook sees. */
static bool
may_have(struct yard *yard, size_t old, size_t wanted)
{
    if (wanted <= old)
        return true;
    if (wanted > 65536)
        yard->steps += (int64_t)(wanted / 64);
    if (yard->closed || wanted > YARD_PIECE || yard->memory - old + wanted > YARD_MEMORY ||
        yard->steps > yard->step_limit) {
        yard->closed = ++yard->refusals >= REFUSALS;
        return false;
    }
    return true;
}

static void *
give_memory(void *data, void *piece, size_t old, size_t wanted)
{
    struct yard *yard = data;
    if (piece == NULL)
        old = 0;
    if (wanted == 0) {
        yard->memory -= old;
        free(piece);
        return NULL;
    }
    if (!may_have(yard, old, wanted))
        return NULL;
    yard->memory = yard->memory - old + wanted;
    return script_grow(piece, wanted);
}

struct yard *
yard_of(lua_State *lua)
{
    return *(struct yard **)lua_getextraspace(lua);
}

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
yard_rethrow(lua_State *lua)
{
    lua_pushliteral(lua, "limit");
    return lua_error(lua);
}

static int
end_call(lua_State *lua, const char *key)
{
    struct yard *yard = yard_of(lua);
    if (!yard->ended) {
        yard->ended = true;
        yard_where(lua, yard->file, sizeof(yard->file), &yard->line);
        dms_error_clear(yard->error);
        dms_fail(yard->error, DMS_LIMIT, key, "steps=%lld|milliseconds=%lld",
                 (long long)yard->step_limit, (long long)(yard->cpu_limit / 1000000));
    }
    return yard_rethrow(lua);
}

static int64_t
cpu_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* The clock is first read after a thousand steps: short guards never pay for it. */
static void
check_limits(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    if (yard->ended)
        yard_rethrow(lua);
    if (yard->steps > yard->step_limit)
        end_call(lua, "script.too_many_steps");
    int64_t now = cpu_time();
    if (yard->cpu_start == 0)
        yard->cpu_start = now;
    else if (now - yard->cpu_start > yard->cpu_limit)
        end_call(lua, "script.too_slow");
}

static void
on_count(lua_State *lua, lua_Debug *frame)
{
    (void)frame;
    yard_of(lua)->steps += HOOK_STEPS;
    check_limits(lua);
}

void
yard_spend(lua_State *lua, size_t steps)
{
    struct yard *yard = yard_of(lua);
    int64_t before = yard->steps;
    yard->steps += (int64_t)(steps > INT32_MAX ? INT32_MAX : steps);
    if (yard->steps > yard->step_limit || before / 16384 != yard->steps / 16384)
        check_limits(lua);
}

int
yard_raise(lua_State *lua)
{
    const struct yard *yard = yard_of(lua);
    lua_pushstring(lua, dms_error_key(yard->error));
    return lua_error(lua);
}

int
yard_fail(lua_State *lua, enum dms_status status, const char *key, const char *values, ...)
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
    yard->lua = lua_newstate(give_memory, yard);
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

void
yard_begin(struct yard *yard, struct dms_unit *unit, const struct yard_limits *limits,
           struct dms_error *error)
{
    yard->unit = unit;
    yard->error = error;
    yard->serial++;
    yard->steps = 0;
    yard->step_limit = limits->steps;
    yard->cpu_start = 0;
    yard->cpu_limit = limits->cpu;
    yard->refusals = 0;
    yard->closed = yard->ended = false;
    yard->file[0] = 0;
    yard->line = 0;
    yard->random = UINT64_C(0x9e3779b97f4a7c15);
    if (unit != NULL)
        yard->random ^= (uint64_t)dms_unit_now(unit);
    /* Set anew for every call, so that a call is cut off at the same step each time. */
    lua_sethook(yard->lua, on_count, LUA_MASKCOUNT, HOOK_STEPS);
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

/* Large pieces are refused for their steps too: then that is what to say. */
void
yard_out_of_memory(struct yard *yard)
{
    if (yard->steps > yard->step_limit)
        dms_fail(yard->error, DMS_LIMIT, "script.too_many_steps", "steps=%lld|milliseconds=%lld",
                 (long long)yard->step_limit, (long long)(yard->cpu_limit / 1000000));
    else
        dms_fail(yard->error, DMS_LIMIT, "script.too_much_memory", "megabytes=%u",
                 YARD_MEMORY >> 20);
}

static enum dms_status
explain(struct yard *yard, int result)
{
    lua_State *lua = yard->lua;
    if (result == LUA_ERRMEM && !yard->ended) {
        yard->ended = true;
        dms_error_clear(yard->error);
        yard_out_of_memory(yard);
    }
    /* An error of ours was only passed on when its key is still the message. */
    const char *message = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : NULL;
    if (!yard->ended &&
        (message == NULL || strcmp(message, dms_error_key(yard->error)) != 0)) {
        dms_error_clear(yard->error);
        dms_fail(yard->error, DMS_INVALID, "script.failed", "text=%s",
                 message != NULL ? without_place(message)
                                 : lua_typename(lua, lua_type(lua, -1)));
    }
    if (yard->line > 0)
        dms_error_at_file(yard->error, yard->file, yard->line);
    return dms_error_status(yard->error);
}

enum dms_status
yard_call(struct yard *yard, int arguments, int results)
{
    int result = lua_pcall(yard->lua, arguments, results, YARD_TOP);
    return result == LUA_OK && !yard->ended ? DMS_OK : explain(yard, result);
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
