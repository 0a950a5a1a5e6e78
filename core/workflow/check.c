/* check.c - refuses definitions that contradict themselves, before a record can be lost in one. */
#include "workflow/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/list.h"

#define NAME_LIMIT 48
#define LAST_DEADLINE_KIND 3

static enum dms_status
fault(const struct workflow *workflow, const char *key, const char *state,
      const char *transition, struct dms_error *error)
{
    return dms_fail(error, DMS_INVALID, key,
                    "workflow=%s|state=%s|transition=%s|owner=%s", workflow->name, state,
                    transition, workflow->owner);
}

bool
workflow_leaves(const struct dms_transition *row, const struct dms_state *state)
{
    if (strcmp(row->from, "*") == 0)
        return (state->flags & DMS_FINAL) == 0;
    return strcmp(row->from, state->name) == 0;
}

static enum dms_status
check_deadline(const struct workflow *workflow, const struct dms_state *state,
               struct dms_error *error)
{
    const char *then = state->deadline_transition;
    bool has = state->deadline_kind != 0;
    if (state->deadline_kind > LAST_DEADLINE_KIND || (has && state->deadline <= 0) ||
        (has && (state->flags & DMS_FINAL) != 0))
        return fault(workflow, "workflow.bad_deadline", state->name, "", error);
    if (then != NULL && workflow_transition(workflow, state->name, then) == NULL)
        return fault(workflow, "workflow.deadline_transition", state->name, then, error);
    return DMS_OK;
}

static enum dms_status
check_state(const struct workflow *workflow, uint32_t at, struct dms_error *error)
{
    const char *name = workflow->states[at].name;
    if (name == NULL || !name_valid(name, NAME_LIMIT))
        return fault(workflow, "workflow.bad_state", name == NULL ? "" : name, "", error);
    for (uint32_t i = 0; i < at; i++)
        if (strcmp(workflow->states[i].name, name) == 0)
            return fault(workflow, "workflow.state_twice", name, "", error);
    return DMS_OK;
}

static enum dms_status
check_states(const struct workflow *workflow, struct dms_error *error)
{
    uint32_t initial = 0;
    enum dms_status st = DMS_OK;
    for (uint32_t i = 0; i < workflow->state_count && st == DMS_OK; i++) {
        st = check_state(workflow, i, error);
        if ((workflow->states[i].flags & DMS_INITIAL) != 0)
            initial++;
    }
    if (st == DMS_OK && initial != 1)
        st = fault(workflow, "workflow.initial", "", "", error);
    return st;
}

/* Hooks listen to "<entity>.<verb>": a transition must not sound like a write. */
static bool
is_write(const char *name)
{
    return strcmp(name, "create") == 0 || strcmp(name, "update") == 0 ||
           strcmp(name, "save") == 0 || strcmp(name, "remove") == 0;
}

static enum dms_status
check_row(const struct workflow *workflow, const struct dms_transition *row,
          struct dms_error *error)
{
    const char *name = row->name == NULL ? "" : row->name;
    if (!name_valid(name, NAME_LIMIT) || is_write(name))
        return fault(workflow, "workflow.bad_transition", "", name, error);
    if (row->from == NULL || row->to == NULL)
        return fault(workflow, "workflow.no_ends", "", name, error);
    const struct dms_state *from = workflow_state(workflow, row->from);
    if (from == NULL && strcmp(row->from, "*") != 0)
        return fault(workflow, "workflow.unknown_state", row->from, name, error);
    if (workflow_state(workflow, row->to) == NULL)
        return fault(workflow, "workflow.unknown_state", row->to, name, error);
    if (from != NULL && (from->flags & DMS_FINAL) != 0)
        return fault(workflow, "workflow.leaves_final", row->from, name, error);
    return DMS_OK;
}

