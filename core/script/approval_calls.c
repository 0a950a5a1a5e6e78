/* approval_calls.c - voting, one more signer, a deputy: calls of everybody; asking is in
 * approval_request.c. */
#include <stdlib.h>
#include <string.h>

#include "script/approval.h"

/* An open one whose record the voter may see; *VOID when the values are others by now. */
static enum dms_status
open_approval(struct dms_unit *unit, struct script_host *host,
              const struct dms_json *arguments, struct dms_record **approval,
              bool *is_void, struct dms_error *error)
{
    const struct dms_record *subject = NULL;
    char digest[65];
    enum dms_status st = approval_need_person(unit, error);
    if (st == DMS_OK)
        st = dms_unit_edit(unit, "core.approval",
                           dms_json_integer_at(arguments, "approval"), approval, error);
    if (st == DMS_OK && strcmp(dms_record_text(*approval, "status"), "open") != 0)
        st = dms_fail(error, DMS_DENIED, "approval.closed", "status=%s",
                      dms_record_text(*approval, "status"));
    if (st == DMS_OK)
        st = dms_unit_get(unit, dms_record_text(*approval, "subject_entity"),
                          dms_record_int(*approval, "subject"), &subject, error);
    if (st != DMS_OK)
        return st;
    const struct rule *rule =
        approval_rule(unit, host, subject, dms_record_text(*approval, "transition"));
    approval_digest(rule == NULL ? NULL : rule->approval, subject, digest);
    *is_void = rule == NULL || !approval_is_of(*approval, digest);
    return DMS_OK;
}

static enum dms_status
close_as(struct dms_unit *unit, struct dms_record *approval, const char *status,
         struct dms_error *error)
{
    enum dms_status st = dms_record_set_text(approval, "status", status, error);
    return st == DMS_OK ? dms_unit_save(unit, approval, error) : st;
}

static enum dms_status
save_vote(struct dms_unit *unit, const struct dms_record *approval, int64_t seat,
          int64_t principal, const struct dms_json *arguments, struct dms_error *error)
{
    struct dms_record *vote = NULL;
    enum dms_status st = dms_unit_new(unit, "core.vote", &vote, error);
    const struct {
        const char *field;
        int64_t value;
    } numbers[] = { { "approval", dms_record_id(approval) },
                    { "user", dms_unit_user(unit) },
                    { "seat", seat },
                    { "agrees", dms_json_boolean_at(arguments, "agrees") } };
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]) && st == DMS_OK; i++)
        st = dms_record_set_int(vote, numbers[i].field, numbers[i].value, error);
    if (st == DMS_OK && principal != 0)
        st = dms_record_set_int(vote, "instead_of", principal, error);
    if (st == DMS_OK && dms_json_text_at(arguments, "note") != NULL)
        st =
            dms_record_set_text(vote, "note", dms_json_text_at(arguments, "note"), error);
    if (st == DMS_OK && dms_record_store(approval) != 0)
        st = dms_record_set_store(vote, dms_record_store(approval), error);
    return st == DMS_OK ? dms_unit_save(unit, vote, error) : st;
}

static enum dms_status
cast(struct dms_unit *unit, struct dms_record *approval, const struct dms_json *arguments,
     struct dms_error *error)
{
    struct approval_votes votes = { NULL };
    int64_t seat, principal;
    bool agrees = dms_json_boolean_at(arguments, "agrees");
    enum dms_status st =
        approval_load_votes(unit, dms_record_id(approval), &votes, error);
    if (st == DMS_OK)
        st = approval_seat_of(unit, approval, &votes, &seat, &principal, error);
    if (st == DMS_OK)
        st = save_vote(unit, approval, seat, principal, arguments, error);
    if (st == DMS_OK && !agrees)
        return close_as(unit, approval, "refused", error);
    if (st == DMS_OK && approval_is_granted(approval, &votes, seat))
        return close_as(unit, approval, "granted", error);
    return st == DMS_OK ? dms_emit(unit, "core.approval.voted", approval, NULL, error)
                        : st;
}

