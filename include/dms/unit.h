/* unit.h - one request: actor, store, brand, clock, scratch memory, one transaction.
 *
 * Whatever a hook, a call, a subscriber or a rule does through its unit happens in the
 * same transaction as the request that woke it; any status but DMS_OK rolls all of it
 * back. Steps nest at most 8 deep and 32 in all (LIMIT, with the chain); saving a line of an
 * entity with DMS_NO_EVENTS only nests (since 1.1), a document may have any number of them.
 * Code of a plugin may write the entities of its own plugin; everything else needs the rights of the
 * requester. No network and no files inside a unit. Since 1.0. */
#ifndef DMS_UNIT_H
#define DMS_UNIT_H

#include "dms/amount.h"
#include "dms/record.h"

DMS_EXTERN_C_BEGIN

/* Who asks, where and when. */
DMS_API int64_t dms_unit_now(const struct dms_unit *unit);      /* ms UTC; the unit's one clock */
DMS_API int64_t dms_unit_today(const struct dms_unit *unit);    /* days, on the dealer's wall */
DMS_API int64_t dms_unit_offset(const struct dms_unit *unit);   /* minutes east of UTC */
DMS_API int64_t dms_unit_user(const struct dms_unit *unit);     /* 0: the house itself */
DMS_API const char *dms_unit_user_name(const struct dms_unit *unit);
DMS_API bool dms_unit_has_role(const struct dms_unit *unit, const char *role);
DMS_API int64_t dms_unit_store(const struct dms_unit *unit);    /* 0: no store chosen */
DMS_API const char *dms_unit_store_code(const struct dms_unit *unit);
/* The brand whose rules hold: that of the record at work, else the store's; "" when none. */
DMS_API const char *dms_unit_brand(const struct dms_unit *unit);
/* Whoever sees to many records in one unit, as a timer does each morning, stands where each of
 * them is before it sees to it: in RECORD's store, under its brand, so that calls, decisions and
 * hours are those of there. NULL, or a record of no store: where the unit began. It lasts until the
 * next time. For a unit of the house; in a person's unit nothing happens: people stay where they
 * are. Since 1.1. */
DMS_API void dms_unit_stand_in(struct dms_unit *unit, const struct dms_record *record);
DMS_API const char *dms_unit_language(const struct dms_unit *unit); /* "zh" or "en" */
DMS_API bool dms_unit_may_write(const struct dms_unit *unit);  /* false in a reading unit */

/* Text that is gone when the unit ends; nobody frees it. */
DMS_API char *dms_scratch_printf(struct dms_unit *unit, const char *format, ...)
    DMS_PRINTF(2, 3);
DMS_API void *dms_scratch_alloc(struct dms_unit *unit, size_t size); /* zeroed, aligned */

/* Records. All are borrowed until the unit ends. NOT_FOUND also for a record that the
 * actor may not see. get: to read. edit: to change, then save. */
DMS_API enum dms_status dms_unit_get(struct dms_unit *unit, const char *entity, int64_t id,
                                     const struct dms_record **record, struct dms_error *error);
DMS_API enum dms_status dms_unit_edit(struct dms_unit *unit, const char *entity, int64_t id,
                                      struct dms_record **record, struct dms_error *error);
DMS_API enum dms_status dms_unit_new(struct dms_unit *unit, const char *entity,
                                     struct dms_record **record, struct dms_error *error);
/* Creates (a new record) or updates: permission, before hooks, checks, write, after hooks,
 * audit, event. CONFLICT when somebody changed it since it was loaded. */
DMS_API enum dms_status dms_unit_save(struct dms_unit *unit, struct dms_record *record,
                                      struct dms_error *error);
DMS_API enum dms_status dms_unit_remove(struct dms_unit *unit, struct dms_record *record,
                                        struct dms_error *error);
/* Runs one transition of the record's workflow; changes already made to RECORD are saved
 * with it. FIELDS: an object of further field values, or NULL. */
DMS_API enum dms_status dms_unit_transition(struct dms_unit *unit, struct dms_record *record,
                                            const char *transition,
                                            const struct dms_json *fields,
                                            struct dms_error *error);

