/* overlap_refusals.c - two rules that decide whether something may be done: what a guard refuses,
 * another transition lets the same people do; or a guard and a hook refuse with the same sentence,
 * so that who changes one of them changes nothing. A record shows it. */
#include <stdlib.h>
#include <string.h>

#include "script/finding.h"
#include "script/run.h"
#include "script/sample.h"

struct refusing {
    const struct findings *to;
    const struct samples *samples;
    const struct flow *flow;
    const struct dms_transition *row,
        *other;                        /* OTHER: the way around; NULL: a hook is tried */
    const struct rule *guard, *second; /* SECOND NULL: it lets everything through */
};

/* The key with which RULE refuses RECORD; NULL: it does not, or it fails. Yours to free(). */
static char *
refusal(struct dms_unit *unit, const struct rule *rule, const struct dms_record *record)
{
    struct dms_json *answer = NULL;
    const struct job job = { .rule = rule,
                             .slot = rule->run,
                             .record = record,
                             .user = true,
                             .limits = &yard_guard };
    char *key = NULL;
    bool list = run_job(unit, &job, &answer, NULL) == DMS_OK &&
                dms_json_kind(answer) == DMS_JSON_ARRAY;
    for (size_t i = 0; key == NULL && i < (list ? dms_json_count(answer) : 1); i++) {
        const struct dms_json *effect = list ? dms_json_at(answer, i) : answer;
        const char *name = dms_json_text_at(effect, "effect");
        if (name != NULL && strcmp(name, "deny") == 0)
            key = script_copy(dms_json_text_at(effect, "key"));
    }
    dms_json_destroy(answer);
    return key;
}

/* Does RULE run to its end on RECORD, and agree? */
static bool
agrees(struct dms_unit *unit, const struct rule *rule, const struct dms_record *record)
{
    struct dms_json *answer = NULL;
    if (rule == NULL)
        return true;
    const struct job job = { .rule = rule,
                             .slot = rule->run,
                             .record = record,
                             .user = true,
                             .limits = &yard_guard };
    bool nothing = run_job(unit, &job, &answer, NULL) == DMS_OK &&
                   dms_json_text_at(answer, "effect") == NULL &&
                   dms_json_count(answer) == 0;
    dms_json_destroy(answer);
    return nothing;
}

static void
tell(struct dms_unit *unit, const struct refusing *what, const struct dms_record *record,
     const char *refused)
{
    const struct rule *guard = what->guard;
    struct dms_error *error = dms_error_create();
    dms_fail(error, DMS_INVALID,
             what->other != NULL ? "script.way_around" : "script.refused_by_two",
             "text=%s|near=%s|what=%s|record=%s|one=%s", guard->name,
             what->other != NULL ? what->other->name : what->second->name,
             what->row->name, sample_words(what->samples, unit, record), refused);
    dms_error_at_file(error, guard->file, guard->line);
    finding_add(what->to, "warning", error);
    dms_error_destroy(error);
}

static bool
try_record(struct dms_unit *unit, const struct dms_record *record, void *data)
{
    const struct refusing *what = data;
    char *first = refusal(unit, what->guard, record), *second = NULL;
    bool found = first != NULL;
    if (found && what->other != NULL) {
        found = agrees(unit, what->second, record);
    } else if (found) {
        second = refusal(unit, what->second, record);
        found = second != NULL && strcmp(first, second) == 0;
    }
    if (found)
        tell(unit, what, record, first);
    free(first);
    free(second);
    return found;
}

static bool
try_records(struct dms_unit *unit, struct refusing *what)
{
    struct samples samples;
    const struct rule *const rules[2] = { what->guard, what->second };
    samples_make(&samples, unit, what->flow->entity, rules, what->second == NULL ? 1 : 2);
    what->samples = &samples;
    bool found = samples_each(&samples, unit, try_record, what);
    samples_clear(&samples);
    return found;
}

