/* check.h - what makes a definition unsound; only this room asks. */
#ifndef DMS_WORKFLOW_CHECK_H
#define DMS_WORKFLOW_CHECK_H

#include "workflow/workflow.h"

/* What can be said of the definition alone. */
enum dms_status workflow_check(const struct workflow *workflow, struct dms_error *error);
/* Its entity and required fields are declared. */
enum dms_status workflow_check_entity(const struct workflow *workflow,
                                      const struct entity_set *entities,
                                      struct dms_error *error);
/* Adds a notice for each state nobody reaches, and each not final that nobody leaves. */
void workflow_check_reach(const struct workflow *workflow, struct dms_json *notices);
/* Does the row lead out of STATE? "*" is any that is not final. */
bool workflow_leaves(const struct dms_transition *row, const struct dms_state *state);

#endif
