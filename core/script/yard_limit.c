/* yard_limit.c - steps, time and memory: what a call may use, and the end when it is more.
 *
 * A limit sets yard->ended and raises an error; pcall and xpcall of the yard raise it again,
 * so that no script outlives its limit. */
#include <stdlib.h>
#include <time.h>

#include "script/yard.h"

const struct yard_limits yard_guard = { 2000000, 50 * INT64_C(1000000) };
const struct yard_limits yard_background = { 20000000, 500 * INT64_C(1000000) };

#define HOOK_STEPS  1000
#define CLOCK_STEPS 16384 /* of library functions, between two looks at the clock */
#define REFUSALS    8 /* each costs Lua a full collection; more would eat the time limit */

static int64_t
thread_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

int64_t (*yard_clock)(void) = thread_time;

/* Large pieces count as steps: copying them is work no count hook sees. */
static bool
fits(struct yard *yard, size_t old, size_t wanted)
{
    if (wanted > 65536)
        yard->steps += (int64_t)(wanted / 64);
    return !yard->closed && wanted <= YARD_PIECE &&
           yard->memory - old + wanted <= YARD_MEMORY && yard->steps <= yard->step_limit;
}

/* Lua reports lack of memory without a place, so the place is noted here. */
static void
refuse(struct yard *yard)
{
    yard->closed = ++yard->refusals >= REFUSALS;
    if (yard->lua != NULL && !yard->ended)
        yard_where(yard->lua, yard->file, sizeof(yard->file), &yard->line);
}

void *
yard_memory(void *data, void *piece, size_t old, size_t wanted)
{
    struct yard *yard = data;
    if (piece == NULL)
        old = 0;
    if (wanted == 0) {
        yard->memory -= old;
        free(piece);
        return NULL;
    }
    if (wanted > old && !fits(yard, old, wanted)) {
        refuse(yard);
        return NULL;
    }
    yard->memory = yard->memory - old + wanted;
    if (yard->memory > yard->peak)
        yard->peak = yard->memory;
    return script_grow(piece, wanted);
}

static void
fail_at_limit(struct yard *yard, const char *key)
{
    yard->ended = true;
    dms_error_clear(yard->error);
    dms_fail(yard->error, DMS_LIMIT, key, "steps=%lld|milliseconds=%lld|megabytes=%u",
             (long long)yard->step_limit, (long long)(yard->cpu_limit / 1000000),
             YARD_MEMORY >> 20);
}

/* Lua takes a script's own error("not enough memory") for the real one. */
bool
yard_ran_out(struct yard *yard, int result)
{
    bool out = result == LUA_ERRMEM && yard->refusals > 0;
    if (out && !yard->ended) /* large pieces are refused for their steps too */
        fail_at_limit(yard, yard->steps > yard->step_limit ? "script.too_many_steps"
                                                           : "script.too_much_memory");
    return out;
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
        yard_where(lua, yard->file, sizeof(yard->file), &yard->line);
        fail_at_limit(yard, key);
    }
    return yard_rethrow(lua);
}

int
yard_too_long(lua_State *lua, const char *key, size_t most)
{
    struct yard *yard = yard_of(lua);
    yard_where(lua, yard->file, sizeof(yard->file), &yard->line);
    yard->ended = true;
    dms_error_clear(yard->error);
    dms_fail(yard->error, DMS_LIMIT, key, "text=%zu", most);
    return yard_rethrow(lua);
}

/* Steps first, so that a slow machine says what a fast one says. The clock is first read
 * after a thousand steps: short guards never pay for it. */
static void
check_limits(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    if (yard->ended)
        yard_rethrow(lua);
    if (yard->steps > yard->step_limit)
        end_call(lua, "script.too_many_steps");
    int64_t now = yard_clock();
    if (yard->cpu_start == 0)
        yard->cpu_start = now;
    else if (now - yard->cpu_start > yard->cpu_limit)
        end_call(lua, "script.too_slow");
}

static void
on_count(lua_State *lua, lua_Debug *frame)
{
    (void)frame;
    struct yard *yard = yard_of(lua);
    yard->steps += yard->stride;
    if (yard->stride == HOOK_STEPS || yard->steps % HOOK_STEPS == 0)
        check_limits(lua);
}

void
yard_spend(lua_State *lua, size_t steps)
{
    struct yard *yard = yard_of(lua);
    int64_t before = yard->steps;
    yard->steps += (int64_t)(steps > INT32_MAX ? INT32_MAX : steps);
    if (yard->steps > yard->step_limit ||
        before / CLOCK_STEPS != yard->steps / CLOCK_STEPS)
        check_limits(lua);
}

void
yard_limit(struct yard *yard, const struct yard_limits *limits)
{
    yard->steps = 0;
    yard->step_limit = limits->steps;
    yard->cpu_start = 0;
    yard->cpu_limit = limits->cpu;
    yard->refusals = 0;
    yard->closed = yard->ended = false;
    yard->stride = HOOK_STEPS;
    /* Set anew for every call, so that a call is cut off at the same step each time. */
    lua_sethook(yard->lua, on_count, LUA_MASKCOUNT, HOOK_STEPS);
}

void
yard_measure(struct yard *yard)
{
    yard->stride = 1;
    yard->cpu_limit *= 20; /* counting every step takes its time */
    yard->peak = yard->memory;
    lua_sethook(yard->lua, on_count, LUA_MASKCOUNT, 1);
}