static enum dms_status
call_vote(struct dms_unit *unit, const struct dms_json *arguments, void *host,
          struct dms_json **answer, struct dms_error *error)
{
    struct dms_record *approval = NULL;
    bool is_void = false;
    enum dms_status st = open_approval(unit, host, arguments, &approval, &is_void, error);
    if (st == DMS_OK)
        st = is_void ? close_as(unit, approval, "void", error)
                     : cast(unit, approval, arguments, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "status", dms_record_text(approval, "status"));
    if (strcmp(dms_record_text(approval, "status"), "open") == 0)
        dms_json_set_text(*answer, "waits_for", approval_waits_for(unit, approval));
    return DMS_OK;
}

static enum dms_status
add_seat(struct dms_unit *unit, struct dms_record *approval,
         const struct dms_json *arguments, struct dms_error *error)
{
    struct dms_json *seats = NULL, *seat = dms_json_create_object();
    const char *text = dms_record_text(approval, "seats");
    const char *role = dms_json_text_at(arguments, "role");
    if (role != NULL)
        dms_json_set_text(seat, "role", role);
    else
        dms_json_set_integer(seat, "user", dms_json_integer_at(arguments, "user"));
    dms_json_set_integer(seat, "added_by", dms_unit_user(unit));
    enum dms_status st = dms_json_load(text != NULL ? text : "[]",
                                       text != NULL ? strlen(text) : 2, &seats, error);
    if (st == DMS_OK) {
        dms_json_take(seats, seat);
        st = approval_set_json(approval, "seats", seats, error);
    } else {
        dms_json_destroy(seat);
    }
    dms_json_destroy(seats);
    return st == DMS_OK ? dms_unit_save(unit, approval, error) : st;
}

/* Who could vote now may want one more to agree. */
static enum dms_status
call_add_signer(struct dms_unit *unit, const struct dms_json *arguments, void *host,
                struct dms_json **answer, struct dms_error *error)
{
    struct dms_record *approval = NULL;
    struct approval_votes votes = { NULL };
    int64_t seat, principal;
    bool is_void = false;
    enum dms_status st = open_approval(unit, host, arguments, &approval, &is_void, error);
    if (st == DMS_OK && dms_json_text_at(arguments, "role") == NULL &&
        dms_json_integer_at(arguments, "user") == 0)
        st = dms_fail_field(error, DMS_INVALID, "role", "approval.whom", "");
    if (st == DMS_OK &&
        dms_json_integer_at(arguments, "user") == dms_record_int(approval, "requester") &&
        dms_json_text_at(arguments, "role") == NULL)
        st = dms_fail(error, DMS_DENIED, "approval.own", "");
    if (st == DMS_OK)
        st = approval_load_votes(unit, dms_record_id(approval), &votes, error);
    if (st == DMS_OK)
        st = approval_seat_of(unit, approval, &votes, &seat, &principal, error);
    if (st == DMS_OK)
        st = is_void ? close_as(unit, approval, "void", error)
                     : add_seat(unit, approval, arguments, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_text(*answer, "waits_for", approval_waits_for(unit, approval));
    }
    return st;
}

static enum dms_status
call_delegate(struct dms_unit *unit, const struct dms_json *arguments, void *host,
              struct dms_json **answer, struct dms_error *error)
{
    struct dms_record *word = NULL;
    int64_t deputy = dms_json_integer_at(arguments, "deputy");
    (void)host;
    (void)answer;
    enum dms_status st = approval_need_person(unit, error);
    if (st == DMS_OK && deputy == dms_unit_user(unit))
        st = dms_fail_field(error, DMS_INVALID, "deputy", "approval.own_deputy", "");
    if (st == DMS_OK)
        st = dms_unit_new(unit, "core.delegation", &word, error);
    if (st == DMS_OK)
        st = dms_record_set_int(word, "user", dms_unit_user(unit), error);
    if (st == DMS_OK)
        st = dms_record_set_int(word, "deputy", deputy, error);
    if (st == DMS_OK)
        st = dms_record_set_json(word, "from_date", dms_json_at_key(arguments, "from"),
                                 error);
    if (st == DMS_OK)
        st = dms_record_set_json(word, "until_date", dms_json_at_key(arguments, "until"),
                                 error);
    return st == DMS_OK ? dms_unit_save(unit, word, error) : st;
}

