/* probe.h - a filter must not tell what the eyes may not see. */
#ifndef DMS_UNIT_PROBE_H
#define DMS_UNIT_PROBE_H

#include "unit/unit.h"

/* FORBIDDEN when QUERY filters or sorts on a field hidden from the running code, or looks
 * into a masked one other than for a value known in full. */
enum dms_status probe_check(struct dms_unit *unit, const struct query *query,
                            const struct entity *entity, const struct dms_json *question,
                            struct dms_error *error);
enum dms_status probe_check_sum(struct dms_unit *unit, const char *entity, const char *field,
                                struct dms_error *error);

/* The same for a number made of FIELD, or groups told apart by it: it must be seen in clear. */
enum dms_status probe_check_tally(struct dms_unit *unit, const struct entity *entity,
                                  const char *field, struct dms_error *error);

#endif
