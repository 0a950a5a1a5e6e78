/* compile_flow.h - the parts of a workflow while it is read: states, transitions, checks. */
#ifndef DMS_SCRIPT_COMPILE_FLOW_H
#define DMS_SCRIPT_COMPILE_FLOW_H

#include "script/compile.h"

struct states {
    struct dms_state rows[200];
    int64_t order[200]; /* line in the file: as its author sorted them */
    uint32_t count;
};

struct transitions {
    struct dms_transition rows[600];
    uint32_t count;
};

/* compile_states.c; NEEDED: the declaration must have them. */
void flow_read_states(const struct reader *reader, struct states *states, bool needed);
void flow_set_initial(const struct reader *reader, struct states *states, bool needed);
struct dms_state *flow_state(struct states *states, const char *name); /* NULL: none */

/* compile_transitions.c */
void flow_read_transitions(const struct reader *reader, const char *entity,
                           struct transitions *transitions);
void flow_read_removals(const struct reader *reader, struct transitions *transitions);

/* compile_check.c: names that lead nowhere, states nobody reaches or gets out of. */
void flow_check(const struct reader *reader, struct states *states,
                struct transitions *transitions);
void flow_check_state_name(const struct reader *reader, struct states *states,
                           const char *name);

/* compile_scale.c: the common scale of the entity's workflows; LOWER may be NULL. */
void flow_read_scale(const struct reader *reader, const char *entity,
                     const struct flow *lower, struct scale *scale);
void flow_check_scale(const struct reader *reader, struct states *states,
                      const struct transitions *transitions, const struct scale *scale,
                      bool template);

#endif
