/* unit.h - the inside of dms_unit: one request through the rooms in one transaction. */
#ifndef DMS_UNIT_UNIT_H
#define DMS_UNIT_UNIT_H

#include "dms/unit.h"
#include "unit/house.h"

#define UNIT_DEPTH 8
#define UNIT_STEPS 32

struct dms_unit {
    struct dms_house *house;
    const struct catalogue *catalogue; /* of the moment the unit began */
    const struct access_form *access;  /* likewise: who may do what */
    const struct access_scope *scope;  /* narrows it; NULL: not */
    struct storage_session *session;
    struct scratch *scratch;
    struct actor actor;
    const struct dms_request *request;
    const char *request_id;
    int64_t now, store;
    int64_t home; /* the store it began in; 0: none */
    const char *store_code, *store_brand, *brand;
    bool writes;
    int depth, steps;
    struct dms_error *spoiled; /* why nothing of this unit may stay; NULL: it may */
    const char *owners[UNIT_DEPTH + 1]; /* whose code runs, innermost last; NULL: a request's */
    const char *step_names[UNIT_STEPS]; /* for the error that prints the chain */
    struct list audits, events;         /* written at the unit's end; live in scratch */
    bool access_changed;                /* users, roles or grants were written */
    bool opens;          /* may make sessions and tokens: a login does */
    bool visits_changed; /* a session or token has ended */
    struct dms_json *warnings; /* array; NULL: none */
    struct calendar *calendar; /* of calendar_store, read when first asked for */
    int64_t calendar_store;
};

/* The door's rooms use these; see dms/unit.h for what they share with it. */

/* The entity by name and what the running code may do with it. */
enum dms_status unit_entity(struct dms_unit *unit, const char *name,
                            const struct entity **entity, struct permission *permission,
                            struct dms_error *error);
void unit_permission(struct dms_unit *unit, const struct entity *entity,
                     struct permission *permission);
/* The same for one record: clear sight and fields may reach fewer records than reading. */
void unit_permission_for(struct dms_unit *unit, const struct dms_record *record,
                         struct permission *permission);
/* The record as JSON in written form: fields the actor may not see are left out, personal
 * ones masked. FIELDS: comma separated; NULL: all. Yours to destroy. */
struct dms_json *unit_record_json(struct dms_unit *unit, const struct dms_record *record,
                                  const char *fields);
/* The same, printed, at the end of OUT. */
struct text;
void unit_record_text(struct dms_unit *unit, const struct dms_record *record,
                      const char *fields, struct text *out);
/* Row by row without limit, with the actor's rights, for exports. */
enum dms_status unit_walk(struct dms_unit *unit, const char *entity,
                          const struct dms_json *question, session_each each, void *context,
                          struct dms_error *error);
/* A full page of a list: {"records":[…],"next":"cursor"|absent}. */
enum dms_status unit_page(struct dms_unit *unit, const char *entity,
                          const struct dms_json *question, const char *fields,
                          struct dms_json **page, struct dms_error *error);
/* How many; the sum of one numeric field, in its stored unit. */
enum dms_status unit_count(struct dms_unit *unit, const char *entity,
                           const struct dms_json *question, int64_t *count,
                           struct dms_error *error);
enum dms_status unit_sum(struct dms_unit *unit, const char *entity,
                         const struct dms_json *question, const char *field, int64_t *sum,
                         struct dms_error *error);
/* A number of the rows, or one of each group; see session_tally. EACH may be NULL: then only
 * whether it may be asked is found out. *TYPE: enum dms_type of the number. */
enum dms_status unit_tally(struct dms_unit *unit, const char *entity,
                           const struct dms_json *question,
                           const struct query_tally *tally, tally_each each, void *context,
                           uint32_t *type, struct dms_error *error);
enum dms_status unit_search(struct dms_unit *unit, const char *text, const char *entity,
                            size_t limit, struct dms_json **hits, struct dms_error *error);
/* quick_find.c: [{"entity","id","title","detail","matched"}], as the actor may see it. Yours to
 * destroy. */
enum dms_status unit_quick_find(struct dms_unit *unit, const char *text, size_t limit,
                                struct dms_json **answer, struct dms_error *error);
/* The ids alone, of one entity. *IDS is yours to destroy, also beside an error. */
enum dms_status unit_search_ids(struct dms_unit *unit, const char *text, const char *entity,
                                size_t limit, struct dms_json **ids, struct dms_error *error);
enum dms_status unit_history(struct dms_unit *unit, const char *entity, int64_t id,
                             struct dms_json **rows, struct dms_error *error);
/* {field:[old,new]} as the actor may see it: PERMISSION's entity, masked, secrets left out. Yours
 * to destroy. text: the same from JSON text, NULL for nothing. */
struct dms_json *unit_shown_changes(struct dms_unit *unit, const struct permission *permission,
                                    const struct dms_json *changes);
struct dms_json *unit_shown_changes_text(struct dms_unit *unit,
                                         const struct permission *permission,
                                         const char *text);
/* An event's payload (JSON text; NULL: none), likewise. */
struct dms_json *unit_shown_payload(struct dms_unit *unit, const struct permission *permission,
                                    const char *text);
/* What the actor may do now with RECORD and, for what not, why:
 * [{"name","to","allowed":bool,"reason"?:error_json}…]. */
struct dms_json *unit_transitions(struct dms_unit *unit, const struct dms_record *record);
/* Sets fields from an object in written form; INVALID with the field. A request may not
 * set read-only fields, nor those its grants except. */
enum dms_status unit_set_fields(struct dms_unit *unit, struct dms_record *record,
                                const struct dms_json *fields, struct dms_error *error);
/* A line in the audit chain that is no change of a record: reveal, export, log in. CHANGES
 * may be NULL; it is taken. */
void unit_audit(struct dms_unit *unit, const char *kind, const char *action,
                const char *entity, int64_t record, struct dms_json *changes);
/* The title of a record of ENTITY for people; "" when the actor may not see it. Scratch. */
const char *unit_title(struct dms_unit *unit, const char *entity, int64_t id);
/* As people call it: a user by the name of the person, not of the login. Scratch. */
const char *unit_called(struct dms_unit *unit, const char *entity, int64_t id);

#endif
