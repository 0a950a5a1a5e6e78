/* contact.c - one talk with a lead or a customer; the record of it never changes. */
#include "crm.h"

static const char *const channels[] = { "phone", "visit", "wechat", "sms", "mail", NULL };
static const char *const outcomes[] = { "reached", "unreachable", "appointment",
                                        "refused", "other",       NULL };

static const struct dms_field fields[] = {
    { .name = "lead", .type = DMS_REFERENCE, .target = "crm.lead" },
    { .name = "customer", .type = DMS_REFERENCE, .target = "crm.customer" },
    { .name = "channel", .type = DMS_CHOICE, .choices = channels, .flags = DMS_REQUIRED },
    { .name = "outcome", .type = DMS_CHOICE, .choices = outcomes, .flags = DMS_REQUIRED },
    /* Not masked: whoever may read a contact must know what was said, and records it himself. */
    { .name = "words", .type = DMS_TEXT, .max_length = 4000 },
    { .name = "next_action_at", .type = DMS_TIME },
    { .name = "complaint", .type = DMS_REFERENCE, .target = "crm.complaint" },
    { .name = "at", .type = DMS_TIME, .default_text = "@now" },
};

const struct dms_entity crm_contact_entity =
    DMS_ENTITY(.name = "crm.contact", .flags = DMS_APPEND_ONLY, DMS_FIELDS(fields));
