/* run.h - the core's callbacks: each finds its rule, calls into a yard, applies the answer. */
#ifndef DMS_SCRIPT_RUN_H
#define DMS_SCRIPT_RUN_H

#include "script/ruleset.h"

/* DATA: struct rule. */
enum dms_status run_guard(struct dms_unit *unit, const struct dms_record *record, void *data,
                          struct dms_error *error);
/* DATA: struct rule_group, for the next four. */
enum dms_status run_hook(struct dms_unit *unit, struct dms_record *record, void *data,
                         struct dms_error *error);
enum dms_status run_decision(struct dms_unit *unit, const struct dms_json *arguments,
                             void *data, struct dms_json **answer, struct dms_error *error);
enum dms_status run_follow_up(struct dms_unit *unit, const struct dms_event *event, void *data,
                              struct dms_error *error);
/* Timer handlers; DATA: struct ruleset. */
enum dms_status run_schedule(struct dms_unit *unit, const char *entity, int64_t record,
                             const struct dms_json *payload, void *data,
                             struct dms_error *error);
enum dms_status run_overdue(struct dms_unit *unit, const char *entity, int64_t record,
                            const struct dms_json *payload, void *data,
                            struct dms_error *error);

/* What a call used. */
struct measure {
    int64_t steps;
    size_t memory; /* bytes at most, beyond what the yard had */
};
/* What one call into a yard is given; members that are NULL are left out. */
struct job {
    const struct rule *rule;
    int slot;
    const struct dms_record *record;
    const struct dms_event *event;
    const struct dms_json *input;
    bool user;
    const struct yard_limits *limits;
    struct measure *measure; /* NULL: nobody wants to know; else it is slower */
};
/* Runs it; *ANSWER is yours to destroy (JSON null when it returned nothing). */
enum dms_status run_job(struct dms_unit *unit, const struct job *job, struct dms_json **answer,
                        struct dms_error *error);
/* The first moment after NOW at which a schedule is due. */
int64_t schedule_next(struct dms_unit *unit, const struct rule *rule, int64_t now);
bool schedule_is(const struct rule_group *group);
/* schedule_query.c: where a walk over those who are due stands. */
struct schedule_place {
    const char *field;          /* they come in its order; NULL: in that of their numbers */
    const char *value;          /* of the last one, lives with the unit; NULL: none yet */
    int64_t after;              /* id of the last one */
    const struct dms_json *ids; /* these alone; NULL: all */
};
/* The next LIMIT records of ENTITY behind PLACE that some rule of GROUPS (NULL ones are passed
 * over) may mean: what their filters have in common is left to the store and its indexes. Yours
 * to destroy. */
struct dms_json *schedule_query(struct dms_unit *unit,
                                const struct rule_group *const *groups, size_t count,
                                const char *entity, const struct schedule_place *place,
                                int64_t limit);
const char *schedule_order(const struct rule_group *group);
void schedule_go_on(struct dms_unit *unit, struct schedule_place *place,
                    const struct dms_record *last);
/* Sets the timer of the schedule GROUP for the next time it is due. */
enum dms_status schedule_plan(struct dms_unit *unit, const struct rule_group *group,
                              struct dms_error *error);

#endif
