/* unit_inside.h - what the files of this room share and nobody else needs. */
#ifndef DMS_UNIT_UNIT_INSIDE_H
#define DMS_UNIT_UNIT_INSIDE_H

#include "unit/unit.h"

/* What a unit is started with beside its request. */
struct unit_start {
    const struct dms_request *request;
    int64_t now;       /* 0: the house's clock */
    int64_t store;     /* 0: by the request */
    const char *owner; /* whose code the work is; NULL: the requester's */
};

enum dms_status unit_begin(struct dms_unit *unit, struct dms_house *house,
                           const struct unit_start *start, struct storage_session *session,
                           bool writes, struct dms_error *error);
/* From here on the unit's store is STORE, if there is one: the house goes where the work is. */
void unit_stand_in(struct dms_unit *unit, int64_t store);
/* Writes audit rows and events: step 8 of a request. */
enum dms_status unit_finish(struct dms_unit *unit, struct dms_error *error);
void unit_end(struct dms_unit *unit);

/* The member that requests have since 1.1; NULL: not narrowed. */
const char *request_scope(const struct dms_request *request);

/* dms_house_write with a start of one's own: the teller's, the clockwork's. */
enum dms_status house_write_as(struct dms_house *house, const struct unit_start *start,
                               dms_work work, void *context, struct dms_json **answer,
                               struct dms_error *error);

/* Many writes, queued in order and waited for together: few commits. Each has its own fate,
 * and no answer. Not on the writer's thread. */
struct house_write {
    struct unit_start start;
    dms_work work;
    void *context;
    struct dms_error *error; /* may be NULL */
    enum dms_status status;
};
void house_write_all(struct dms_house *house, struct house_write *writes, size_t count);

/* The id of the newest event committed; 0: none yet. */
enum dms_status house_last_event(struct dms_house *house, int64_t *id,
                                 struct dms_error *error);

/* Whose code runs now; NULL: the requester's own. */
const char *unit_owner(const struct dms_unit *unit);
/* Going one level down into OWNER's code: LIMIT with the chain when too deep or too long. */
enum dms_status unit_step(struct dms_unit *unit, const char *what, const char *owner,
                          struct dms_error *error);
/* The same for a line that tells nobody: it only nests. */
enum dms_status unit_line_step(struct dms_unit *unit, const char *what, const char *owner,
                               struct dms_error *error);
void unit_step_back(struct dms_unit *unit);
/* WHAT failed with ERROR when it was half done: the unit may not commit any more, even if
 * the code that asked for it goes on. */
void unit_spoil(struct dms_unit *unit, const char *what, enum dms_status status,
                const struct dms_error *error);

/* Is NAME among NAMES ("name,phone")? */
bool show_is_listed(const char *names, const char *name);
/* FORBIDDEN when ACTION does not reach RECORD. */
enum dms_status unit_need_record(struct dms_unit *unit, const struct permission *permission,
                                 enum dms_action action, const struct dms_record *record,
                                 struct dms_error *error);
enum dms_status unit_load(struct dms_unit *unit, const char *entity, int64_t id,
                          struct dms_record **record, struct dms_error *error);
/* A query of the actor's, compiled; NULL scope members are the actor's. */
enum dms_status unit_query(struct dms_unit *unit, const char *entity,
                           const struct dms_json *question, enum dms_action action,
                           struct query **query, struct row_scope *scope,
                           struct dms_error *error);

/* The brand whose rules hold for RECORD; "" when none. */
const char *unit_brand_of(struct dms_unit *unit, const struct dms_record *record);
/* The workflow RECORD runs on, or would start on; NULL: it has none. */
enum dms_status unit_workflow(struct dms_unit *unit, const struct dms_record *record,
                              const struct workflow **workflow, struct dms_error *error);
/* Runs the hooks of CHAIN that hold for the brand. */
enum dms_status unit_run_hooks(struct dms_unit *unit, const struct hook_chain *chain,
                               struct dms_record *record, struct dms_error *error);
/* Names WHO refused, and says so when it has not said why. */
void unit_blame(const char *who, enum dms_status status, struct dms_error *error);
/* The write itself. TRANSITION: NULL for a plain save. */
enum dms_status unit_write(struct dms_unit *unit, struct dms_record *record,
                           const struct workflow *workflow,
                           const struct workflow_transition *transition,
                           struct dms_error *error);
/* OWN, what the store said to a write of RECORD, as this person may read it. Returns ST. */
enum dms_status unit_collision(struct dms_unit *unit, const struct dms_record *record,
                               enum dms_status st, const struct dms_error *own,
                               struct dms_error *error);
/* Timers of the state RECORD has just entered. */
enum dms_status unit_enter_state(struct dms_unit *unit, const struct dms_record *record,
                                 const struct workflow *workflow, struct dms_error *error);
/* The transition of the state's deadline, and its escalation. */
extern const struct dms_timer_handler unit_deadline_timer;

/* Steps 8: what the end of the unit writes. */
void unit_note_change(struct dms_unit *unit, const struct dms_record *record,
                      const char *action);
void unit_mark_stale(struct dms_unit *unit, const struct entity *entity);
enum dms_status unit_note_event(struct dms_unit *unit, const char *name,
                                const struct dms_record *record, struct dms_json *payload,
                                struct dms_error *error);
/* {field:[old,new]} of what changed as JSON text, secrets hidden. Scratch. */
const char *unit_changes(const struct dms_unit *unit, const struct dms_record *record);

#endif
