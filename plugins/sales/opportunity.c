/* opportunity.c - a known person who wants a car; its stages are the brand's (rows 6-9, 14). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED },
    { .name = "lead", .type = DMS_REFERENCE, .target = "crm.lead" },
    { .name = "model", .type = DMS_REFERENCE, .target = "sales.model" },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "budget", .type = DMS_MONEY },
    { .name = "needs", .type = DMS_TEXT, .max_length = 4000 },
    { .name = "probability", .type = DMS_INTEGER, .minimum = 0, .maximum = 100 },
    { .name = "expected_on", .type = DMS_DATE, .flags = DMS_INDEX },
    { .name = "value", .type = DMS_MONEY },
    { .name = "no_drive_reason", .type = DMS_TEXT, .max_length = 300 },
    { .name = "next_action_at", .type = DMS_TIME, .flags = DMS_INDEX },
    { .name = "lost_reason", .type = DMS_TEXT, .max_length = 300 },
    /* For the figures: where the person came from, and since when the stage has not changed. */
    { .name = "channel",
      .type = DMS_REFERENCE,
      .target = "sales.channel",
      .flags = DMS_READ_ONLY },
    { .name = "source", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 40 },
    { .name = "first_seen_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "steps",
      .type = DMS_INTEGER,
      .flags = DMS_READ_ONLY,
      .default_text = "0" }, /* stages gone through before it was won or lost */
    { .name = "stage_since", .type = DMS_TIME, .flags = DMS_READ_ONLY | DMS_INDEX },
};

static const struct dms_index indexes[] = {
    { .fields = "store,state,created_at" },
    { .fields = "store,created_at,state" }, /* what figures are counted from */
    { .fields = "created_at,state" },
};

const struct dms_entity sales_opportunity_entity =
    DMS_ENTITY(.name = "sales.opportunity", DMS_FIELDS(fields), DMS_INDEXES(indexes));
