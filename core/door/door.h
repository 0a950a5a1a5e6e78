/* door.h - dms_house_ask: questions in JSON, answered in JSON; one file per subject.
 *
 * A question is an object whose "do" names one of the tables below. */
#ifndef DMS_DOOR_DOOR_H
#define DMS_DOOR_DOOR_H

#include "unit/unit.h"

/* Asked inside a unit, with the requester's rights; CONTEXT of the work is the question. */
struct door_question {
    const char *name; /* "create" */
    bool writes;
    dms_work work;
};

/* Asked of the house as a whole. */
struct door_errand {
    const char *name; /* "settle" */
    bool admin;       /* only for who may change settings */
    enum dms_status (*run)(struct dms_house *house, const struct dms_request *request,
                           const struct dms_json *question, struct dms_json **answer,
                           struct dms_error *error);
};

/* Both end with an empty name. */
extern const struct door_question door_questions[];
extern const struct door_errand door_errands[];

/* arguments.c: members of a question. INVALID, naming the member, when it is not there. */
enum dms_status door_text(const struct dms_json *question, const char *member,
                          const char **text, struct dms_error *error);
/* The entity, and its record's id: a number, or the code (or unique title) people use. */
enum dms_status door_record(struct dms_unit *unit, const struct dms_json *question,
                            const char **entity, int64_t *id, struct dms_error *error);
/* FIELDS with references and the owner given by code turned into ids. Yours to destroy. */
enum dms_status door_fields(struct dms_unit *unit, const char *entity,
                            const struct dms_json *fields, struct dms_json **resolved,
                            struct dms_error *error);
/* {"record":…} of RECORD as it is now; with "titles" when the question asks for them. */
struct dms_json *door_answer(struct dms_unit *unit, const struct dms_json *question,
                             const struct dms_record *record);
/* What a list asks for, its words among it. *QUERY is yours to destroy, also on an error. */
enum dms_status door_query(struct dms_unit *unit, const struct dms_json *question,
                           const char *entity, struct dms_json **query,
                           struct dms_error *error);
/* Adds to each record of the array what its references, owner and store are called. */
void door_titles(struct dms_unit *unit, const struct dms_json *question,
                 const char *entity, const struct dms_json *records);

/* records.c: what a question does to its record; *RECORD, borrowed, is as it is then. */
typedef enum dms_status (*door_deed)(struct dms_unit *unit, const struct dms_json *question,
                                     struct dms_record **record, struct dms_error *error);
enum dms_status door_make(struct dms_unit *unit, const struct dms_json *question,
                          struct dms_record **record, struct dms_error *error);
enum dms_status door_change(struct dms_unit *unit, const struct dms_json *question,
                            struct dms_record **record, struct dms_error *error);
enum dms_status door_move(struct dms_unit *unit, const struct dms_json *question,
                          struct dms_record **record, struct dms_error *error);

/* One work per question. */
enum dms_status door_create(struct dms_unit *unit, void *question, struct dms_json **answer,
                            struct dms_error *error);
enum dms_status door_get(struct dms_unit *unit, void *question, struct dms_json **answer,
                         struct dms_error *error);
enum dms_status door_set(struct dms_unit *unit, void *question, struct dms_json **answer,
                         struct dms_error *error);
enum dms_status door_remove(struct dms_unit *unit, void *question, struct dms_json **answer,
                            struct dms_error *error);
enum dms_status door_list(struct dms_unit *unit, void *question, struct dms_json **answer,
                          struct dms_error *error);
enum dms_status door_count(struct dms_unit *unit, void *question, struct dms_json **answer,
                           struct dms_error *error);
enum dms_status door_sum(struct dms_unit *unit, void *question, struct dms_json **answer,
                         struct dms_error *error);
enum dms_status door_transition(struct dms_unit *unit, void *question,
                                struct dms_json **answer, struct dms_error *error);
enum dms_status door_transitions(struct dms_unit *unit, void *question,
                                 struct dms_json **answer, struct dms_error *error);
enum dms_status door_call(struct dms_unit *unit, void *question, struct dms_json **answer,
                          struct dms_error *error);
