/* points.h - a line of the loyalty ledger. */
#ifndef CRM_POINTS_H
#define CRM_POINTS_H

#include "remember.h"

struct crm_points {
    int64_t customer;
    int64_t points;      /* below zero: spent */
    const char *kind;    /* a choice of crm.points.kind */
    const char *entity;  /* what they come from; may be NULL */
    int64_t record;
    const char *rule;    /* by which decision; may be NULL */
};

enum dms_status crm_points_write(struct dms_unit *unit, const struct crm_points *points,
                                 struct dms_error *error);
/* What MEMORY's amount earns, into FILE's ledger; FILE is saved before, and stale after. */
enum dms_status crm_points_earn(struct dms_unit *unit, const struct dms_record *file,
                                const struct crm_memory *memory, struct dms_error *error);
/* The same for what MEMORY's record earned and is undone now. */
enum dms_status crm_points_take_back(struct dms_unit *unit, const struct dms_record *file,
                                     const struct crm_memory *memory,
                                     struct dms_error *error);

#endif
