/* system.h - the house's own tables: search, outbox, timers, audit, answers, numbers, notes.
 *
 * All run inside a session; those that write need the writer's. Text given out lives in
 * the scratch passed in. */
#ifndef DMS_STORAGE_SYSTEM_H
#define DMS_STORAGE_SYSTEM_H

#include "storage/storage.h"

/* Search. put: replaces the words of one record; words come from its DMS_SEARCH fields, CJK
 * spaced out character by character, every tail of four and more of a run that holds a
 * digit. drop: the record is gone. find: best first, all entities when ENTITY is NULL. */
struct search_hit {
    const struct entity *entity;
    int64_t id;
};
enum dms_status session_search_put(struct storage_session *session,
                                   const struct dms_record *record, struct dms_error *error);
/* The same for a record whose words may be there already, or be none any more. */
enum dms_status session_search_refresh(struct storage_session *session,
                                       const struct dms_record *record,
                                       struct dms_error *error);
enum dms_status session_search_drop(struct storage_session *session,
                                    const struct dms_record *record, struct dms_error *error);
enum dms_status session_search_find(struct storage_session *session,
                                    const struct entity_set *set, const struct entity *entity,
                                    const char *text, size_t skip, size_t limit,
                                    struct scratch *scratch, struct search_hit **hits,
                                    size_t *count, struct dms_error *error);
/* The same of all entities, the newest first, without weighing them: for who types and waits. */
enum dms_status session_search_newest(struct storage_session *session,
                                      const struct entity_set *set, const char *text,
                                      size_t skip, size_t limit, struct scratch *scratch,
                                      struct search_hit **hits, size_t *count,
                                      struct dms_error *error);

/* Outbox: events in commit order. */
struct outbox_row {
    int64_t id, at, record, store, user;
    const char *name, *entity; /* entity "" when of no record */
    const char *payload;       /* JSON text; NULL: none */
};
enum dms_status session_outbox_add(struct storage_session *session, struct outbox_row *row,
                                   struct dms_error *error); /* sets row->id */
enum dms_status session_outbox_after(struct storage_session *session, int64_t after,
                                     size_t limit, struct scratch *scratch,
                                     struct outbox_row **rows, size_t *count,
                                     struct dms_error *error);
enum dms_status session_outbox_last(struct storage_session *session, int64_t *id,
                                    struct dms_error *error);
/* How far a subscriber has heard; a new one starts at 0 unless told. */
enum dms_status session_heard_get(struct storage_session *session, const char *subscriber,
                                  bool *known, int64_t *event, struct dms_error *error);
enum dms_status session_heard_set(struct storage_session *session, const char *subscriber,
                                  int64_t event, struct dms_error *error);
/* Parked: what a subscriber (a timer's handler) failed on for good, with its reason (error_json text;
 * unit/parked.h). EVENT: the event's id; of a timer its own, negative, for a handler may be called
 * as a subscriber is. Parked again, it keeps its id; an id never comes twice. */
struct parked_row {
    int64_t id, event;
    const char *subscriber, *reason;
    struct outbox_row told; /* the event; its name NULL when there is none of that id */
};
enum dms_status session_park(struct storage_session *session, const char *subscriber,
                             int64_t event, const char *reason, struct dms_error *error);
/* Those of SUBSCRIBER (NULL: of all) after the id AFTER, the oldest first; and how many. */
enum dms_status session_parked_after(struct storage_session *session, const char *subscriber,
                                     int64_t after, size_t limit, struct scratch *scratch,
                                     struct parked_row **rows, size_t *count,
                                     struct dms_error *error);
enum dms_status session_parked_count(struct storage_session *session, const char *subscriber,
                                     int64_t *count, struct dms_error *error);
/* A new reason; nothing happens when it is there no more. */
enum dms_status session_parked_reason(struct storage_session *session, int64_t id,
                                      const char *reason, struct dms_error *error);
