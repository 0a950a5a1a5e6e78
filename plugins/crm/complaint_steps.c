/* complaint_steps.c - who may handle it, what it may cost, and how it ends (rows 120 to 127). */
#include <inttypes.h>
#include <string.h>

#include "ask.h"
#include "crm.h"

static const struct dms_field handler_fields[] = {
    { .name = "user",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "trained_in", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 300 },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE },
};

/* Patient, careful, trained: who may speak for the house with somebody who is angry. */
const struct dms_entity crm_handler_entity =
    DMS_ENTITY(.name = "crm.handler", DMS_FIELDS(handler_fields));

static enum dms_status
check_handler(struct dms_unit *unit, struct dms_record *handler, void *data,
              struct dms_error *error)
{
    (void)unit, (void)data;
    return crm_want_period(handler, error);
}

const struct dms_hook crm_handler_hook =
    DMS_HOOK(.name = "crm/complaint_steps:handler", .on = "crm.handler.save",
             .run = check_handler);

/* A store that keeps a list means it. */
static enum dms_status
want_handler(struct dms_unit *unit, struct dms_record *complaint, void *data,
             struct dms_error *error)
{
    static const char any[] = "{\"where\":{\"store\":\"$store\"}}";
    static const char mine[] =
        "{\"where\":{\"store\":\"$store\",\"user\":\"$user\",\"starts_on\":{\"lte\":"
        "\"$today\"},\"or\":[{\"ends_on\":{\"is_null\":true}},{\"ends_on\":{\"gte\":"
        "\"$today\"}}]}}";
    int64_t listed = 0, valid = 0;
    (void)data;
    struct dms_json *values = crm_with_id("store", dms_record_store(complaint));
    dms_json_set_integer(values, "user", dms_record_owner(complaint));
    dms_json_set_text(values, "today", crm_date_text(unit, dms_unit_today(unit)));
    enum dms_status st =
        crm_count(unit, "crm.handler", any, dms_json_copy(values), &listed, error);
    if (st == DMS_OK && listed > 0)
        st = crm_count(unit, "crm.handler", mine, dms_json_copy(values), &valid, error);
    dms_json_destroy(values);
    if (st != DMS_OK || listed == 0 || valid > 0)
        return st;
    st = dms_fail_field(error, DMS_DENIED, "owner", "crm.handler_needed", "");
    dms_error_at_rule(error, "crm/complaint_steps");
    return st;
}

/* What one may promise alone is the brand's figure; more is for who may. */
static enum dms_status
want_authority(struct dms_unit *unit, struct dms_record *complaint, void *data,
               struct dms_error *error)
{
    struct dms_json *answer = NULL;
    int64_t amount = dms_record_int(complaint, "compensation");
    (void)data;
    if (!dms_record_changed(complaint, "compensation"))
        return DMS_OK;
    enum dms_status st = crm_decide(unit, "crm.compensation_authority",
                                    crm_with_id("amount", amount), &answer, error);
    int64_t limit = dms_json_integer_at(answer, "limit");
    bool over = answer != NULL && amount > limit && dms_unit_user(unit) != 0;
    if (st == DMS_OK && over) {
        st = dms_fail_field(error, DMS_DENIED, "compensation", "crm.compensation_limit",
                            "limit=%s", crm_yuan(unit, limit));
        dms_error_at_rule(error, dms_json_text_at(answer, "rule"));
    }
    dms_json_destroy(answer);
    if (st == DMS_OK && dms_unit_user(unit) != 0)
        st = dms_record_set_int(complaint, "compensated_by", dms_unit_user(unit), error);
    return st;
}

enum dms_status
crm_note_response(struct dms_record *complaint, int64_t at, struct dms_error *error)
{
    if (dms_record_has(complaint, "first_response_at"))
        return DMS_OK;
    bool late = dms_record_has(complaint, "first_response_due_at") &&
                at > dms_record_int(complaint, "first_response_due_at");
    enum dms_status st = dms_record_set_int(complaint, "first_response_at", at, error);
    return st == DMS_OK
               ? dms_record_set_int(complaint, "first_response_late", late, error)
               : st;
}

/* To verify one has to ask the customer back. */
static enum dms_status
verify(struct dms_unit *unit, struct dms_record *complaint, void *data,
       struct dms_error *error)
{
    (void)data;
    return crm_note_response(complaint, dms_unit_now(unit), error);
}

/* A talk about the complaint is an answer when the customer was reached. */
static enum dms_status
hear_talk(struct dms_unit *unit, struct dms_record *contact, void *data,
          struct dms_error *error)
{
    struct dms_record *complaint = NULL;
    (void)data;
    if (!dms_record_has(contact, "complaint") ||
        crm_is(contact, "outcome", "unreachable"))
        return DMS_OK;
    enum dms_status st = dms_unit_edit(
        unit, "crm.complaint", dms_record_int(contact, "complaint"), &complaint, error);
    if (st == DMS_OK)
        st = crm_note_response(complaint, dms_record_int(contact, "at"), error);
    return st == DMS_OK ? dms_unit_save(unit, complaint, error) : st;
}

static enum dms_status
end(struct dms_unit *unit, struct dms_record *complaint, void *data,
    struct dms_error *error)
{
    int64_t now = dms_unit_now(unit);
    (void)data;
    bool late = dms_record_has(complaint, "close_due_at") &&
                now > dms_record_int(complaint, "close_due_at");
    enum dms_status st = dms_record_set_int(complaint, "closed_at", now, error);
    return st == DMS_OK ? dms_record_set_int(complaint, "closed_late", late, error) : st;
}

static enum dms_status
keep_end(struct dms_unit *unit, struct dms_record *complaint, void *data,
         struct dms_error *error)
{
    (void)data;
    return crm_remember_complaint(unit, complaint, "crm.entry_complaint_closed", error);
}

const struct dms_hook crm_complaint_handler_hook =
    DMS_HOOK(.name = "crm/complaint_steps:who", .on = "crm.complaint.investigate",
             .run = want_handler);
const struct dms_hook crm_complaint_authority_hook =
    DMS_HOOK(.name = "crm/complaint_steps:authority", .on = "crm.complaint.save",
             .run = want_authority);
const struct dms_hook crm_complaint_verify_hook =
    DMS_HOOK(.name = "crm/complaint_steps:verify", .on = "crm.complaint.verify",
             .run = verify);
const struct dms_hook crm_complaint_talk_hook =
    DMS_HOOK(.name = "crm/complaint_steps:talk", .on = "crm.contact.create",
             .phase = DMS_AFTER, .run = hear_talk);
const struct dms_hook crm_complaint_end_hook =
    DMS_HOOK(.name = "crm/complaint_steps:end", .on = "crm.complaint.close", .run = end);
const struct dms_hook crm_complaint_end_file_hook =
    DMS_HOOK(.name = "crm/complaint_steps:end_file", .on = "crm.complaint.close",
             .phase = DMS_AFTER, .run = keep_end);
