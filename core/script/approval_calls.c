/* approval_calls.c - asking for an approval, voting, one more signer, a deputy: calls of everybody. */
#include <stdlib.h>
#include <string.h>

#include "script/approval.h"

static enum dms_status
need_person(const struct dms_unit *unit, struct dms_error *error)
{
    return dms_unit_user(unit) != 0
               ? DMS_OK
               : dms_fail(error, DMS_FORBIDDEN, "approval.person", "");
}

static enum dms_status
set_json(struct dms_record *record, const char *field, const struct dms_json *json,
         struct dms_error *error)
{
    char *text = dms_json_print(json);
    enum dms_status st = dms_record_set_text(record, field, text, error);
    free(text);
    return st;
}

/* One seat for each role, in their order. */
static enum dms_status
set_seats(struct dms_record *approval, const struct dms_json *plan,
          struct dms_error *error)
{
    const struct dms_json *by = dms_json_at_key(plan, "by"),
                          *how = dms_json_at_key(plan, "how");
    struct dms_json *seats = dms_json_create_array();
    char number[24];
    for (size_t i = 0; i < dms_json_count(by); i++) {
        struct dms_json *seat = dms_json_create_object();
        dms_json_set_text(seat, "role", dms_json_text(dms_json_at(by, i)));
        dms_json_take(seats, seat);
    }
    snprintf(number, sizeof(number), "%lld", (long long)dms_json_integer(how));
    enum dms_status st = dms_record_set_text(
        approval, "how", dms_json_text(how) != NULL ? dms_json_text(how) : number, error);
    if (st == DMS_OK)
        st = set_json(approval, "seats", seats, error);
    dms_json_destroy(seats);
    return st;
}

struct wish {
    const struct dms_record *subject;
    const struct rule *rule;
    const struct dms_json *plan;
    const char *reason;
};

static enum dms_status
fill(struct dms_unit *unit, const struct wish *wish, struct dms_record *approval,
     struct dms_error *error)
{
    char digest[65];
    approval_digest(wish->rule->approval, wish->subject, digest);
    const struct {
        const char *field, *text;
    } texts[] = { { "subject_entity", dms_record_entity(wish->subject) },
                  { "transition", wish->rule->transition },
                  { "reason", wish->reason },
                  { "digest", digest },
                  { "rule", wish->rule->name } };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]) && st == DMS_OK; i++)
        if (texts[i].text != NULL)
            st = dms_record_set_text(approval, texts[i].field, texts[i].text, error);
    if (st == DMS_OK)
        st = dms_record_set_int(approval, "subject", dms_record_id(wish->subject), error);
    if (st == DMS_OK)
        st = dms_record_set_int(approval, "requester", dms_unit_user(unit), error);
    if (st == DMS_OK)
        st = dms_record_set_int(approval, "rule_version", wish->rule->rules->version,
                                error);
    if (st == DMS_OK && dms_record_store(wish->subject) != 0)
        st = dms_record_set_store(approval, dms_record_store(wish->subject), error);
    return st == DMS_OK ? set_seats(approval, wish->plan, error) : st;
}

/* An open or granted one of the same values is enough. */
static enum dms_status
need_none(struct dms_unit *unit, const struct wish *wish, struct dms_error *error)
{
    const struct dms_record *found = NULL;
    char digest[65];
    enum dms_status st =
        approval_find(unit, wish->subject, wish->rule->transition, &found, error);
    approval_digest(wish->rule->approval, wish->subject, digest);
    const char *status = found == NULL ? "" : dms_record_text(found, "status");
    if (st == DMS_OK && found != NULL && approval_is_of(found, digest) &&
        (strcmp(status, "open") == 0 || strcmp(status, "granted") == 0))
        st = dms_fail(error, DMS_CONFLICT, "approval.asked_already", "approval=%lld",
                      (long long)dms_record_id(found));
    return st;
}

static enum dms_status
request(struct dms_unit *unit, const struct wish *wish, struct dms_json **answer,
        struct dms_error *error)
{
    struct dms_record *approval = NULL;
    enum dms_status st = need_none(unit, wish, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, "core.approval", &approval, error);
    if (st == DMS_OK)
        st = fill(unit, wish, approval, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, approval, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "approval", dms_record_id(approval));
    dms_json_set_text(*answer, "waits_for", approval_waits_for(unit, approval));
    return DMS_OK;
}

static enum dms_status
call_request(struct dms_unit *unit, const struct dms_json *arguments, void *host,
             struct dms_json **answer, struct dms_error *error)
{
    struct wish wish = { .reason = dms_json_text_at(arguments, "reason") };
    const char *transition = dms_json_text_at(arguments, "transition");
    enum dms_status st = need_person(unit, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, dms_json_text_at(arguments, "entity"),
                          dms_json_integer_at(arguments, "id"), &wish.subject, error);
    if (st != DMS_OK)
        return st;
    wish.rule = approval_rule(unit, host, wish.subject, transition);
    struct dms_json *plan =
        wish.rule == NULL ? NULL : approval_plan(wish.rule->approval, wish.subject);
    wish.plan = plan;
    st = plan != NULL ? request(unit, &wish, answer, error)
                      : dms_fail(error, DMS_INVALID, "approval.not_needed",
                                 "transition=%s", transition);
    dms_json_destroy(plan);
    return st;
}

/* An open one whose record the voter may see; *VOID when the values are others by now. */
static enum dms_status
open_approval(struct dms_unit *unit, struct script_host *host,
              const struct dms_json *arguments, struct dms_record **approval,
              bool *is_void, struct dms_error *error)
{
    const struct dms_record *subject = NULL;
    char digest[65];
    enum dms_status st = need_person(unit, error);
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
        st = set_json(approval, "seats", seats, error);
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
    enum dms_status st = need_person(unit, error);
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
                 .run = call_request, .data = host, DMS_ARGUMENTS(request_arguments)),
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
