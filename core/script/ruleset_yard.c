/* ruleset_yard.c - the yards of a version: its files run in each of them once, and those that are
 * idle wait for the next call. */
#include "script/ruleset_yard.h"

#include <stdlib.h>
#include <string.h>

#define IDLE_LIMIT 8

/* Runs every script in the order of its layers. A broken file does not hide the others. */
void
ruleset_run_sources(struct yard *yard, bool first)
{
    struct ruleset *rules = yard->rules;
    yard->loading = true;
    for (size_t i = 0; i < rules->sources.count; i++) {
        const struct source *source = &rules->sources.items[i];
        if (source->layer == LAYER_LIBRARY || source->language != NULL)
            continue;
        yard->source = i;
        struct dms_error *error = dms_error_create();
        if (yard_run(yard, source->path, source->text, source->size, error) != DMS_OK &&
            first)
            ruleset_problem_copy(rules, error);
        dms_error_destroy(error);
    }
    yard->loading = false;
}

/* Pushes the function a slot names; nil when it is not there. */
static void
push_slot(lua_State *lua, const struct slot *slot)
{
    yard_push_place(lua, YARD_DECLARED);
    lua_rawgeti(lua, -1, (lua_Integer)slot->declaration + 1);
    lua_remove(lua, -2);
    if (slot->list != NULL && lua_type(lua, -1) == LUA_TTABLE) {
        lua_getfield(lua, -1, slot->list);
        lua_rawgeti(lua, -1, slot->row);
        lua_replace(lua, -3);
        lua_pop(lua, 1);
    }
    lua_getfield(lua, -1, slot->key);
    lua_remove(lua, -2);
}

static int
fill_functions(lua_State *lua)
{
    const struct ruleset *rules = lua_touserdata(lua, 1);
    yard_push_place(lua, YARD_FUNCTIONS);
    int functions = lua_gettop(lua);
    for (size_t i = 0; i < rules->slot_count; i++) {
        push_slot(lua, &rules->slots[i]);
        if (lua_type(lua, -1) != LUA_TFUNCTION)
            return yard_fail(lua, DMS_BUG, "script.changed_between_loads", "%s",
                             rules->slots[i].key);
        lua_rawseti(lua, functions, (lua_Integer)i + 1);
    }
    lua_newtable(lua); /* the declarations have done their work */
    lua_rawsetp(lua, LUA_REGISTRYINDEX, yard_places + YARD_DECLARED);
    return 0;
}

enum dms_status
ruleset_protect(struct yard *yard, lua_CFunction work, struct dms_error *error)
{
    yard_begin(yard, NULL, &yard_background, error);
    enum dms_status st = yard_protect(yard, work, yard->rules);
    yard_end(yard);
    return st;
}

enum dms_status
ruleset_fill_slots(struct yard *yard, struct dms_error *error)
{
    return ruleset_protect(yard, fill_functions, error);
}

void
ruleset_retire(struct ruleset *rules)
{
    pthread_mutex_lock(&rules->lock);
    struct yard *idle = rules->idle;
    rules->idle = NULL;
    rules->idle_count = 0;
    rules->retired = true;
    pthread_mutex_unlock(&rules->lock);
    while (idle != NULL) {
        struct yard *next = idle->next;
        yard_destroy(idle);
        idle = next;
    }
}

void
ruleset_revive(struct ruleset *rules)
{
    pthread_mutex_lock(&rules->lock);
    rules->retired = false;
    pthread_mutex_unlock(&rules->lock);
}

struct yard *
ruleset_take(struct ruleset *rules, struct dms_error *error)
{
    pthread_mutex_lock(&rules->lock);
    struct yard *yard = rules->idle;
    if (yard != NULL) {
        rules->idle = yard->next;
        rules->idle_count--;
    }
    pthread_mutex_unlock(&rules->lock);
    if (yard != NULL)
        return yard;
    yard = yard_create(rules);
    ruleset_run_sources(yard, false);
    if (ruleset_fill_slots(yard, error) == DMS_OK)
        return yard;
    yard_destroy(yard);
    return NULL;
}

void
ruleset_give(struct ruleset *rules, struct yard *yard)
{
    if (yard_is_worn(yard)) {
        yard_destroy(yard);
        return;
    }
    pthread_mutex_lock(&rules->lock);
    bool keep = rules->idle_count < (rules->retired ? 1 : IDLE_LIMIT);
    if (keep) {
        yard->next = rules->idle;
        rules->idle = yard;
        rules->idle_count++;
    }
    pthread_mutex_unlock(&rules->lock);
    if (!keep)
        yard_destroy(yard);
}

int
ruleset_require(lua_State *lua, const char *name)
{
    struct yard *yard = yard_of(lua);
    char path[128];
    snprintf(path, sizeof(path), "%s.lua", name);
    const struct source *source = NULL;
    for (size_t i = 0; yard->rules != NULL && i < yard->rules->sources.count; i++)
        if (yard->rules->sources.items[i].layer == LAYER_LIBRARY &&
            strcmp(yard->rules->sources.items[i].path, path) == 0)
            source = &yard->rules->sources.items[i];
    if (source == NULL || !yard->loading)
        return yard_fail(lua, DMS_INVALID, "script.cannot_require", "%.80s", name);
    if (yard_compile(yard, path, source->text, source->size, yard->error) != DMS_OK)
        return yard_raise(lua);
    yard_push_place(lua, YARD_LIBRARY);
    lua_pushliteral(lua, "unfinished"); /* a circle of files gets this and fails on it */
    lua_setfield(lua, -2, name);
    lua_insert(lua, -2);
    lua_call(lua, 0, 1);
    if (lua_type(lua, -1) != LUA_TTABLE)
        return yard_fail(lua, DMS_INVALID, "script.library_gives_nothing", "%s", path);
    yard_freeze(lua, name);
    lua_pushvalue(lua, -1);
    lua_setfield(lua, -3, name);
    return 1;
}
