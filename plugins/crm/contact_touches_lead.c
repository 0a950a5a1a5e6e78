/* contact_touches_lead.c - a talk moves its lead on: counted, first answer timed, next step set. */
#include <string.h>

#include "crm.h"

static enum dms_status
note_first_answer(const struct dms_record *contact, struct dms_record *lead,
                  struct dms_error *error)
{
    int64_t at = dms_record_int(contact, "at");
    bool late = dms_record_has(lead, "first_call_due_at") &&
                at > dms_record_int(lead, "first_call_due_at");
    enum dms_status st = dms_record_set_int(lead, "first_response_at", at, error);
    return st == DMS_OK ? dms_record_set_int(lead, "first_call_late", late, error) : st;
}

static enum dms_status
note_contact(struct dms_unit *unit, const struct dms_record *contact,
             struct dms_record *lead, struct dms_error *error)
{
    enum dms_status st =
        dms_record_set_int(lead, "contacts", dms_record_int(lead, "contacts") + 1, error);
    bool reached = strcmp(dms_record_text(contact, "outcome"), "unreachable") != 0;
    if (st == DMS_OK && reached && !dms_record_has(lead, "first_response_at"))
        st = note_first_answer(contact, lead, error);
    if (st == DMS_OK && dms_record_has(contact, "next_action_at"))
        st = dms_record_set_int(lead, "next_action_at",
                                dms_record_int(contact, "next_action_at"), error);
    else if (st == DMS_OK)
        st = crm_plan_next_action(unit, lead, error);
    if (st != DMS_OK)
        return st;
    if (reached && strcmp(dms_record_state(lead), "new") == 0)
        return dms_unit_transition(unit, lead, "follow", NULL, error);
    return dms_unit_save(unit, lead, error);
}

static enum dms_status
touch_lead(struct dms_unit *unit, struct dms_record *contact, void *data,
           struct dms_error *error)
{
    (void)data;
    if (!dms_record_has(contact, "lead"))
        return DMS_OK;
    struct dms_record *lead = NULL;
    enum dms_status st =
        dms_unit_edit(unit, "crm.lead", dms_record_int(contact, "lead"), &lead, error);
    if (st == DMS_OK)
        st = note_contact(unit, contact, lead, error);
    return st;
}

const struct dms_hook crm_contact_touches_lead_hook =
    DMS_HOOK(.name = "crm/contact_touches_lead", .on = "crm.contact.create",
             .phase = DMS_AFTER, .run = touch_lead);
