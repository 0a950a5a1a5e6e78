/* backtest_run.c - an event of old days meets the rules that would listen to it today. */
#include <stdlib.h>
#include <string.h>

#include "script/backtest.h"

static const char *
verb_of(const struct dms_event *event)
{
    const char *dot = strrchr(event->name, '.');
    return dot == NULL ? "" : dot + 1;
}

static bool
any_hears(const struct backtest *test, enum trial_kind kind, const char *name)
{
    for (size_t i = 0; i < test->trial_count; i++)
        if (test->trials[i]->kind == kind && !test->trials[i]->same &&
            trial_hears(test->trials[i], name))
            return true;
    return false;
}

/* Hooks on any verb of the entity: which transition an event tells of stands in its payload. */
static bool
hooks_hear(const struct backtest *test, const char *entity)
{
    size_t size = strlen(entity);
    for (size_t i = 0; i < test->trial_count; i++) {
        const struct trial *trial = test->trials[i];
        const struct rule_group *group = trial->now != NULL ? trial->now : trial->then;
        const char *on = trial->kind == TRIAL_GUARD ? trial->name
                         : group != NULL            ? group->items[0]->on
                                                    : NULL;
        if (!trial->same && on != NULL &&
            (trial->kind == TRIAL_RULE || trial->kind == TRIAL_GUARD) &&
            strncmp(on, entity, size) == 0 && on[size] == '.')
            return true;
    }
    return false;
}

static bool
decides(const struct backtest *test, const struct dms_event *event)
{
    struct dms_house *house = test->host->house;
    return strcmp(verb_of(event), "created") == 0 &&
           dms_house_field(house, event->entity, "rule") != NULL &&
           dms_house_field(house, event->entity, "reasons") != NULL;
}

bool
backtest_wants(const struct dms_event *event, void *context)
{
    const struct backtest *test = context;
    return any_hears(test, TRIAL_FOLLOW_UP, event->name) ||
           hooks_hear(test, event->entity) || decides(test, event);
}

static bool
of_brand(const struct backtest *test, struct dms_unit *unit)
{
    return test->brand == NULL || strcmp(test->brand, dms_unit_brand(unit)) == 0;
}

static struct occurrence
occurrence_of(struct dms_unit *unit, const struct dms_event *event)
{
    return (struct occurrence){ event->entity, event->record, event->at,
                                dms_unit_offset(unit) };
}

static void
try_hooks(struct backtest *test, struct dms_unit *unit, const struct dms_event *event,
          const struct dms_record *record, const char *verb)
{
    char on[200];
    snprintf(on, sizeof(on), "%s.%s", event->entity, verb);
    const struct occurrence where = occurrence_of(unit, event);
    for (size_t i = 0; i < test->trial_count; i++) {
        struct trial *trial = test->trials[i];
        if (trial->kind != TRIAL_RULE || trial->same || !trial_hears(trial, on))
            continue;
        struct outcome outcome = { outcome_hook(unit, trial->now, record),
                                   outcome_hook(unit, trial->then, record) };
        backtest_compare(test, trial, &where, outcome);
    }
}

static void
try_guard(struct backtest *test, struct dms_unit *unit, const struct dms_event *event,
          const struct dms_record *record, const char *transition)
{
    char name[200];
    snprintf(name, sizeof(name), "%s.%s", event->entity, transition);
    struct trial *trial = trials_find(test, TRIAL_GUARD, name);
    const struct occurrence where = occurrence_of(unit, event);
    if (trial == NULL || trial->same)
        return;
    struct outcome outcome = { outcome_guard(unit, test->now, record, transition),
                               outcome_guard(unit, test->then, record, transition) };
    backtest_compare(test, trial, &where, outcome);
}

/* A figure that keeps its decision and what that was asked: decided again on both sides. */
static void
try_decision(struct backtest *test, struct dms_unit *unit, const struct dms_event *event,
             const struct dms_record *record)
{
    struct dms_json *reasons = NULL;
    const char *text = dms_record_text(record, "reasons"),
               *rule = dms_record_text(record, "rule");
    const struct occurrence where = occurrence_of(unit, event);
    if (text == NULL || rule == NULL ||
        dms_json_load(text, strlen(text), &reasons, NULL) != DMS_OK)
        return;
    struct trial *trial = trials_find(test, TRIAL_DECISION, rule);
    const struct dms_json *inputs = dms_json_at_key(reasons, "inputs");
    if (trial != NULL && !trial->same && inputs != NULL) {
        struct outcome outcome = { outcome_decision(unit, trial->now, inputs),
                                   outcome_decision(unit, trial->then, inputs) };
        backtest_compare(test, trial, &where, outcome);
    }
    dms_json_destroy(reasons);
}

enum dms_status
backtest_done(struct dms_unit *unit, const struct dms_event *event,
              const struct dms_record *record, void *context, struct dms_error *error)
{
    struct backtest *test = context;
    const char *transition = dms_json_text_at(event->payload, "transition");
    const char *verb = verb_of(event);
    bool created = strcmp(verb, "created") == 0 && transition == NULL;
    bool updated = strcmp(verb, "updated") == 0 && transition == NULL;
    (void)error;
    if (!of_brand(test, unit))
        return DMS_OK;
    if (transition != NULL)
        try_guard(test, unit, event, record, transition);
    if (transition != NULL || created || updated)
        try_hooks(test, unit, event, record, "save");
    if (transition != NULL || created || updated)
        try_hooks(test, unit, event, record, created ? "create" : "update");
    if (transition != NULL)
        try_hooks(test, unit, event, record, transition);
    if (created)
        try_decision(test, unit, event, record);
    return DMS_OK;
}

enum dms_status
backtest_told(struct dms_unit *unit, const struct dms_event *event,
              const struct dms_record *record, void *context, struct dms_error *error)
{
    struct backtest *test = context;
    const struct occurrence where = occurrence_of(unit, event);
    (void)error;
    if (!of_brand(test, unit))
        return DMS_OK;
    for (size_t i = 0; i < test->trial_count; i++) {
        struct trial *trial = test->trials[i];
        if (trial->kind != TRIAL_FOLLOW_UP || trial->same ||
            !trial_hears(trial, event->name))
            continue;
        struct outcome outcome = {
            outcome_follow_up(unit, trial->now, record, event, true),
            outcome_follow_up(unit, trial->then, record, event, true)
        };
        backtest_hold(test, trial, &where, outcome);
    }
    return DMS_OK;
}
