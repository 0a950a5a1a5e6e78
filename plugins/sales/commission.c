/* commission.c - what an advisor earned with an order, and by which rule; what was wrong is put right
 * by one more line (rows 5, 43). */
#include "sales.h"

static const char *const kinds[] = { "earned", "correction", NULL };

static const struct dms_field fields[] = {
    { .name = "order",
      .type = DMS_REFERENCE,
      .target = "sales.order",
      .flags = DMS_REQUIRED },
    { .name = "user",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED },
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED,
      .default_text = "correction" },
    { .name = "amount",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = -INT64_C(100000000000),
      .maximum = INT64_C(100000000000) },
    { .name = "note", .type = DMS_TEXT, .max_length = 300 },
    { .name = "rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "rule_version", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "reasons", .type = DMS_STRUCTURED, .flags = DMS_READ_ONLY },
};

const struct dms_entity sales_commission_entity =
    DMS_ENTITY(.name = "sales.commission", .flags = DMS_APPEND_ONLY, .parent = "order",
               DMS_FIELDS(fields));