enum dms_status session_parked_drop(struct storage_session *session, int64_t id,
                                    bool *was_there, struct dms_error *error);

/* Events after the mark of the subscriber that is furthest behind; parked ones; timers due. */
struct system_backlog {
    int64_t last_event, behind, parked, timers_due;
};
enum dms_status session_backlog(struct storage_session *session, int64_t now,
                                struct system_backlog *backlog, struct dms_error *error);

/* Timers. A timer of the same handler, entity, record and key is replaced. */
struct timer_row {
    int64_t id, due, record;
    const char *handler, *entity, *key; /* entity, key: "" when none */
    const char *payload;                /* JSON text; NULL: none */
};
enum dms_status session_timer_put(struct storage_session *session, const struct timer_row *row,
                                  struct dms_error *error);
enum dms_status session_timer_cancel(struct storage_session *session, const char *handler,
                                     const char *entity, int64_t record, const char *key,
                                     struct dms_error *error);
enum dms_status session_timer_drop(struct storage_session *session, int64_t id, bool *was_there,
                                   struct dms_error *error);
/* The earliest due at or before UNTIL, in order of due then id. */
enum dms_status session_timer_due(struct storage_session *session, int64_t until, size_t limit,
                                  struct scratch *scratch, struct timer_row **rows,
                                  size_t *count, struct dms_error *error);

/* Raised whenever works of this session were rolled back: what was noted of the store since
 * may never have been. */
uint64_t session_undone(const struct storage_session *session);

/* Audit: appended, chained by the access room, never changed. */
struct audit_row {
    int64_t id, at, user, store, record;
    const char *kind;    /* "data", "rules", "access", "plugin", "reveal", "export"… */
    const char *entity, *action;
    const char *changes; /* JSON text {field:[old,new]}; NULL: none */
    const char *request;
    unsigned char previous[32], digest[32];
};
enum dms_status session_audit_add(struct storage_session *session, struct audit_row *row,
                                  struct dms_error *error); /* sets row->id */
/* The last row's id and digest; 0 and zeros for an empty chain. */
enum dms_status session_audit_last(struct storage_session *session, int64_t *id,
                                   unsigned char digest[32], struct dms_error *error);
typedef enum dms_status (*audit_each)(const struct audit_row *row, void *context,
                                      struct dms_error *error);
/* From id FROM on, in order. */
enum dms_status session_audit_walk(struct storage_session *session, int64_t from,
                                   audit_each each, void *context, struct dms_error *error);
/* The rows of one record, oldest first. */
enum dms_status session_audit_of(struct storage_session *session, const char *entity,
                                 int64_t record, audit_each each, void *context,
                                 struct dms_error *error);

/* Idempotency: the answer given to a key of a user. *FOUND false: never seen. */
enum dms_status session_answer_get(struct storage_session *session, const char *key,
                                   struct scratch *scratch, bool *found, const char **body_hash,
                                   const char **answer, struct dms_error *error);
enum dms_status session_answer_put(struct storage_session *session, const char *key,
                                   const char *body_hash, const char *answer, int64_t at,
                                   struct dms_error *error);
/* Forgets at most MOST of the answers given before BEFORE (ms UTC): asked now and then, it keeps
 * their number down, and nobody has to wait for many. */
enum dms_status session_answer_forget(struct storage_session *session, int64_t before,
                                      int64_t most, struct dms_error *error);

/* The next number of a series, from 1. Taken in the unit, so a unit that rolls back leaves
 * no gap. */
enum dms_status session_number_next(struct storage_session *session, const char *series,
                                    int64_t *number, struct dms_error *error);

/* Small notes by name (schema version, seeded grants, anchor). get: NULL when absent. */
enum dms_status session_note_get(struct storage_session *session, const char *name,
                                 struct scratch *scratch, const char **text,
                                 struct dms_error *error);
enum dms_status session_note_set(struct storage_session *session, const char *name,
                                 const char *text, struct dms_error *error);

#endif
