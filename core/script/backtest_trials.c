/* backtest_trials.c - which rules there are on either side, and which of them could differ. */
#include <string.h>

#include "script/backtest.h"
#include "script/compile.h"
#include "script/source.h"

static bool
same_text(const char *left, const char *right)
{
    return left == right || (left != NULL && right != NULL && strcmp(left, right) == 0);
}

static const struct source *
source_of(const struct ruleset *rules, const char *path)
{
    for (size_t i = 0; i < rules->sources.count; i++)
        if (strcmp(rules->sources.items[i].path, path) == 0)
            return &rules->sources.items[i];
    return NULL;
}

static bool
same_file(const struct backtest *test, const char *path)
{
    const struct source *now = source_of(test->now, path),
                        *then = source_of(test->then, path);
    return now != NULL && then != NULL && strcmp(now->digest, then->digest) == 0;
}

/* Files of LAYER are the same on both sides. */
static bool
same_libraries(const struct backtest *test)
{
    const struct ruleset *const sides[] = { test->now, test->then };
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < sides[side]->sources.count; i++)
            if (sides[side]->sources.items[i].layer == LAYER_LIBRARY &&
                !same_file(test, sides[side]->sources.items[i].path))
                return false;
    return true;
}

static bool
same_decisions(const struct backtest *test)
{
    const struct ruleset *const sides[] = { test->now, test->then };
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < sides[side]->group_count; i++) {
            const struct rule_group *group = &sides[side]->groups[i];
            for (size_t k = 0; group->kind == DECLARED_DECISION && k < group->count; k++)
                if (!same_file(test, group->items[k]->file))
                    return false;
        }
    return true;
}

bool
trials_same_rule(const struct backtest *test, const struct rule *now,
                 const struct rule *then)
{
    if (now == NULL || then == NULL)
        return now == then;
    return test->library_same && test->decisions_same &&
           same_text(now->file, then->file) && now->line == then->line &&
           same_file(test, now->file);
}

static bool
same_group(const struct backtest *test, const struct rule_group *now,
           const struct rule_group *then)
{
    if (now == NULL || then == NULL || now->count != then->count)
        return false;
    for (size_t i = 0; i < now->count; i++)
        if (!trials_same_rule(test, now->items[i], then->items[i]))
            return false;
    return true;
}

struct trial *
trials_find(struct backtest *test, enum trial_kind kind, const char *name)
{
    for (size_t i = 0; i < test->trial_count; i++)
        if (test->trials[i]->kind == kind && strcmp(test->trials[i]->name, name) == 0)
            return test->trials[i];
    return NULL;
}

static struct trial *
add(struct backtest *test, enum trial_kind kind, const char *name)
{
    struct trial *trial = trials_find(test, kind, name);
    if (trial != NULL)
        return trial;
    if (test->trial_count == test->trial_room) {
        test->trial_room = test->trial_room * 2 + 32;
        test->trials =
            script_grow(test->trials, test->trial_room * sizeof(*test->trials));
    }
    trial = arena_get(&test->now->arena, sizeof(*trial));
    trial->kind = kind;
    trial->name = arena_copy(&test->now->arena, name);
    trial->samples = dms_json_create_array();
    return test->trials[test->trial_count++] = trial;
}

static enum trial_kind
kind_of(const struct rule_group *group)
{
    if (group->kind == DECLARED_RULE)
        return TRIAL_RULE;
    if (group->kind == DECLARED_DECISION)
        return TRIAL_DECISION;
    return group->items[0]->on != NULL ? TRIAL_FOLLOW_UP : TRIAL_SCHEDULE;
}

static void
add_groups(struct backtest *test, const struct ruleset *rules, bool now)
{
    for (size_t i = 0; i < rules->group_count; i++) {
        const struct rule_group *group = &rules->groups[i];
        struct trial *trial = add(test, kind_of(group), group->name);
        if (now)
            trial->now = group;
        else
            trial->then = group;
        if (trial->place == NULL)
            trial->place = group->items[0];
    }
}

static const struct flow *
flow_like(const struct ruleset *rules, const struct flow *like)
{
    for (size_t i = 0; i < rules->flow_count; i++)
        if (rules->flows[i]->replaced_by == NULL &&
            strcmp(rules->flows[i]->entity, like->entity) == 0 &&
            same_text(rules->flows[i]->brand, like->brand))
            return rules->flows[i];
    return NULL;
}

static bool
same_texts(const char *const *left, const char *const *right)
{
    if (left == NULL || right == NULL)
        return left == right;
    for (; *left != NULL && *right != NULL; left++, right++)
        if (strcmp(*left, *right) != 0)
            return false;
    return *left == *right;
}

static bool
same_row(const struct backtest *test, const struct dms_transition *left,
         const struct dms_transition *right)
{
    return strcmp(left->name, right->name) == 0 && strcmp(left->from, right->from) == 0 &&
           strcmp(left->to, right->to) == 0 &&
           same_texts(left->required, right->required) &&
           same_texts(left->roles, right->roles) &&
           trials_same_rule(test, left->guard_data, right->guard_data);
}

/* All rows called NAME, in their order. */
static bool
same_transition(const struct backtest *test, const struct flow *now,
                const struct flow *then, const char *name)
{
    uint32_t i = 0, k = 0;
    if (now == NULL || then == NULL)
        return false;
    for (;;) {
        while (i < now->card.transition_count &&
               strcmp(now->card.transitions[i].name, name) != 0)
            i++;
        while (k < then->card.transition_count &&
               strcmp(then->card.transitions[k].name, name) != 0)
            k++;
        bool ended = i == now->card.transition_count || k == then->card.transition_count;
        if (ended)
            return i == now->card.transition_count && k == then->card.transition_count;
        if (!same_row(test, &now->card.transitions[i++], &then->card.transitions[k++]))
            return false;
    }
}

static void
add_guards(struct backtest *test, const struct ruleset *rules,
           const struct ruleset *others)
{
    char name[200];
    for (size_t i = 0; i < rules->flow_count; i++) {
        const struct flow *flow = rules->flows[i], *other = flow_like(others, flow);
        for (uint32_t k = 0; flow->replaced_by == NULL && k < flow->card.transition_count;
             k++) {
            const struct dms_transition *row = &flow->card.transitions[k];
            snprintf(name, sizeof(name), "%s.%s", flow->entity, row->name);
            struct trial *trial = trials_find(test, TRIAL_GUARD, name);
            if (trial == NULL) {
                trial = add(test, TRIAL_GUARD, name);
                trial->same = true;
            }
            trial->same = trial->same && same_transition(test, flow, other, row->name);
            if (trial->place == NULL && row->guard_data != NULL)
                trial->place = row->guard_data;
        }
    }
}

void
trials_collect(struct backtest *test)
{
    test->library_same = same_libraries(test);
    test->decisions_same = same_decisions(test);
    add_groups(test, test->now, true);
    add_groups(test, test->then, false);
    for (size_t i = 0; i < test->trial_count; i++)
        test->trials[i]->same =
            same_group(test, test->trials[i]->now, test->trials[i]->then);
    add_guards(test, test->now, test->then);
    add_guards(test, test->then, test->now);
}

static bool
on_fits(const struct rule_group *group, const char *name)
{
    const char *on = group == NULL ? NULL : group->items[0]->on;
    if (on == NULL)
        return false;
    size_t size = strlen(on);
    if (size > 0 && on[size - 1] == '*')
        return strncmp(on, name, size - 1) == 0;
    return strcmp(on, name) == 0;
}

bool
trial_hears(const struct trial *trial, const char *name)
{
    return on_fits(trial->now, name) || on_fits(trial->then, name);
}
