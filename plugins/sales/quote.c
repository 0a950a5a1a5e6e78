/* quote.c - a versioned offer with floor, gifts, fees and a last day (row 24). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "opportunity", .type = DMS_REFERENCE, .target = "sales.opportunity" },
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED },
    { .name = "model",
      .type = DMS_REFERENCE,
      .target = "sales.model",
      .flags = DMS_REQUIRED },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "version", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "list_price",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "price",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "gifts_value",
      .type = DMS_MONEY,
      .default_text = "0",
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "fees",
      .type = DMS_MONEY,
      .default_text = "0",
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "valid_until", .type = DMS_DATE },
    { .name = "discount", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "discount_rate",
      .type = DMS_INTEGER,
      .flags = DMS_READ_ONLY }, /* basis points */
    { .name = "floor", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "floor_rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "refuse_reason", .type = DMS_TEXT, .max_length = 300 },
};

const struct dms_entity sales_quote_entity =
    DMS_ENTITY(.name = "sales.quote", DMS_FIELDS(fields));
