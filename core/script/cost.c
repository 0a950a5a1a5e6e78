/* cost.c - what a rule costs, measured on a record: steps, and memory beyond what its yard has. */
#include <stdio.h>
#include <string.h>

#include "script/compile.h"
#include "script/finding.h"
#include "script/run.h"
#include "script/sample.h"

#define RUNS 16 /* of a decision: which of them is the longest way nobody knows */

struct cost {
    const struct rule *rule;
    int runs;
    struct measure most;
    bool known, killed;
};

static void
run_slot(struct dms_unit *unit, struct cost *cost, const struct dms_record *record,
         const struct dms_json *input, int slot)
{
    struct measure measure = { 0, 0 };
    struct dms_json *answer = NULL;
    bool background = cost->rule->follow_up != NULL;
    const struct job job = { .rule = cost->rule,
                             .slot = slot,
                             .record = record,
                             .input = input,
                             .user = !background,
                             .limits = background ? &yard_background : &yard_guard,
                             .measure = &measure };
    if (slot == 0)
        return;
    enum dms_status st = run_job(unit, &job, &answer, NULL);
    cost->known = st == DMS_OK || cost->known;
    cost->killed = st == DMS_LIMIT || cost->killed;
    if (measure.steps > cost->most.steps)
        cost->most.steps = measure.steps;
    if (measure.memory > cost->most.memory)
        cost->most.memory = measure.memory;
    dms_json_destroy(answer);
}

/* The first record on which something of it runs to its end is enough. */
static bool
try_record(struct dms_unit *unit, const struct dms_record *record, void *data)
{
    struct cost *cost = data;
    const struct follow_up *follow = cost->rule->follow_up;
    run_slot(unit, cost, record, NULL, cost->rule->run);
    if (follow != NULL) {
        run_slot(unit, cost, record, NULL, follow->when);
        run_slot(unit, cost, record, NULL, follow->once_run);
        run_slot(unit, cost, record, NULL, follow->task_run);
        run_slot(unit, cost, record, NULL, follow->message_run);
    }
    return cost->known || cost->killed;
}

static bool
try_input(struct dms_unit *unit, const struct dms_json *input, void *data)
{
    struct cost *cost = data;
    run_slot(unit, cost, NULL, input, cost->rule->run);
    return cost->killed || (cost->known && ++cost->runs == RUNS);
}

static void
tell(const struct cost *cost, const struct findings *to)
{
    const struct yard_limits *limits =
        cost->rule->follow_up != NULL ? &yard_background : &yard_guard;
    bool much =
        cost->most.steps > limits->steps / 2 || cost->most.memory > YARD_MEMORY / 2;
    struct dms_error *error = dms_error_create();
    dms_fail(error, DMS_INVALID, much ? "script.costs_much" : "script.costs",
             "text=%s|steps=%lld|kib=%lld|most=%lld|most_kib=%u", cost->rule->name,
             (long long)cost->most.steps, (long long)((cost->most.memory + 1023) / 1024),
             (long long)limits->steps, YARD_MEMORY >> 10);
    dms_error_at_file(error, cost->rule->file, cost->rule->line);
    struct dms_json *item = finding_add(to, much ? "warning" : "info", error);
    dms_json_set_integer(item, "steps", cost->most.steps);
    dms_json_set_integer(item, "kib", (int64_t)((cost->most.memory + 1023) / 1024));
    dms_error_destroy(error);
}

static void
check_rule(struct dms_unit *unit, const struct rule *rule, const char *entity,
           const struct findings *to)
{
    struct cost cost = { .rule = rule };
    struct samples samples;
    if (entity[0] == 0)
        return;
    samples_make(&samples, unit, entity, &rule, 1);
    samples_each(&samples, unit, try_record, &cost);
    samples_clear(&samples);
    if (cost.known || cost.most.steps > 0)
        tell(&cost, to);
}

static void
check_decision(struct dms_unit *unit, const struct rule *rule, const struct findings *to)
{
    struct cost cost = { .rule = rule };
    struct samples samples;
    inputs_make(&samples, unit, rule);
    inputs_each(&samples, unit, try_input, &cost);
    samples_clear(&samples);
    if (cost.known || cost.most.steps > 0)
        tell(&cost, to);
}

static void
check_guards(struct dms_unit *unit, const struct flow *flow, const struct findings *to)
{
    for (uint32_t i = 0; flow->replaced_by == NULL && i < flow->card.transition_count;
         i++) {
        const struct rule *rule = flow->card.transitions[i].guard_data;
        if (rule != NULL && rule->run != 0)
            check_rule(unit, rule, flow->entity, to);
    }
}

static void
check_group(struct dms_unit *unit, const struct rule_group *group,
            const struct findings *to)
{
    char entity[128];
    for (size_t i = 0; i < group->count; i++) {
        sample_entity(group->items[i], entity);
        if (group->kind == DECLARED_DECISION)
            check_decision(unit, group->items[i], to);
        else
            check_rule(unit, group->items[i], entity, to);
    }
}

void
cost_check(struct dms_unit *unit, struct ruleset *rules, const struct findings *to)
{
    for (size_t i = 0; i < rules->group_count; i++)
        check_group(unit, &rules->groups[i], to);
    for (size_t i = 0; i < rules->flow_count; i++)
        check_guards(unit, rules->flows[i], to);
}