enum dms_status door_search(struct dms_unit *unit, void *question, struct dms_json **answer,
                            struct dms_error *error);
enum dms_status door_quick_find(struct dms_unit *unit, void *question,
                                struct dms_json **answer, struct dms_error *error);
enum dms_status door_history(struct dms_unit *unit, void *question, struct dms_json **answer,
                             struct dms_error *error);
enum dms_status door_tasks(struct dms_unit *unit, void *question, struct dms_json **answer,
                           struct dms_error *error);
enum dms_status door_task_done(struct dms_unit *unit, void *question,
                               struct dms_json **answer, struct dms_error *error);
enum dms_status door_graph(struct dms_unit *unit, void *question, struct dms_json **answer,
                           struct dms_error *error);
enum dms_status door_reveal(struct dms_unit *unit, void *question, struct dms_json **answer,
                            struct dms_error *error);
/* May the requester have FIELD of RECORD in clear, for a purpose? PERMISSION is the record's. */
enum dms_status door_may_reveal(struct dms_unit *unit, const struct permission *permission,
                                const struct dms_record *record,
                                const struct entity_field *field, struct dms_error *error);
/* Writes down that it was. */
void door_revealed(struct dms_unit *unit, const char *entity, int64_t id, const char *field,
                   const char *purpose);
enum dms_status door_timers(struct dms_unit *unit, void *question, struct dms_json **answer,
                            struct dms_error *error);
enum dms_status door_audit_show(struct dms_unit *unit, void *question,
                                struct dms_json **answer, struct dms_error *error);
enum dms_status door_audit_verify(struct dms_unit *unit, void *question,
                                  struct dms_json **answer, struct dms_error *error);
/* states.c: INVALID for a state in WHERE (may be NULL) that ENTITY never has. */
enum dms_status door_check_states(struct dms_unit *unit, const char *entity,
                                  const struct dms_json *where, struct dms_error *error);
/* state_counts.c: how many records in reach stand in each state. */
enum dms_status door_state_counts(struct dms_unit *unit, void *question,
                                  struct dms_json **answer, struct dms_error *error);
/* batch.c: {"entity","items":[…]}: all or none. */
enum dms_status door_batch(struct dms_unit *unit, void *question, struct dms_json **answer,
                           struct dms_error *error);
/* One item of it; and the items of a question: INVALID, LIMIT. */
enum dms_status door_batch_item(struct dms_unit *unit, const struct dms_json *question,
                                const char *entity, const struct dms_json *item,
                                struct dms_json **answer, struct dms_error *error);
enum dms_status door_batch_items(const struct dms_json *question,
                                 const struct dms_json **items, struct dms_error *error);
/* batch_each.c: the same question, but each item for itself: {"items": [{"id", "ok"} or {"id", "ok":
 * false, "problem"}], "done", "refused"}. */
enum dms_status door_batch_each(struct dms_house *house, const struct dms_request *request,
                                const struct dms_json *question, struct dms_json **answer,
                                struct dms_error *error);
enum dms_status door_explain(struct dms_unit *unit, void *question, struct dms_json **answer,
                             struct dms_error *error);
/* password.c: {"user":name or id, "password"}; hashed with Argon2id. */
enum dms_status door_password(struct dms_house *house, const struct dms_request *request,
                              const struct dms_json *question, struct dms_json **answer,
                              struct dms_error *error);
/* anchor.c: {"reason"}: the audit chain is anchored anew, and the reason kept in it. */
enum dms_status door_anchor(struct dms_house *house, const struct dms_request *request,
                            const struct dms_json *question, struct dms_json **answer,
                            struct dms_error *error);
/* migrate.c: {"entity", "map": {old state: new}, "transitions": {old: new}, "apply", "reason",
 * "limit"}: the plan as {"rows": [{"brand", "version", "to_version", "from", "to" (absent: stranded),
 * "records"}…], "records", "stranded", "approvals": [{"transition", "to" (absent: lost), "approvals"}
 * …], "approvals_stranded"}, with apply also "moved". */
