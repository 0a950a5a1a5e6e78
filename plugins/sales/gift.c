/* gift.c - what goes with the car for nothing: name, quantity and today's price of each (rows 24, 42;
 * 明码标价规定 §16). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "quote",
      .type = DMS_REFERENCE,
      .target = "sales.quote",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 200 },
    { .name = "quantity",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED,
      .default_text = "1",
      .minimum = 1,
      .maximum = 1000 },
    { .name = "unit_price",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "value",
      .type = DMS_MONEY,
      .flags = DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
};

const struct dms_entity sales_gift_entity =
    DMS_ENTITY(.name = "sales.gift", .flags = DMS_NO_EVENTS, .title = "name",
               .parent = "quote", DMS_FIELDS(fields));
