/* step.c - what a state allows and when its time is up; asked on every request. */
#include <string.h>

#include "dms/amount.h"
#include "workflow/calendar.h"
#include "workflow/check.h"

enum { DEADLINE_ELAPSED = 1, DEADLINE_OPENING, DEADLINE_WORKDAYS };

const struct dms_state *
workflow_state(const struct workflow *workflow, const char *state)
{
    for (uint32_t i = 0; i < workflow->state_count; i++)
        if (strcmp(workflow->states[i].name, state) == 0)
            return &workflow->states[i];
    return NULL;
}

/* A row that names the state goes before one for all states. */
const struct workflow_transition *
workflow_transition(const struct workflow *workflow, const char *state, const char *name)
{
    const struct workflow_transition *general = NULL;
    const struct dms_state *from = workflow_state(workflow, state);
    if (from == NULL)
        return NULL;
    for (uint32_t i = 0; i < workflow->transition_count; i++) {
        const struct workflow_transition *row = &workflow->transitions[i];
        if (strcmp(row->card.name, name) != 0 || !workflow_leaves(&row->card, from))
            continue;
        if (row->card.from[0] != '*')
            return row;
        general = row;
    }
    return general;
}

void
workflow_allowed(const struct workflow *workflow, const char *state, struct text *text)
{
    bool first = true;
    for (uint32_t i = 0; i < workflow->transition_count; i++) {
        const struct workflow_transition *row = &workflow->transitions[i];
        if (workflow_transition(workflow, state, row->card.name) != row)
            continue;
        text_printf(text, "%s@transition.%s.%s", first ? "" : ", ", workflow->entity,
                    row->card.name);
        first = false;
    }
}

/* The close of the last working day: "within three working days" includes all of the third. */
static int64_t
close_of_workday(const struct calendar *calendar, int64_t entered_at, int64_t count)
{
    int64_t entered = dms_time_date(entered_at, calendar->offset);
    int64_t day = calendar_workday_after(calendar, entered, count);
    return day * DMS_DAY - calendar->offset * DMS_MINUTE + calendar->closes;
}

int64_t
workflow_deadline(const struct dms_state *state, const struct calendar *calendar,
                  int64_t entered_at)
{
    switch (state->deadline_kind) {
    case DEADLINE_ELAPSED:
        return entered_at + state->deadline;
    case DEADLINE_OPENING:
        return calendar == NULL
                   ? entered_at + state->deadline
                   : calendar_work_after(calendar, entered_at, state->deadline);
    case DEADLINE_WORKDAYS:
        return calendar == NULL ? entered_at + state->deadline * DMS_DAY
                                : close_of_workday(calendar, entered_at, state->deadline);
    default:
        return 0;
    }
}