enum dms_status door_migrate(struct dms_house *house, const struct dms_request *request,
                             const struct dms_json *question, struct dms_json **answer,
                             struct dms_error *error);
/* mine.c: who asks; what of the house's description is open to them, with labels. */
enum dms_status door_me(struct dms_unit *unit, void *question, struct dms_json **answer,
                        struct dms_error *error);
enum dms_status door_mine(struct dms_unit *unit, void *question, struct dms_json **answer,
                          struct dms_error *error);
/* pages.c: what an interface shows to who asks; one page; what is wrong with one in a file. */
enum dms_status door_pages(struct dms_unit *unit, void *question, struct dms_json **answer,
                           struct dms_error *error);
enum dms_status door_page(struct dms_unit *unit, void *question, struct dms_json **answer,
                          struct dms_error *error);
enum dms_status door_page_check(struct dms_unit *unit, void *question,
                                struct dms_json **answer, struct dms_error *error);
/* print.c: {"entity", "id", "template"}: the print is kept, as {"id", "copy", "url"}; {"id"}: the
 * page of one's own print, as {"html"}, while its document says what it said. */
enum dms_status door_print(struct dms_house *house, const struct dms_request *request,
                           const struct dms_json *question, struct dms_json **answer,
                           struct dms_error *error);
enum dms_status door_print_show(struct dms_house *house, const struct dms_request *request,
                                const struct dms_json *question, struct dms_json **answer,
                                struct dms_error *error);
/* plugins.c: how each is and what hangs on it; {"name", "on", "reason"} for the next start. */
enum dms_status door_plugins(struct dms_house *house, const struct dms_request *request,
                             const struct dms_json *question, struct dms_json **answer,
                             struct dms_error *error);
enum dms_status door_plugin_switch(struct dms_house *house, const struct dms_request *request,
                                   const struct dms_json *question, struct dms_json **answer,
                                   struct dms_error *error);
/* parked.c: what subscribers and timers gave up: {"parked", "total", "next"?}; done once more: {"items",
 * "done", "refused", "next"?}; let go for a "reason": {"dropped"}. */
enum dms_status door_parked(struct dms_unit *unit, void *question, struct dms_json **answer,
                            struct dms_error *error);
enum dms_status door_parked_drop(struct dms_unit *unit, void *question,
                                 struct dms_json **answer, struct dms_error *error);
enum dms_status door_parked_retry(struct dms_house *house, const struct dms_request *request,
                                  const struct dms_json *question, struct dms_json **answer,
                                  struct dms_error *error);
/* elements.c: the custom elements of plugins, and the module of one that is on. */
enum dms_status door_elements(struct dms_house *house, const struct dms_request *request,
                              const struct dms_json *question, struct dms_json **answer,
                              struct dms_error *error);
enum dms_status door_element(struct dms_house *house, const struct dms_request *request,
                             const struct dms_json *question, struct dms_json **answer,
                             struct dms_error *error);
/* figures.c: which figures there are, one of them, the records behind it. */
enum dms_status door_figures(struct dms_unit *unit, void *question, struct dms_json **answer,
                             struct dms_error *error);
enum dms_status door_figure(struct dms_unit *unit, void *question, struct dms_json **answer,
                            struct dms_error *error);
enum dms_status door_figure_rows(struct dms_unit *unit, void *question,
                                 struct dms_json **answer, struct dms_error *error);
/* May the requester ask CALL, whose card says PERMISSION (NULL: none)? */
enum dms_status door_may_call(struct dms_unit *unit, const char *call, const char *permission,
                              struct dms_error *error);
/* The work a question asks for, and whether it writes. UNSUPPORTED for an errand. */
enum dms_status door_find(const struct dms_house *house, const struct dms_json *question,
                          dms_work *work, bool *writes, struct dms_error *error);
/* Does the call in QUESTION change nothing? Then it need not wait for the writer. */
bool door_call_reads(const struct dms_house *house, const struct dms_json *question);
/* FORBIDDEN unless the actor may change the house's settings. */
enum dms_status door_need_admin(struct dms_unit *unit, struct dms_error *error);

#endif
