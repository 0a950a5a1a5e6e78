/* contact_in_file.c - a talk stands in the customer's timeline, also one about his lead
 * (rows 38, 44, 103). */
#include <string.h>

#include "ask.h"
#include "crm.h"
#include "remember.h"

static enum dms_status
customer_of(struct dms_unit *unit, const struct dms_record *contact, int64_t *customer,
            struct dms_error *error)
{
    const struct dms_record *lead = NULL;
    *customer = dms_record_int(contact, "customer");
    if (*customer != 0 || !dms_record_has(contact, "lead"))
        return DMS_OK;
    enum dms_status st =
        dms_unit_get(unit, "crm.lead", dms_record_int(contact, "lead"), &lead, error);
    if (st == DMS_OK)
        *customer = dms_record_int(lead, "customer");
    return st;
}

static enum dms_status
keep_talk(struct dms_unit *unit, struct dms_record *contact, void *data,
          struct dms_error *error)
{
    (void)data;
    int64_t customer = 0;
    enum dms_status st = customer_of(unit, contact, &customer, error);
    if (st != DMS_OK || customer == 0)
        return st;
    struct dms_json *values = dms_json_create_object();
    const char *channel = dms_record_text(contact, "channel");
    const char *outcome = dms_record_text(contact, "outcome");
    dms_json_set_text(
        values, "channel",
        dms_scratch_printf(unit, "@choice.crm.contact.channel.%s", channel));
    dms_json_set_text(
        values, "outcome",
        dms_scratch_printf(unit, "@choice.crm.contact.outcome.%s", outcome));
    const struct crm_memory memory = {
        .customer = customer,
        .kind = strcmp(channel, "visit") == 0         ? "visit"
                : strcmp(outcome, "unreachable") == 0 ? "attempt"
                                                      : "talk",
        .title_key = "crm.entry_contact",
        .entity = "crm.contact",
        .record = dms_record_id(contact),
        .at = dms_record_int(contact, "at"),
        .values = values,
    };
    st = crm_remember(unit, &memory, error);
    dms_json_destroy(values);
    return st;
}

const struct dms_hook crm_contact_in_file_hook =
    DMS_HOOK(.name = "crm/contact_in_file", .on = "crm.contact.create",
             .phase = DMS_AFTER, .run = keep_talk);

/* What led to the file stands in it first, at the time it came. */
static enum dms_status
keep_lead(struct dms_unit *unit, struct dms_record *lead, void *data,
          struct dms_error *error)
{
    (void)data;
    if (!dms_record_has(lead, "customer"))
        return DMS_OK;
    struct dms_json *values =
        crm_with_text("source", dms_scratch_printf(unit, "@choice.crm.lead.source.%s",
                                                   dms_record_text(lead, "source")));
    const struct crm_memory memory = {
        .customer = dms_record_int(lead, "customer"),
        .kind = "lead",
        .title_key = "crm.entry_lead",
        .entity = "crm.lead",
        .record = dms_record_id(lead),
        .at = dms_record_int(lead, "received_at"),
        .values = values,
    };
    enum dms_status st = crm_remember(unit, &memory, error);
    dms_json_destroy(values);
    return st;
}

const struct dms_hook crm_lead_in_file_hook =
    DMS_HOOK(.name = "crm/contact_in_file:lead", .on = "crm.lead.qualify",
             .phase = DMS_AFTER, .run = keep_lead);
