/* entry.c - one thing in the life of a customer with us; written once (rows 44, 93). */
#include "crm.h"

static const char *const phases[] = { "before", "during", "after", NULL };

static const struct dms_field fields[] = {
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED },
    { .name = "vin",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "vin",
      .max_length = 17 },
    { .name = "kind", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 60 },
    { .name = "phase", .type = DMS_CHOICE, .choices = phases },
    { .name = "entity", .type = DMS_TEXT, .max_length = 96 },
    { .name = "record", .type = DMS_INTEGER },
    { .name = "at", .type = DMS_TIME, .flags = DMS_REQUIRED, .default_text = "@now" },
    { .name = "title_key", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 120 },
    { .name = "title_values", .type = DMS_STRUCTURED },
    { .name = "amount", .type = DMS_MONEY },
};

static const struct dms_index indexes[] = {
    { .fields = "customer,at" },
};

const struct dms_entity crm_entry_entity =
    DMS_ENTITY(.name = "crm.entry", .flags = DMS_APPEND_ONLY | DMS_NO_EVENTS,
               DMS_FIELDS(fields), DMS_INDEXES(indexes));
