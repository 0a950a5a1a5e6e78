/* price_tag.c - a price shown to customers: never above the list, and what it is compared with was really
 * paid (row 42). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "model",
      .type = DMS_REFERENCE,
      .target = "sales.model",
      .flags = DMS_REQUIRED },
    { .name = "place", .type = DMS_TEXT, .max_length = 100 },
    { .name = "price",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = INT64_C(100000000000) },
    { .name = "was_price",
      .type = DMS_MONEY,
      .minimum = 1,
      .maximum = INT64_C(100000000000) },
    { .name = "starts_on",
      .type = DMS_DATE,
      .flags = DMS_REQUIRED,
      .default_text = "@today" },
    { .name = "ends_on", .type = DMS_DATE },
    { .name = "compared_with",
      .type = DMS_TEXT,
      .flags = DMS_READ_ONLY,
      .max_length = 200 },
};

static const struct dms_index indexes[] = {
    { .fields = "model,starts_on" },
};

const struct dms_entity sales_price_tag_entity =
    DMS_ENTITY(.name = "sales.price_tag", DMS_FIELDS(fields), DMS_INDEXES(indexes));
