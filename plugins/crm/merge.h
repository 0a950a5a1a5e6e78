/* merge.h - two files of one person, or two leads of one wish, read as one. */
#ifndef CRM_MERGE_H
#define CRM_MERGE_H

#include "dms/dms.h"

/* Two records of one entity: KEPT stays, AWAY is merged into it. */
struct crm_pair {
    const char *entity; /* "crm.customer", "crm.lead" */
    struct dms_record *kept, *away;
};

/* The fields of ENTITY that are filled from the other record; ends with NULL. */
const char *const *crm_merge_fields(const char *entity);
/* Loads the two of ARGUMENTS {entity, keep, merge}; refuses what can never be merged: what the
 * requester may not see, one with itself, of two stores, merged before. */
enum dms_status crm_pair_load(struct dms_unit *unit, const struct dms_json *arguments,
                              struct crm_pair *pair, struct dms_error *error);
/* Refuses while others are at work with either: open orders under two advisors. */
enum dms_status crm_pair_is_quiet(struct dms_unit *unit, const struct crm_pair *pair,
                                  struct dms_error *error);
/* {field: value} of what KEPT would get. Yours to destroy. */
struct dms_json *crm_pair_fills(const struct crm_pair *pair);
/* Moves POINTS from one customer's ledger to another's; refused when they are spent. */
enum dms_status crm_merge_points(struct dms_unit *unit, int64_t from, int64_t to,
                                 int64_t points, struct dms_error *error);

#endif
