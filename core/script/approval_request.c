/* approval_request.c - somebody asks for an approval of these very values. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/approval.h"

enum dms_status
approval_need_person(const struct dms_unit *unit, struct dms_error *error)
{
    return dms_unit_user(unit) != 0
               ? DMS_OK
               : dms_fail(error, DMS_FORBIDDEN, "approval.person", "");
}

enum dms_status
approval_set_json(struct dms_record *record, const char *field,
                  const struct dms_json *json, struct dms_error *error)
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
        st = approval_set_json(approval, "seats", seats, error);
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

enum dms_status
approval_request(struct dms_unit *unit, const struct dms_json *arguments, void *host,
                 struct dms_json **answer, struct dms_error *error)
{
    struct wish wish = { .reason = dms_json_text_at(arguments, "reason") };
    const char *transition = dms_json_text_at(arguments, "transition");
    enum dms_status st = approval_need_person(unit, error);
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
