/* workflow.h - definitions as data: states, transitions, deadlines; per brand and version. */
#ifndef DMS_WORKFLOW_WORKFLOW_H
#define DMS_WORKFLOW_WORKFLOW_H

#include "base/text.h"
#include "dms/workflow.h"
#include "entity/entity.h"

struct workflow_transition {
    struct dms_transition card;
    const char *owner;
    void *hooks[2]; /* struct hook_chain of DMS_BEFORE and DMS_AFTER, put in by the catalogue */
    void *reached[2]; /* the same, of those who wait for the state it leads to */
};

struct workflow {
    const char *name, *entity, *brand; /* brand: NULL for all */
    const char *const *stores;         /* where records may start on it; NULL: everywhere */
    const char *owner;
    int64_t version;
    struct dms_state *states;
    uint32_t state_count;
    struct workflow_transition *transitions;
    uint32_t transition_count;
    const char *initial;
};

struct workflow_set;

struct workflow_set *workflow_set_create(void);
void workflow_set_destroy(struct workflow_set *set);
/* Deep copy of CARD. INVALID: not exactly one initial state, a transition from or to a
 * state that is not there, two rows of one name from one state, two workflows for the same
 * entity, brand and version… */
enum dms_status workflow_set_add(struct workflow_set *set, const struct dms_workflow *card,
                                 const char *owner, struct dms_error *error);
/* Required fields exist; warns (list of keys in NOTICES, may be NULL) of states nobody
 * reaches or leaves. */
enum dms_status workflow_set_freeze(struct workflow_set *set, const struct entity_set *entities,
                                    struct dms_json *notices, struct dms_error *error);
/* For a record that starts now in STORE (a code; NULL: of no store): the brand's own, else that
 * of all brands; one that is meant for this store before one for all. NULL: none. */
const struct workflow *workflow_for(const struct workflow_set *set, const char *entity,
                                    const char *brand, const char *store);
/* For a record that runs on VERSION; NULL when that version is not loaded. */
const struct workflow *workflow_version(const struct workflow_set *set, const char *entity,
                                        const char *brand, int64_t version);
size_t workflow_count(const struct workflow_set *set);
struct workflow *workflow_at(const struct workflow_set *set, size_t index);

const struct dms_state *workflow_state(const struct workflow *workflow, const char *state);
/* NULL when STATE does not allow it. */
const struct workflow_transition *workflow_transition(const struct workflow *workflow,
                                                      const char *state, const char *name);
/* "sign, cancel": what STATE allows, for the error that says so. */
void workflow_allowed(const struct workflow *workflow, const char *state, struct text *text);
/* When the state's deadline falls; 0: it has none. */
struct calendar;
int64_t workflow_deadline(const struct dms_state *state, const struct calendar *calendar,
                          int64_t entered_at);

void workflow_graph_dot(const struct workflow *workflow, struct text *text);
void workflow_graph_mermaid(const struct workflow *workflow, struct text *text);

#endif
