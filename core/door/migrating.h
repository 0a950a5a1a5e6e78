/* migrating.h - approvals that wait for, or were given to, a transition of a record that is migrated:
 * they go where the transition goes. */
#ifndef DMS_DOOR_MIGRATING_H
#define DMS_DOOR_MIGRATING_H

#include "unit/migrate.h"

/* INVALID when member "transitions" of QUESTION (an object old → new) names one that the entity has
 * nowhere. */
enum dms_status approvals_check_map(struct dms_unit *unit, const struct dms_json *question,
                                    struct dms_error *error);
/* ANSWER gets "approvals": [{"transition", "to"?, "approvals"}…] and "approvals_stranded": how many
 * are for a transition that there is no more. */
enum dms_status approvals_plan(struct dms_unit *unit, const struct dms_json *question,
                               struct dms_json *answer, struct dms_error *error);
/* Those of RECORD, which goes where MIGRATION says. DENIED when one of them would be lost. */
enum dms_status approvals_move(struct dms_unit *unit, const struct dms_json *question,
                               const struct dms_record *record,
                               const struct migration *migration, struct dms_error *error);

#endif
