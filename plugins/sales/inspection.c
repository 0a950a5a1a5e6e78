/* inspection.c - 验车: is this the customer's car, and is it right (row 29). */
#include "sales.h"

static const char *const results[] = { "pass", "fail", NULL };

static const struct dms_field fields[] = {
    { .name = "order",
      .type = DMS_REFERENCE,
      .target = "sales.order",
      .flags = DMS_REQUIRED },
    { .name = "vehicle",
      .type = DMS_REFERENCE,
      .target = "sales.vehicle",
      .flags = DMS_READ_ONLY },
    { .name = "vin_seen",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED,
      .check = "vin",
      .max_length = 17 },
    { .name = "performance", .type = DMS_BOOLEAN, .flags = DMS_REQUIRED },
    { .name = "exterior", .type = DMS_BOOLEAN, .flags = DMS_REQUIRED },
    { .name = "interior", .type = DMS_BOOLEAN, .flags = DMS_REQUIRED },
    { .name = "accessories", .type = DMS_BOOLEAN, .flags = DMS_REQUIRED },
    { .name = "result", .type = DMS_CHOICE, .choices = results, .flags = DMS_READ_ONLY },
    { .name = "findings", .type = DMS_TEXT, .max_length = 1000 },
};

const struct dms_entity sales_inspection_entity =
    DMS_ENTITY(.name = "sales.inspection", .flags = DMS_APPEND_ONLY, .parent = "order",
               DMS_FIELDS(fields));
