/* compile_check.c - what is wrong with a workflow as a whole. */
#include <string.h>

#include "script/compile_flow.h"

void
flow_check_state_name(const struct reader *reader, struct states *states, const char *name)
{
    const char *names[201];
    if (name == NULL || strcmp(name, "*") == 0 || flow_state(states, name) != NULL)
        return;
    for (uint32_t i = 0; i < states->count; i++)
        names[i] = states->rows[i].name;
    names[states->count] = NULL;
    const char *near = script_nearest(name, names);
    reader_problem(reader, name,
                   near[0] == 0 ? "script.unknown_state" : "script.unknown_state_near", name,
                   near);
}

static bool
leaves_by_name(const struct transitions *transitions, const char *state)
{
    for (uint32_t i = 0; i < transitions->count; i++)
        if (strcmp(transitions->rows[i].from, state) == 0)
            return true;
    return false;
}

static bool
leaves(const struct transitions *transitions, const char *state, const char *name)
{
    for (uint32_t i = 0; i < transitions->count; i++) {
        const struct dms_transition *row = &transitions->rows[i];
        if ((strcmp(row->from, state) == 0 || strcmp(row->from, "*") == 0) &&
            (name == NULL || strcmp(row->name, name) == 0))
            return true;
    }
    return false;
}

static bool
is_reached(const struct transitions *transitions, const char *state)
{
    for (uint32_t i = 0; i < transitions->count; i++)
        if (strcmp(transitions->rows[i].to, state) == 0)
            return true;
    return false;
}

/* Names that lead nowhere, states nobody reaches, states nobody gets out of. */
void
flow_check(const struct reader *reader, struct states *states, struct transitions *transitions)
{
    for (uint32_t i = 0; i < transitions->count; i++) {
        flow_check_state_name(reader, states, transitions->rows[i].from);
        flow_check_state_name(reader, states, transitions->rows[i].to);
    }
    for (uint32_t i = 0; i < states->count; i++) {
        const struct dms_state *state = &states->rows[i];
        const char *then = state->deadline_transition;
        if (then != NULL && !leaves(transitions, state->name, then))
            reader_problem(reader, then, "script.unknown_transition", then, state->name);
        if (!(state->flags & DMS_INITIAL) && !is_reached(transitions, state->name))
            reader_problem(reader, state->name, "script.unreached_state", state->name, "");
        if (!(state->flags & DMS_FINAL) && !leaves(transitions, state->name, NULL))
            reader_problem(reader, state->name, "script.dead_end", state->name, "");
        if ((state->flags & DMS_FINAL) && leaves_by_name(transitions, state->name))
            reader_problem(reader, state->name, "script.final_left", state->name, "");
    }
}