static const struct dms_argument request_arguments[] = {
    { "entity", DMS_TEXT, DMS_REQUIRED },
    { "id", DMS_INTEGER, DMS_REQUIRED },
    { "transition", DMS_TEXT, DMS_REQUIRED },
    { "reason", DMS_TEXT, 0 },
};
static const struct dms_argument vote_arguments[] = {
    { "approval", DMS_INTEGER, DMS_REQUIRED },
    { "agrees", DMS_BOOLEAN, DMS_REQUIRED },
    { "note", DMS_TEXT, 0 },
};
static const struct dms_argument signer_arguments[] = {
    { "approval", DMS_INTEGER, DMS_REQUIRED },
    { "role", DMS_TEXT, 0 },
    { "user", DMS_INTEGER, 0 },
};
static const struct dms_argument delegate_arguments[] = {
    { "deputy", DMS_INTEGER, DMS_REQUIRED },
    { "from", DMS_DATE, DMS_REQUIRED },
    { "until", DMS_DATE, DMS_REQUIRED },
};

static enum dms_status
register_calls(struct dms_registrar *registrar, struct script_host *host,
               struct dms_error *error)
{
    const struct dms_call_card cards[] = {
        DMS_CALL(.flags = DMS_CALL_EXPOSED, .name = "approval.request",
                 .run = approval_request, .data = host, DMS_ARGUMENTS(request_arguments)),
        DMS_CALL(.flags = DMS_CALL_EXPOSED, .name = "approval.vote", .run = call_vote,
                 .data = host, DMS_ARGUMENTS(vote_arguments)),
        DMS_CALL(.flags = DMS_CALL_EXPOSED, .name = "approval.add_signer",
                 .run = call_add_signer, .data = host, DMS_ARGUMENTS(signer_arguments)),
        DMS_CALL(.flags = DMS_CALL_EXPOSED, .name = "approval.delegate",
                 .run = call_delegate, .data = host, DMS_ARGUMENTS(delegate_arguments)),
        DMS_CALL(.flags = DMS_CALL_EXPOSED | DMS_CALL_READS | DMS_CALL_OPEN,
                 .name = "approval.duties", .permission = RULES_PERMISSION,
                 .run = approval_duties, .data = host),
    };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < sizeof(cards) / sizeof(cards[0]) && st == DMS_OK; i++)
        st = dms_register_call(registrar, &cards[i], error);
    return st;
}

enum dms_status
approval_register(struct dms_registrar *registrar, struct script_host *host,
                  struct dms_error *error)
{
    static const struct dms_grant grants[] = {
        { "everyone", "core.approval", DMS_READ, DMS_SCOPE_STORE, NULL },
        { "everyone", "core.vote", DMS_READ, DMS_SCOPE_STORE, NULL },
        { "everyone", "core.delegation", DMS_READ, DMS_SCOPE_STORE, NULL },
    };
    const struct dms_entity *const entities[] = { &approval_entity, &approval_vote_entity,
                                                  &approval_delegation_entity };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < 3 && st == DMS_OK; i++)
        st = dms_register_entity(registrar, entities[i], error);
    for (size_t i = 0; i < 3 && st == DMS_OK; i++)
        st = dms_register_grant(registrar, &grants[i], error);
    if (st == DMS_OK)
        st = register_calls(registrar, host, error);
    if (st == DMS_OK)
        st = approval_register_use(registrar, error);
    return st == DMS_OK ? approval_register_tasks(registrar, host, error) : st;
}
