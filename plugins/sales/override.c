/* override.c - the override ledger: who let a price through, why, and what it cost (row 25). */
#include "sales.h"

static const char *const kinds[] = { "discount", "floor", "gate", NULL };

static const struct dms_field fields[] = {
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE,
      .default_text = "discount" },
    { .name = "quote",
      .type = DMS_REFERENCE,
      .target = "sales.quote",
      .flags = DMS_IMMUTABLE },
    { .name = "order",
      .type = DMS_REFERENCE,
      .target = "sales.order",
      .flags = DMS_IMMUTABLE },
    { .name = "brand",
      .type = DMS_REFERENCE,
      .target = "core.brand",
      .flags = DMS_READ_ONLY },
    { .name = "reason",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE,
      .max_length = 500 },
    { .name = "asked_rate", .type = DMS_INTEGER, .flags = DMS_READ_ONLY | DMS_IMMUTABLE },
    { .name = "asked_price", .type = DMS_MONEY, .flags = DMS_READ_ONLY | DMS_IMMUTABLE },
    { .name = "limit_rate", .type = DMS_INTEGER, .flags = DMS_READ_ONLY | DMS_IMMUTABLE },
    { .name = "rule",
      .type = DMS_TEXT,
      .flags = DMS_READ_ONLY | DMS_IMMUTABLE,
      .max_length = 200 },
    { .name = "margin_effect",
      .type = DMS_MONEY,
      .flags = DMS_READ_ONLY | DMS_IMMUTABLE },
    { .name = "requested_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY | DMS_IMMUTABLE },
    { .name = "approved_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY | DMS_IMMUTABLE },
    { .name = "decided_at", .type = DMS_TIME, .flags = DMS_READ_ONLY | DMS_IMMUTABLE },
    { .name = "answer", .type = DMS_TEXT, .max_length = 500 },
};

const struct dms_entity sales_override_entity =
    DMS_ENTITY(.name = "sales.override", DMS_FIELDS(fields));
