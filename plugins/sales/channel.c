/* channel.c - the ways people come to us, and what each of them costs (row 36). */
#include "plan.h"

static const char *const kinds[] = { "online", "offline", NULL };
static const char *const sources[] = { "walk_in",  "phone",  "web",   "adf",  "event",
                                       "referral", "import", "other", "form", NULL };

static const struct dms_field fields[] = {
    { .name = "code", .type = DMS_TEXT, .flags = DMS_UNIQUE, .max_length = 60 },
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 120 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    /* A lead of this source and, when it is written, this detail or vendor came by here. */
    { .name = "source",
      .type = DMS_CHOICE,
      .choices = sources,
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "detail", .type = DMS_TEXT, .max_length = 200 },
    { .name = "active", .type = DMS_BOOLEAN, .default_text = "true" },
    /* Judged by who looks after it, of a hundred. */
    { .name = "service_score", .type = DMS_INTEGER, .minimum = 0, .maximum = 100 },
    { .name = "note", .type = DMS_TEXT, .max_length = 1000 },
};

static const struct dms_index indexes[] = {
    { .fields = "source,detail", .unique = 1 },
};

const struct dms_entity sales_channel_entity =
    DMS_ENTITY(.name = "sales.channel", .flags = DMS_SHARED, .title = "name",
               DMS_FIELDS(fields), DMS_INDEXES(indexes));

static const struct dms_field cost_fields[] = {
    { .name = "channel",
      .type = DMS_REFERENCE,
      .target = "sales.channel",
      .flags = DMS_REQUIRED },
    { .name = "spent_on", .type = DMS_DATE, .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "amount",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = INT64_C(100000000000) },
    { .name = "what_for", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 200 },
};

const struct dms_entity sales_channel_cost_entity =
    DMS_ENTITY(.name = "sales.channel_cost", .title = "what_for",
               DMS_FIELDS(cost_fields));

const struct dms_field sales_lead_channel_field = { .name = "x_channel",
                                                    .type = DMS_REFERENCE,
                                                    .target = "sales.channel",
                                                    .flags = DMS_INDEX };