/* Is each of ONE among OTHER? */
static bool
within(const char *const *one, const char *const *other)
{
    for (; one != NULL && *one != NULL; one++) {
        const char *const *at = other;
        while (at != NULL && *at != NULL && strcmp(*at, *one) != 0)
            at++;
        if (at == NULL || *at == NULL)
            return false;
    }
    return true;
}

/* Whoever may try ROW may take OTHER as well, with no more to fill in and nobody to ask. */
static bool
leads_around(const struct dms_transition *row, const struct dms_transition *other)
{
    const struct rule *second = other->guard_data;
    return strcmp(row->from, other->from) == 0 && strcmp(row->to, other->to) == 0 &&
           strcmp(row->name, other->name) != 0 && strcmp(row->from, row->to) != 0 &&
           (other->roles == NULL ||
            (row->roles != NULL && within(row->roles, other->roles))) &&
           within(other->required, row->required) &&
           (second == NULL || second->approval == NULL);
}

static const struct rule *
guard_of(const struct dms_transition *row)
{
    const struct rule *rule = row->guard_data;
    return rule == NULL || rule->run == 0 ? NULL : rule;
}

static bool
check_ways(struct dms_unit *unit, const struct findings *to, const struct flow *flow,
           const struct dms_transition *row)
{
    bool found = false;
    for (uint32_t i = 0; i < flow->card.transition_count && !found; i++) {
        const struct dms_transition *other = &flow->card.transitions[i];
        struct refusing what = { .to = to,
                                 .flow = flow,
                                 .row = row,
                                 .other = other,
                                 .guard = guard_of(row),
                                 .second = guard_of(other) };
        found = leads_around(row, other) && what.second != what.guard &&
                try_records(unit, &what);
    }
    return found;
}

static bool
is_before(const struct rule *hook, const struct flow *flow, const char *transition)
{
    size_t size = strlen(flow->entity);
    return hook->kind == DECLARED_RULE && hook->phase == DMS_BEFORE && hook->on != NULL &&
           strncmp(hook->on, flow->entity, size) == 0 && hook->on[size] == '.' &&
           strcmp(hook->on + size + 1, transition) == 0 &&
           (hook->brand == NULL || flow->brand == NULL ||
            strcmp(hook->brand, flow->brand) == 0);
}

static void
check_hooks(struct dms_unit *unit, const struct ruleset *rules, const struct findings *to,
            const struct flow *flow, const struct dms_transition *row)
{
    for (size_t i = 0; i < rules->group_count; i++)
        for (size_t k = 0; k < rules->groups[i].count; k++) {
            struct refusing what = { .to = to,
                                     .flow = flow,
                                     .row = row,
                                     .guard = guard_of(row),
                                     .second = rules->groups[i].items[k] };
            if (is_before(what.second, flow, row->name))
                try_records(unit, &what);
        }
}

/* A guard stands in as many rows as it has states before it: one of them is enough. */
static bool
is_first(const struct flow *flow, uint32_t row)
{
    for (uint32_t i = 0; i < row; i++)
        if (flow->card.transitions[i].guard_data ==
            flow->card.transitions[row].guard_data)
            return false;
    return true;
}

static void
check_flow(struct dms_unit *unit, const struct ruleset *rules, const struct findings *to,
           const struct flow *flow)
{
    const struct rule *told = NULL;
    for (uint32_t i = 0; i < flow->card.transition_count; i++) {
        const struct dms_transition *row = &flow->card.transitions[i];
        const struct rule *guard = guard_of(row);
        if (guard == NULL)
            continue;
        if (guard != told && check_ways(unit, to, flow, row))
            told = guard;
        if (is_first(flow, i))
            check_hooks(unit, rules, to, flow, row);
    }
}

void
refusals_check(struct dms_unit *unit, struct ruleset *rules, const struct findings *to)
{
    for (size_t i = 0; i < rules->flow_count; i++)
        if (rules->flows[i]->replaced_by == NULL)
            check_flow(unit, rules, to, rules->flows[i]);
}
