/* backtest_outcome.c - what one rule would do with one record of the past, as data. */
#include <stdlib.h>
#include <string.h>

#include "script/approval.h"
#include "script/backtest.h"
#include "script/follow_up.h"
#include "script/run.h"

static struct dms_json *
failed(const struct dms_error *error)
{
    struct dms_json *outcome = dms_json_create_object();
    bool refusal = dms_error_status(error) == DMS_DENIED;
    dms_json_set_text(outcome, refusal ? "refused" : "error", dms_error_key(error));
    if (!refusal && dms_error_file(error)[0] != 0) {
        dms_json_set_text(outcome, "file", dms_error_file(error));
        dms_json_set_integer(outcome, "line", dms_error_line(error));
    }
    return outcome;
}

/* The unit of a replay stands in the record's store and brand already. */
static const struct rule *
pick(struct dms_unit *unit, const struct rule_group *group,
     const struct dms_record *record, bool past)
{
    if (group == NULL)
        return NULL;
    return past ? group_pick(group, dms_unit_brand(unit), dms_unit_store_code(unit))
                : group_pick(group, follow_up_brand(unit, record),
                             follow_up_store(unit, record));
}

struct dms_json *
outcome_follow_up(struct dms_unit *unit, const struct rule_group *group,
                  const struct dms_record *record, const struct dms_event *event,
                  bool past)
{
    const struct rule *rule = pick(unit, group, record, past);
    struct dms_json *plan = NULL;
    struct dms_error *error = dms_error_create();
    if (rule != NULL &&
        follow_up_plan(unit, rule, record, event, past, &plan, error) != DMS_OK) {
        dms_json_destroy(plan);
        plan = failed(error);
    }
    if (plan != NULL && dms_json_at_key(plan, "task") == NULL &&
        dms_json_at_key(plan, "message") == NULL &&
        dms_json_text_at(plan, "error") == NULL) {
        dms_json_destroy(plan);
        plan = NULL;
    }
    dms_error_destroy(error);
    return plan;
}

/* One effect of what a rule answered: what is refused, warned, set or made. */
static void
add_effect(struct dms_json *outcome, const struct dms_json *effect)
{
    const char *name = dms_json_text_at(effect, "effect");
    if (name == NULL)
        return;
    if (strcmp(name, "deny") == 0)
        dms_json_set_text(outcome, "refused", dms_json_text_at(effect, "key"));
    else if (strcmp(name, "set") == 0 && dms_json_text_at(effect, "field") != NULL)
        dms_json_take_key(outcome, dms_json_text_at(effect, "field"),
                          dms_json_copy(dms_json_at_key(effect, "value")));
    else if (strcmp(name, "warn") == 0)
        dms_json_set_text(outcome, "warned", dms_json_text_at(effect, "key"));
    else
        dms_json_take_key(outcome, name, dms_json_copy(dms_json_at_key(effect, "card")));
}

static struct dms_json *
effects_of(const struct dms_json *answer)
{
    if (dms_json_kind(answer) == DMS_JSON_NULL)
        return NULL;
    struct dms_json *outcome = dms_json_create_object();
    if (dms_json_kind(answer) == DMS_JSON_ARRAY)
        for (size_t i = 0; i < dms_json_count(answer); i++)
            add_effect(outcome, dms_json_at(answer, i));
    else
        add_effect(outcome, answer);
    if (dms_json_count(outcome) > 0)
        return outcome;
    dms_json_destroy(outcome);
    return NULL;
}

static struct dms_json *
run(struct dms_unit *unit, const struct rule *rule, const struct dms_record *record)
{
    struct dms_json *answer = NULL, *outcome;
    struct dms_error *error = dms_error_create();
    struct job job = { .rule = rule,
                       .slot = rule->run,
                       .record = record,
                       .user = true,
                       .limits = &yard_guard };
    enum dms_status st = run_job(unit, &job, &answer, error);
    outcome = st == DMS_OK ? effects_of(answer) : failed(error);
    dms_json_destroy(answer);
    dms_error_destroy(error);
    return outcome;
}

struct dms_json *
outcome_hook(struct dms_unit *unit, const struct rule_group *group,
             const struct dms_record *record)
{
    const struct rule *rule = group == NULL ? NULL
                                            : group_pick(group, dms_unit_brand(unit),
                                                         dms_unit_store_code(unit));
    return rule == NULL ? NULL : run(unit, rule, record);
}

static struct dms_json *
refused(const char *why, const char *field)
{
    struct dms_json *outcome = dms_json_create_object();
    dms_json_set_text(outcome, "refused", why);
    if (field != NULL)
        dms_json_set_text(outcome, "field", field);
    return outcome;
}

static bool
has_role(struct dms_unit *unit, const char *const *roles)
{
    if (roles == NULL || dms_unit_user(unit) == 0)
        return true;
    for (; *roles != NULL; roles++)
        if (dms_unit_has_role(unit, *roles))
            return true;
    return false;
}

/* What the guard says, and whose approval it takes. */
static struct dms_json *
outcome_of_guard(struct dms_unit *unit, const struct rule *rule,
                 const struct dms_record *record)
{
    if (rule == NULL)
        return NULL;
    struct dms_json *outcome = rule->run == 0 ? NULL : run(unit, rule, record);
    struct dms_json *plan = approval_plan(rule->approval, record);
    if (plan != NULL) {
        outcome = outcome == NULL ? dms_json_create_object() : outcome;
        dms_json_take_key(outcome, "approval", plan);
    }
    return outcome;
}

/* As the engine judges: is the row there, who may, what is needed, what the guard says. */
struct dms_json *
outcome_guard(struct dms_unit *unit, const struct ruleset *rules,
              const struct dms_record *record, const char *transition)
{
    const struct flow *flow =
        ruleset_flow(rules, dms_record_entity(record), dms_unit_brand(unit));
    const char *from = dms_record_old_text(record, "state");
    if (flow == NULL || from == NULL)
        return NULL;
    const struct dms_transition *row = flow_row(flow, from, transition);
    if (row == NULL)
        return refused("workflow.not_allowed", NULL);
    if (!has_role(unit, row->roles))
        return refused("workflow.other_role", NULL);
    for (size_t i = 0; row->required != NULL && row->required[i] != NULL; i++)
        if (!dms_record_has(record, row->required[i]))
            return refused("workflow.needs_field", row->required[i]);
    return outcome_of_guard(unit, row->guard_data, record);
}

struct dms_json *
outcome_decision(struct dms_unit *unit, const struct rule_group *group,
                 const struct dms_json *inputs)
{
    static const char *const about[] = { "rule", "file", "line", "version", "inputs" };
    struct dms_json *answer = NULL;
    struct dms_error *error = dms_error_create();
    if (group == NULL)
        answer = NULL;
    else if (run_decision(unit, inputs, (void *)(uintptr_t)group, &answer, error) !=
             DMS_OK)
        answer = failed(error);
    for (size_t i = 0; answer != NULL && i < sizeof(about) / sizeof(about[0]); i++)
        if (dms_json_text_at(answer, "error") == NULL)
            dms_json_remove_key(answer, about[i]);
    dms_error_destroy(error);
    return answer;
}
