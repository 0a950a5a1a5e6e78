/* policy.c - the insurance of a car; before it ends somebody asks whether to renew (row 23). */
#include "sales.h"

static const char *const kinds[] = { "compulsory", "commercial", NULL };

static const struct dms_field fields[] = {
    { .name = "order", .type = DMS_REFERENCE, .target = "sales.order" },
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED },
    { .name = "vehicle", .type = DMS_REFERENCE, .target = "sales.vehicle" },
    { .name = "vin",
      .type = DMS_TEXT,
      .flags = DMS_SEARCH,
      .check = "vin",
      .max_length = 17 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "insurer", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 120 },
    { .name = "number", .type = DMS_TEXT, .flags = DMS_SEARCH, .max_length = 60 },
    { .name = "premium",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "vehicle_tax",
      .type = DMS_MONEY,
      .default_text = "0",
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "agreed", .type = DMS_BOOLEAN },
    { .name = "renews", .type = DMS_REFERENCE, .target = "sales.policy" },
};

static const struct dms_index indexes[] = {
    { .fields = "order" },
    { .fields = "vin" },
    { .fields = "store,state,ends_on" },
};

const struct dms_entity sales_policy_entity =
    DMS_ENTITY(.name = "sales.policy", DMS_FIELDS(fields), DMS_INDEXES(indexes));
