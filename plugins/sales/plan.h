/* plan.h - what the files about plans share: targets, channels, figures, meetings. */
#ifndef SALES_PLAN_H
#define SALES_PLAN_H

#include "sales.h"

/* Entities, hooks, calls, figures and grants of planning. */
enum dms_status sales_register_plan(struct dms_registrar *registrar,
                                    struct dms_error *error);

extern const struct dms_entity sales_channel_entity;
extern const struct dms_entity sales_channel_cost_entity;

/* Behaviours, one per file. A list ends with a hook without a name. */
extern const struct dms_hook sales_facts_hooks[];
extern const struct dms_hook sales_channel_hooks[];

/* Each ends with an empty row. */
extern const struct dms_figure sales_figures[];
extern const struct dms_grant sales_plan_grants[];

/* Which channel a lead came by. */
extern const struct dms_field sales_lead_channel_field;

#endif
