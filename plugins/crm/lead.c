/* lead.c - somebody may want a car: who, what, from where, in their own words (rows 10-13). */
#include "crm.h"

const char *const crm_sources[] = { "walk_in",  "phone",  "web",   "adf", "event",
                                    "referral", "import", "other", NULL };

static const char *const interests[] = { "buy", "lease", "sell", "trade_in", "test_drive",
                                         NULL };
static const char *const vehicle_statuses[] = { "new", "used", NULL };

static const struct dms_field fields[] = {
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED | DMS_SEARCH,
      .data_class = DMS_PERSONAL, .mask = "name", .max_length = 120 },
    { .name = "phone", .type = DMS_TEXT, .flags = DMS_SEARCH | DMS_INDEX,
      .data_class = DMS_PERSONAL, .mask = "phone", .check = "phone", .max_length = 40 },
    { .name = "email", .type = DMS_TEXT, .data_class = DMS_PERSONAL, .mask = "email",
      .check = "email", .max_length = 254 },
    /* The first source is never overwritten (row 11). */
    { .name = "source", .type = DMS_CHOICE, .choices = crm_sources,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "source_detail", .type = DMS_TEXT, .flags = DMS_IMMUTABLE, .max_length = 200 },
    { .name = "vendor", .type = DMS_TEXT, .max_length = 200 },
    { .name = "provider", .type = DMS_TEXT, .max_length = 200 },
    { .name = "external_id", .type = DMS_TEXT, .flags = DMS_INDEX, .max_length = 200 },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "interest", .type = DMS_CHOICE, .choices = interests, .default_text = "buy" },
    { .name = "make_wanted", .type = DMS_TEXT, .max_length = 100 },
    { .name = "model_wanted", .type = DMS_TEXT, .max_length = 200 },
    { .name = "trim_wanted", .type = DMS_TEXT, .max_length = 200 },
    { .name = "year_wanted", .type = DMS_INTEGER, .minimum = 1900, .maximum = 2100 },
    { .name = "vin_wanted", .type = DMS_TEXT, .check = "vin", .max_length = 17 },
    { .name = "stock_no", .type = DMS_TEXT, .max_length = 60 },
    { .name = "vehicle_status", .type = DMS_CHOICE, .choices = vehicle_statuses },
    { .name = "trade_make", .type = DMS_TEXT, .max_length = 100 },
    { .name = "trade_model", .type = DMS_TEXT, .max_length = 200 },
    { .name = "trade_year", .type = DMS_INTEGER, .minimum = 1900, .maximum = 2100 },
    { .name = "trade_vin", .type = DMS_TEXT, .check = "vin", .max_length = 17 },
    { .name = "address", .type = DMS_TEXT, .data_class = DMS_PERSONAL, .mask = "address",
      .max_length = 300 },
    /* The customer's own words stay as they were said (row 13). */
    { .name = "words", .type = DMS_TEXT, .flags = DMS_IMMUTABLE, .data_class = DMS_PERSONAL,
      .max_length = CRM_LEAD_TEXT },
    { .name = "requested_at", .type = DMS_TIME },
    { .name = "received_at", .type = DMS_TIME, .default_text = "@now", .flags = DMS_INDEX },
    { .name = "customer", .type = DMS_REFERENCE, .target = "crm.customer" },
    { .name = "grade", .type = DMS_TEXT, .max_length = 16 },
    { .name = "next_action_at", .type = DMS_TIME, .flags = DMS_INDEX },
    { .name = "first_response_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "contacts", .type = DMS_INTEGER, .flags = DMS_READ_ONLY, .default_text = "0" },
    { .name = "valuable", .type = DMS_BOOLEAN },
    { .name = "lost_reason", .type = DMS_TEXT, .max_length = 300 },
    /* Longer than an import fills it: what does not fit its field is added. A second phone,
     * too, so it is as personal as the first; and people write theirs into their words. */
    { .name = "note", .type = DMS_TEXT, .data_class = DMS_PERSONAL, .max_length = 10000 },
};

static const struct dms_index indexes[] = {
    { .fields = "store,state,created_at" },
    { .fields = "store,received_at,source" }, /* what figures are counted from */
    { .fields = "source,received_at" },
};

const struct dms_entity crm_lead_entity = DMS_ENTITY(
    .name = "crm.lead", .title = "name", DMS_FIELDS(fields), DMS_INDEXES(indexes));
