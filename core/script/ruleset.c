/* ruleset.c - one version of the rules: compiled once, with what is wrong with it. */
#include "script/ruleset.h"

#include <stdlib.h>
#include <string.h>

#include "script/names.h"
#include "script/ruleset_yard.h"
#include "script/source.h"
#include "script/words.h"

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

static int
compare_problems(const void *left_item, const void *right_item)
{
    const struct dms_error *left = *(struct dms_error *const *)left_item;
    const struct dms_error *right = *(struct dms_error *const *)right_item;
    if (dms_error_line(left) != dms_error_line(right))
        return dms_error_line(left) < dms_error_line(right) ? -1 : 1;
    int order = strcmp(dms_error_key(left), dms_error_key(right));
    return order != 0
               ? order
               : strcmp(dms_error_value(left, "text"), dms_error_value(right, "text"));
}

void
ruleset_sort_problems(struct ruleset *rules, size_t from)
{
    if (rules->problem_count > from)
        qsort(rules->problems + from, rules->problem_count - from,
              sizeof(*rules->problems), compare_problems);
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
    ruleset_run_sources(yard, true);
    if (ruleset_protect(yard, compile, error) != DMS_OK)
        ruleset_problem_copy(rules, error);
    dms_error_clear(error);
    compile_sort_groups(rules);
    if (rules->problem_count == 0 && ruleset_fill_slots(yard, error) == DMS_OK)
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
