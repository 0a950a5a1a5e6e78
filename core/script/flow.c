/* flow.c - a compiled workflow looked into: which one holds for a record, which row leaves it. */
#include <string.h>

#include "script/ruleset.h"

const struct flow *
ruleset_flow(const struct ruleset *rules, const char *entity, const char *brand)
{
    const struct flow *shared = NULL;
    for (size_t i = 0; i < rules->flow_count; i++) {
        const struct flow *flow = rules->flows[i];
        if (flow->replaced_by != NULL || strcmp(flow->entity, entity) != 0)
            continue;
        if (flow->brand != NULL && strcmp(flow->brand, brand) == 0)
            return flow;
        if (flow->brand == NULL)
            shared = flow;
    }
    return shared;
}

static bool
is_final(const struct flow *flow, const char *state)
{
    for (uint32_t i = 0; i < flow->card.state_count; i++)
        if (strcmp(flow->card.states[i].name, state) == 0)
            return (flow->card.states[i].flags & DMS_FINAL) != 0;
    return true;
}

const struct dms_transition *
flow_row(const struct flow *flow, const char *from, const char *name)
{
    const struct dms_transition *any = NULL;
    for (uint32_t i = 0; i < flow->card.transition_count; i++) {
        const struct dms_transition *row = &flow->card.transitions[i];
        if (strcmp(row->name, name) != 0)
            continue;
        if (strcmp(row->from, from) == 0)
            return row;
        if (strcmp(row->from, "*") == 0 && !is_final(flow, from))
            any = row;
    }
    return any;
}
