/* follow_up.h - one rule, one record: what run_follow_up and the schedules share. */
#ifndef DMS_SCRIPT_FOLLOW_UP_H
#define DMS_SCRIPT_FOLLOW_UP_H

#include "script/ruleset.h"

/* Codes of the brand and store whose rules hold for RECORD (may be NULL); "" when none. */
const char *follow_up_brand(struct dms_unit *unit, const struct dms_record *record);
const char *follow_up_store(struct dms_unit *unit, const struct dms_record *record);
/* EVENT is NULL for a schedule; spans count from AT. *WRITTEN false after an error: nothing was
 * changed, the unit may go on to the next record. */
enum dms_status follow_up_record(struct dms_unit *unit, const struct rule *rule,
                                 const struct dms_record *record,
                                 const struct dms_event *event, int64_t at, bool *written,
                                 struct dms_error *error);
/* What it would make: {"once", "task"?, "message"?} with "due" and "send_after" as moments; *PLAN
 * NULL: nothing. PAST: RECORD is not as it lies in the store. Yours to destroy. */
enum dms_status follow_up_plan(struct dms_unit *unit, const struct rule *rule,
                               const struct dms_record *record, const struct dms_event *event,
                               bool past, struct dms_json **plan, struct dms_error *error);
/* The card of NAME ("task", "message") that RULE makes of RECORD as it is in memory, whether or
 * not the customer may be contacted; NULL: none. Yours to destroy. */
enum dms_status follow_up_card(struct dms_unit *unit, const struct rule *rule,
                               const struct dms_record *record, const char *name,
                               struct dms_json **card, struct dms_error *error);
/* overdue.c: when the task ID of RULE is due plus what RULE allows, somebody hears of it. */
enum dms_status overdue_plan(struct dms_unit *unit, const struct rule *rule, int64_t id,
                             struct dms_error *error);
/* contact.c: *ALLOWED: may RECORD's customer be contacted (WHAT: "task" or "message")? *AT moves on to
 * when at the earliest. */
enum dms_status contact_ask(struct dms_unit *unit, const struct rule *rule,
                            const struct dms_record *record, const char *what,
                            const struct dms_json *card, int64_t *at, bool *allowed,
                            struct dms_error *error);
/* AT, or the end of the quiet hours that it falls into. */
int64_t contact_time(struct dms_unit *unit, const struct follow_up *follow, int64_t at);
/* moment.c: a moment in a filter: "@now", "@now-24h", "@now+3d" of a time, "@today", "@today+7" of a
 * date. */
struct moment {
    bool day;         /* "@today…" */
    int64_t distance; /* days, or ms */
};
bool moment_read(const char *text, struct moment *moment); /* false: it is none */
/* WHERE with its moments as they are now. Yours to destroy. */
struct dms_json *moment_resolve(struct dms_unit *unit, const struct dms_json *where);
/* where.c: does RECORD, as it is in memory, fit WHERE? */
bool where_fits(struct dms_unit *unit, const struct dms_record *record,
                const struct dms_json *where);

#endif
