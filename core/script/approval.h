/* approval.h - some transitions need others to agree first: who, how many, in which order.
 *
 * Declared with a transition: approval = { by = { roles }, how = "any" | "all" | "turn" | N,
 * amount = field, tiers = { { upto, by, how }… }, guards = { fields }, timeout, escalate }. A
 * request is a record (core.approval), every vote another (core.vote); the guard of the transition
 * looks for a granted one of the very values it was asked for. */
#ifndef DMS_SCRIPT_APPROVAL_H
#define DMS_SCRIPT_APPROVAL_H

#include "script/host.h"
#include "script/reader.h"

extern const struct dms_entity approval_entity, approval_vote_entity,
    approval_delegation_entity;

/* approval_read.c: of the transition at INDEX; NULL when it needs none. Faults are problems. */
const struct dms_json *approval_read(const struct reader *reader, int index,
                                     const char *entity);
/* Who must agree for RECORD: {"by": […], "how"}; NULL: nobody. Yours to destroy. */
struct dms_json *approval_plan(const struct dms_json *approval,
                               const struct dms_record *record);
/* Of the values that were asked for: when it differs, votes are void. */
void approval_digest(const struct dms_json *approval, const struct dms_record *record,
                     char digest[65]);

/* Was APPROVAL asked for of these values? One made without the call never was. */
bool approval_is_of(const struct dms_record *approval, const char *digest);

/* approval_check.c: DENIED unless RECORD's transition has been granted. */
enum dms_status approval_check(struct dms_unit *unit, const struct rule *rule,
                               const struct dms_record *record, struct dms_error *error);
/* The newest request for it; *FOUND NULL: none. */
enum dms_status approval_find(struct dms_unit *unit, const struct dms_record *record,
                              const char *transition, const struct dms_record **found,
                              struct dms_error *error);
/* Its rule, in the version the record runs on; NULL when the transition needs nobody. */
const struct rule *approval_rule(struct dms_unit *unit, struct script_host *host,
                                 const struct dms_record *record, const char *transition);

/* approval_seats.c: a seat is {"role"} or {"user"}, one that was added has "added_by". */
struct approval_votes {
    const struct dms_list *list; /* of core.vote */
};
enum dms_status approval_load_votes(struct dms_unit *unit, int64_t approval,
                                    struct approval_votes *votes, struct dms_error *error);
/* Whom a voter sits for: *SEAT the index, *PRINCIPAL who gave the power (0: the voter's own). */
enum dms_status approval_seat_of(struct dms_unit *unit, const struct dms_record *approval,
                                 const struct approval_votes *votes, int64_t *seat,
                                 int64_t *principal, struct dms_error *error);
/* With one more yes on SEAT, is it granted? */
bool approval_is_granted(const struct dms_record *approval, const struct approval_votes *votes,
                         int64_t seat);
/* Roles and users that are to vote next, as text for people. Scratch. */
const char *approval_waits_for(struct dms_unit *unit, const struct dms_record *approval);
/* Is ROLE among a core.user's? */
bool approval_user_has(const struct dms_record *user, const char *role);
/* The first seat nobody has said yes on; -1: none. */
int64_t approval_open_seat(const struct dms_json *seats, const struct approval_votes *votes);

/* approval_calls.c, approval_tasks.c, approval_duties.c */
enum dms_status approval_register(struct dms_registrar *registrar, struct script_host *host,
                                  struct dms_error *error);
enum dms_status approval_register_tasks(struct dms_registrar *registrar,
                                        struct script_host *host, struct dms_error *error);
/* approval_request.c: the call approval.request, HOST as data; and what the others share with it. */
enum dms_status approval_request(struct dms_unit *unit, const struct dms_json *arguments,
                                 void *host, struct dms_json **answer,
                                 struct dms_error *error);
enum dms_status approval_need_person(const struct dms_unit *unit, struct dms_error *error);
enum dms_status approval_set_json(struct dms_record *record, const char *field,
                                  const struct dms_json *json, struct dms_error *error);
/* approval_use.c: the call that marks an approval as used, and the hooks of RULES' transitions that
 * make it. */
enum dms_status approval_register_use(struct dms_registrar *registrar,
                                      struct dms_error *error);
enum dms_status approval_register_hooks(struct dms_registrar *registrar, struct ruleset *rules,
                                        struct dms_error *error);
enum dms_status approval_duties(struct dms_unit *unit, const struct dms_json *arguments,
                                void *host, struct dms_json **answer,
                                struct dms_error *error);

#endif