/* QUERY is JSON text or "" for everything the actor may see:
 *     {"where": {"state":"new", "created_at":{"gte":"2026-11-01"}, "customer.grade":"A"},
 *      "sort": "-created_at,id", "limit": 50, "after": "<cursor>"}
 * Operators eq ne lt lte gt gte in contains is_null, and or not; one step through a
 * reference. Never build it from a value with printf: pass values in VALUES, an object
 * whose members replace "$name" in the query; VALUES may be NULL. Limit: at most 1,000. */
DMS_API enum dms_status dms_unit_find(struct dms_unit *unit, const char *entity,
                                      const char *query, const struct dms_json *values,
                                      const struct dms_list **list, struct dms_error *error);
/* The same query from a parsed object. */
DMS_API enum dms_status dms_unit_find_json(struct dms_unit *unit, const char *entity,
                                           const struct dms_json *query,
                                           const struct dms_list **list,
                                           struct dms_error *error);
/* How many; the sum of one numeric field. Sort and limit are ignored. */
DMS_API enum dms_status dms_unit_count(struct dms_unit *unit, const char *entity,
                                       const char *query, const struct dms_json *values,
                                       int64_t *count, struct dms_error *error);
DMS_API enum dms_status dms_unit_sum(struct dms_unit *unit, const char *entity,
                                     const char *query, const struct dms_json *values,
                                     const char *field, int64_t *sum, struct dms_error *error);

/* One plugin asking another, by name. ARGUMENTS is borrowed, may be NULL; *ANSWER is yours
 * to destroy (NULL: it answered nothing). UNSUPPORTED when nobody answers to NAME. */
DMS_API enum dms_status dms_call(struct dms_unit *unit, const char *name,
                                 const struct dms_json *arguments, struct dms_json **answer,
                                 struct dms_error *error);
DMS_API bool dms_unit_can_call(const struct dms_unit *unit, const char *name);

/* An event of the plugin's own, beside those the core makes. Told after commit. RECORD may
 * be NULL; PAYLOAD is borrowed, may be NULL. NAME: past tense, "crm.customer.merged". */
DMS_API enum dms_status dms_emit(struct dms_unit *unit, const char *name,
                                 const struct dms_record *record,
                                 const struct dms_json *payload, struct dms_error *error);

/* Wakes the timer handler HANDLER at DUE (ms UTC), once; a timer of the same handler,
 * record and KEY is replaced. KEY and PAYLOAD may be NULL. Survives restarts. */
DMS_API enum dms_status dms_timer_set(struct dms_unit *unit, const char *handler,
                                      const struct dms_record *record, const char *key,
                                      int64_t due, const struct dms_json *payload,
                                      struct dms_error *error);
DMS_API enum dms_status dms_timer_cancel(struct dms_unit *unit, const char *handler,
                                         const struct dms_record *record, const char *key,
                                         struct dms_error *error);

/* Work calendar of the unit's store: days off and 调休 working days are data. */
DMS_API bool dms_unit_is_workday(struct dms_unit *unit, int64_t days);
/* The time that lies WORK_MS of opening time after FROM. Opening hours: store settings. */
DMS_API int64_t dms_unit_work_after(struct dms_unit *unit, int64_t from, int64_t work_ms);
/* The date COUNT working days after DAYS. */
DMS_API int64_t dms_unit_workday_after(struct dms_unit *unit, int64_t days, int64_t count);

/* A doubtful value that is not refused: told to the requester beside the answer. Same form
 * as dms_fail. Kept only when the unit commits. */
DMS_API void dms_unit_warn(struct dms_unit *unit, const char *field, const char *key,
                           const char *values, ...) DMS_PRINTF(4, 5);

/* A setting of the store ("opening_hours"), else of the house, else FALLBACK. Borrowed. */
DMS_API const char *dms_unit_setting(struct dms_unit *unit, const char *name,
                                     const char *fallback);

DMS_EXTERN_C_END

#endif
