/* contact_ends_calls.c - who has talked to the customer need not also tick off the call. */
#include <string.h>

#include "crm.h"

static enum dms_status
end_task(struct dms_unit *unit, int64_t id, const char *outcome, struct dms_error *error)
{
    struct dms_record *task = NULL;
    struct dms_json *fields = dms_json_create_object();
    dms_json_set_text(fields, "outcome", outcome);
    enum dms_status st = dms_unit_edit(unit, "core.task", id, &task, error);
    if (st == DMS_OK)
        st = dms_unit_transition(unit, task, "done", fields, error);
    dms_json_destroy(fields);
    return st;
}

static enum dms_status
end_calls(struct dms_unit *unit, struct dms_record *contact, void *data,
          struct dms_error *error)
{
    static const char open_calls[] =
        "{\"where\":{\"state\":\"open\",\"subject_entity\":\"crm.lead\",\"subject\":\"$lead\","
        "\"kind\":{\"in\":[\"first_call\",\"next_contact\"]}}}";
    (void)data;
    const struct dms_list *calls = NULL;
    const char *outcome = dms_record_text(contact, "outcome");
    if (!dms_record_has(contact, "lead") || outcome == NULL ||
        strcmp(outcome, "unreachable") == 0)
        return DMS_OK;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "lead", dms_record_int(contact, "lead"));
    enum dms_status st = dms_unit_find(unit, "core.task", open_calls, values, &calls, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(calls); i++)
        st = end_task(unit, dms_record_id(dms_list_at(calls, i)), outcome, error);
    dms_json_destroy(values);
    return st;
}

const struct dms_hook crm_contact_ends_calls_hook =
    DMS_HOOK(.name = "crm/contact_ends_calls", .on = "crm.contact.create",
             .phase = DMS_AFTER, .run = end_calls);
