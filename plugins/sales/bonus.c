/* bonus.c - what a seller gets for a month beyond the commissions, by which rule; counted again,
 * the difference is one more line (row 5). */
#include "sales.h"

static const char *const kinds[] = { "earned", "correction", NULL };

static const struct dms_field fields[] = {
    { .name = "user",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "month",
      .type = DMS_DATE,
      .flags = DMS_REQUIRED | DMS_READ_ONLY | DMS_INDEX },
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "cars", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "sold",
      .type = DMS_MONEY,
      .flags = DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "amount",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED | DMS_READ_ONLY,
      .minimum = -INT64_C(100000000000),
      .maximum = INT64_C(100000000000) },
    { .name = "rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "rule_version", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "reasons", .type = DMS_STRUCTURED, .flags = DMS_READ_ONLY },
};

static const struct dms_index indexes[] = {
    { .fields = "user,month" },
};

const struct dms_entity sales_bonus_entity =
    DMS_ENTITY(.name = "sales.bonus", .flags = DMS_APPEND_ONLY, DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
