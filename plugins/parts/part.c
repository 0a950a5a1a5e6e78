/* part.c - one part number of the store: price, shelf, how many there should be. */
#include "parts.h"

#define MOST INT64_C(1000000000000)

static const struct dms_field fields[] = {
    { .name = "code",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 60 },
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 200 },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "unit", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 20 },
    { .name = "list_price", .type = DMS_MONEY, .minimum = 0, .maximum = MOST },
    { .name = "shelf", .type = DMS_TEXT, .max_length = 40 },
    { .name = "minimum", .type = DMS_DECIMAL, .minimum = 0, .maximum = MOST },
    { .name = "maximum", .type = DMS_DECIMAL, .minimum = 0, .maximum = MOST },
    { .name = "on_hand",
      .type = DMS_DECIMAL,
      .flags = DMS_READ_ONLY,
      .default_text = "0" },
};

/* The same number lies in many stores, but once in each. */
static const struct dms_index indexes[] = {
    { .fields = "store,code", .unique = 1 },
};

const struct dms_entity parts_part_entity =
    DMS_ENTITY(.name = "parts.part", .title = "name", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
