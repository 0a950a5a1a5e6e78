/* complaint_begin.c - how grave it is, whether it came before, and until when somebody answers:
 * the brand's rules, at the moment it is received (rows 122, 124). */
#include <inttypes.h>

#include "ask.h"
#include "crm.h"
#include "remember.h"

static enum dms_status
find_earlier(struct dms_unit *unit, struct dms_record *complaint, int64_t *times,
             struct dms_error *error)
{
    static const char last[] =
        "{\"where\":{\"customer\":\"$customer\",\"topic\":\"$topic\"},"
        "\"sort\":\"-id\",\"limit\":1}";
    static const char all[] =
        "{\"where\":{\"customer\":\"$customer\",\"topic\":\"$topic\"}}";
    const struct dms_record *earlier = NULL;
    struct dms_json *values =
        crm_with_id("customer", dms_record_int(complaint, "customer"));
    dms_json_set_text(values, "topic", dms_record_text(complaint, "topic"));
    enum dms_status st =
        crm_count(unit, "crm.complaint", all, dms_json_copy(values), times, error);
    if (st == DMS_OK)
        st = crm_first(unit, "crm.complaint", last, values, &earlier, error);
    else
        dms_json_destroy(values);
    if (st == DMS_OK && earlier != NULL)
        st =
            dms_record_set_int(complaint, "recurrence_of", dms_record_id(earlier), error);
    return st;
}

static enum dms_status
classify(struct dms_unit *unit, struct dms_record *complaint, int64_t times,
         struct dms_error *error)
{
    static const char *const told[] = { "channel", "sign", "topic", NULL };
    struct dms_json *facts = crm_with_id("times", times + 1), *answer = NULL;
    crm_add_facts(facts, complaint, told);
    enum dms_status st = crm_decide(unit, "crm.complaint_class", facts, &answer, error);
    const char *class = dms_json_text_at(answer, "class");
    if (st == DMS_OK && class != NULL)
        st = dms_record_set_text(complaint, "class", class, error);
    if (st == DMS_OK && class != NULL)
        st = crm_explain(complaint, answer, "class_rule", "class_reasons", error);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
set_clock(struct dms_record *complaint, const struct dms_json *answer, const char *member,
          const char *field, int64_t now, struct dms_error *error)
{
    int64_t minutes = dms_json_integer_at(answer, member);
    return minutes > 0
               ? dms_record_set_int(complaint, field, now + minutes * DMS_MINUTE, error)
               : DMS_OK;
}

static enum dms_status
start_clocks(struct dms_unit *unit, struct dms_record *complaint, struct dms_error *error)
{
    static const char *const told[] = { "class", "channel", "sign", NULL };
    struct dms_json *facts = dms_json_create_object(), *answer = NULL;
    int64_t now = dms_unit_now(unit);
    crm_add_facts(facts, complaint, told);
    enum dms_status st = crm_decide(unit, "crm.complaint_clock", facts, &answer, error);
    if (st == DMS_OK)
        st = set_clock(complaint, answer, "first_response_minutes",
                       "first_response_due_at", now, error);
    if (st == DMS_OK)
        st = set_clock(complaint, answer, "close_minutes", "close_due_at", now, error);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
receive(struct dms_unit *unit, struct dms_record *complaint, void *data,
        struct dms_error *error)
{
    int64_t times = 0;
    (void)data;
    if (dms_record_has(complaint, "occurred_on") &&
        dms_record_int(complaint, "occurred_on") > dms_unit_today(unit))
        return dms_fail_field(error, DMS_INVALID, "occurred_on", "crm.in_future", "");
    if (!dms_record_has(complaint, "customer") || !dms_record_has(complaint, "topic"))
        return DMS_OK; /* said by the fields themselves */
    enum dms_status st = find_earlier(unit, complaint, &times, error);
    if (st == DMS_OK)
        st = classify(unit, complaint, times, error);
    return st == DMS_OK ? start_clocks(unit, complaint, error) : st;
}

enum dms_status
crm_remember_complaint(struct dms_unit *unit, const struct dms_record *complaint,
                       const char *title_key, struct dms_error *error)
{
    struct dms_json *values =
        crm_with_text("number", dms_record_text(complaint, "number"));
    dms_json_set_text(values, "topic", dms_record_text(complaint, "topic"));
    const struct crm_memory memory = { .customer = dms_record_int(complaint, "customer"),
                                       .kind = "complaint",
                                       .title_key = title_key,
                                       .vin = dms_record_text(complaint, "vin"),
                                       .entity = "crm.complaint",
                                       .record = dms_record_id(complaint),
                                       .values = values };
    enum dms_status st = crm_remember(unit, &memory, error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
keep_in_file(struct dms_unit *unit, struct dms_record *complaint, void *data,
             struct dms_error *error)
{
    (void)data;
    enum dms_status st =
        crm_remember_complaint(unit, complaint, "crm.entry_complaint", error);
    return st == DMS_OK ? crm_review_plan(unit, dms_record_store(complaint), error) : st;
}

const struct dms_hook crm_complaint_hook =
    DMS_HOOK(.name = "crm/complaint_begin", .on = "crm.complaint.create", .run = receive);
const struct dms_hook crm_complaint_file_hook =
    DMS_HOOK(.name = "crm/complaint_begin:file", .on = "crm.complaint.create",
             .phase = DMS_AFTER, .run = keep_in_file);