static enum dms_status
check_rows(const struct workflow *workflow, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (uint32_t i = 0; i < workflow->transition_count && st == DMS_OK; i++) {
        const struct dms_transition *row = &workflow->transitions[i].card;
        st = check_row(workflow, row, error);
        for (uint32_t j = 0; j < i && st == DMS_OK; j++) {
            const struct dms_transition *other = &workflow->transitions[j].card;
            if (strcmp(row->name, other->name) == 0 &&
                strcmp(row->from, other->from) == 0)
                st = fault(workflow, "workflow.transition_twice", row->from, row->name,
                           error);
        }
    }
    return st;
}

enum dms_status
workflow_check(const struct workflow *workflow, struct dms_error *error)
{
    enum dms_status st = check_states(workflow, error);
    if (st == DMS_OK)
        st = check_rows(workflow, error);
    for (uint32_t i = 0; i < workflow->state_count && st == DMS_OK; i++)
        st = check_deadline(workflow, &workflow->states[i], error);
    return st;
}

static enum dms_status
check_required(const struct workflow *workflow, const struct entity *entity,
               const struct dms_transition *row, struct dms_error *error)
{
    for (size_t i = 0; row->required != NULL && row->required[i] != NULL; i++) {
        const char *field = row->required[i];
        if (entity_field_at(entity, field) != NULL || entity_column_at(field) >= 0)
            continue;
        dms_fail(error, DMS_INVALID, "workflow.required_unknown",
                 "workflow=%s|transition=%s|entity=%s|field=%s|owner=%s", workflow->name,
                 row->name, entity->name, field, workflow->owner);
        dms_error_at_field(error, field);
        return DMS_INVALID;
    }
    return DMS_OK;
}

enum dms_status
workflow_check_entity(const struct workflow *workflow, const struct entity_set *entities,
                      struct dms_error *error)
{
    const struct entity *entity = entity_at(entities, workflow->entity);
    if (entity == NULL)
        return dms_fail(error, DMS_INVALID, "workflow.entity_unknown",
                        "workflow=%s|entity=%s|owner=%s", workflow->name,
                        workflow->entity, workflow->owner);
    enum dms_status st = DMS_OK;
    for (uint32_t i = 0; i < workflow->transition_count && st == DMS_OK; i++)
        st = check_required(workflow, entity, &workflow->transitions[i].card, error);
    return st;
}

/* One step further from every state reached; true when it led somewhere new. */
static bool
spread(const struct workflow *workflow, bool *reached)
{
    bool more = false;
    for (uint32_t s = 0; s < workflow->state_count; s++)
        for (uint32_t t = 0; reached[s] && t < workflow->transition_count; t++) {
            const struct dms_transition *row = &workflow->transitions[t].card;
            if (!workflow_leaves(row, &workflow->states[s]))
                continue;
            size_t to = (size_t)(workflow_state(workflow, row->to) - workflow->states);
            more = more || !reached[to];
            reached[to] = true;
        }
    return more;
}

static bool
is_left(const struct workflow *workflow, const struct dms_state *state)
{
    for (uint32_t t = 0; t < workflow->transition_count; t++)
        if (workflow_leaves(&workflow->transitions[t].card, state))
            return true;
    return false;
}

static void
notice(const struct workflow *workflow, const char *key, const struct dms_state *state,
       struct dms_json *notices)
{
    struct dms_error reason = { 0 };
    fault(workflow, key, state->name, "", &reason);
    struct dms_json *json = error_json(&reason);
    dms_json_set_text(json, "plugin", workflow->owner);
    dms_json_take(notices, json);
}

void
workflow_check_reach(const struct workflow *workflow, struct dms_json *notices)
{
    bool *reached = memory_get(workflow->state_count * sizeof(*reached));
    reached[workflow_state(workflow, workflow->initial) - workflow->states] = true;
    while (spread(workflow, reached))
        ;
    for (uint32_t s = 0; s < workflow->state_count; s++) {
        const struct dms_state *state = &workflow->states[s];
        if (!reached[s])
            notice(workflow, "workflow.unreached", state, notices);
        if ((state->flags & DMS_FINAL) == 0 && !is_left(workflow, state))
            notice(workflow, "workflow.dead_end", state, notices);
    }
    free(reached);
}
