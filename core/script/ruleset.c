/* ruleset.c - one version of the rules: loading its files into yards, and the pool. */
#include "script/ruleset.h"

#include <stdlib.h>
#include <string.h>

#include "script/names.h"
#include "script/source.h"
#include "script/words.h"

#define IDLE_LIMIT 8

struct dms_house *
ruleset_house(const struct ruleset *rules)
{
    return rules == NULL || rules->host == NULL ? NULL : source_house(rules->host);
}

static struct dms_error *
new_problem(struct ruleset *rules)
{
    if (rules->problem_count == rules->problem_room) {
        rules->problem_room = rules->problem_room * 2 + 8;
        rules->problems =
            script_grow(rules->problems, rules->problem_room * sizeof(*rules->problems));
    }
    return rules->problems[rules->problem_count++] = dms_error_create();
}

void
ruleset_problem(struct ruleset *rules, const char *file, int64_t line, const char *key,
                const char *text, const char *near)
{
    struct dms_error *error = new_problem(rules);
    dms_fail(error, DMS_INVALID, key, "text=%s|near=%s", text, near);
    dms_error_at_file(error, file, line);
}

void
ruleset_problem_copy(struct ruleset *rules, const struct dms_error *error)
{
    dms_error_copy(new_problem(rules), error);
}

/* Runs every script in the order of its layers. A broken file does not hide the others. */
static void
run_sources(struct yard *yard, bool first)
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

static enum dms_status
protect(struct yard *yard, lua_CFunction work, struct dms_error *error)
{
    yard_begin(yard, NULL, &yard_background, error);
    enum dms_status st = yard_protect(yard, work, yard->rules);
    yard_end(yard);
    return st;
}

static int
compile(lua_State *lua)
{
    compile_declarations(yard_of(lua));
    return 0;
}

static void
compile_first(struct ruleset *rules)
{
    struct yard *yard = yard_create(rules);
    struct dms_error *error = dms_error_create();
    run_sources(yard, true);
    if (protect(yard, compile, error) != DMS_OK)
        ruleset_problem_copy(rules, error);
    dms_error_clear(error);
    compile_sort_groups(rules);
    if (rules->problem_count == 0 && protect(yard, fill_functions, error) == DMS_OK)
        ruleset_give(rules, yard);
    else
        yard_destroy(yard);
    dms_error_destroy(error);
}

static struct ruleset *
create(struct script_host *host, struct source_list *sources, const struct names *names)
{
    struct ruleset *rules = script_get(sizeof(*rules));
    rules->host = host;
    rules->names = names;
    rules->sources = *sources;
    *sources = (struct source_list){ 0 };
    memcpy(rules->digest, rules->sources.digest, sizeof(rules->digest));
    pthread_mutex_init(&rules->lock, NULL);
    words_load(rules);
    compile_first(rules);
    words_check(rules);
    names_check_rules(rules);
    if (names != NULL)
        circle_check(rules);
    rules->names = NULL;
    return rules;
}

struct ruleset *
ruleset_create(struct script_host *host, struct source_list *sources)
{
    return create(host, sources, NULL);
}

struct ruleset *
ruleset_create_checked(struct script_host *host, struct source_list *sources)
{
    struct names *names = names_create(source_house(host));
    struct ruleset *rules = create(host, sources, names);
    names_destroy(names);
    return rules;
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

void
ruleset_destroy(struct ruleset *rules)
{
    if (rules == NULL)
        return;
    ruleset_retire(rules);
    for (size_t i = 0; i < rules->problem_count; i++)
        dms_error_destroy(rules->problems[i]);
    for (size_t i = 0; i < rules->held_count; i++)
        dms_json_destroy(rules->held[i]);
    free(rules->held);
    dms_json_destroy(rules->words[0]);
    dms_json_destroy(rules->words[1]);
    source_list_clear(&rules->sources);
    arena_clear(&rules->arena);
    pthread_mutex_destroy(&rules->lock);
    free(rules->problems);
    free(rules->slots);
    free(rules->groups);
    free(rules->flows);
    free(rules->fields);
    free(rules->figures);
    free(rules->pages);
    free(rules);
}

enum dms_status
ruleset_verdict(const struct ruleset *rules, struct dms_error *error)
{
    if (rules->problem_count == 0)
        return DMS_OK;
    dms_error_copy(error, rules->problems[0]);
    return dms_error_status(rules->problems[0]);
}

const struct dms_json *
ruleset_hold(struct ruleset *rules, struct dms_json *json)
{
    rules->held =
        script_grow(rules->held, (rules->held_count + 1) * sizeof(*rules->held));
    rules->held[rules->held_count++] = json;
    return json;
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
    run_sources(yard, false);
    if (protect(yard, fill_functions, error) == DMS_OK)
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

const struct rule_group *
ruleset_group(const struct ruleset *rules, enum declared_kind kind, const char *name)
{
    for (size_t i = 0; i < rules->group_count; i++)
        if (rules->groups[i].kind == kind && strcmp(rules->groups[i].name, name) == 0)
            return &rules->groups[i];
    return NULL;
}

/* While another version is tried in some stores, each has only one of the two. */
static bool
holds_in(const struct rule *rule, const char *store)
{
    bool there = false;
    for (size_t i = 0; rule->pilot != NULL && rule->pilot[i] != NULL; i++)
        there = there || strcmp(rule->pilot[i], store) == 0;
    return rule->pilot == NULL || there != rule->elsewhere;
}

const struct rule *
group_pick(const struct rule_group *group, const char *brand, const char *store)
{
    for (size_t i = 0; i < group->count; i++) {
        const struct rule *rule = group->items[i];
        if ((rule->brand == NULL || strcmp(rule->brand, brand) == 0) &&
            (rule->store == NULL || strcmp(rule->store, store) == 0) &&
            holds_in(rule, store))
            return rule;
    }
    return NULL;
}
