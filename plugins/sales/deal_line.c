/* deal_line.c - the margin of a deal, line by line, as it was when the order was closed; a later
 * correction is one more line (row 43). */
#include "sales.h"

static const char *const kinds[] = { "price", "charged",    "kept",
                                     "car",   "gifts",      "commission",
                                     "fees",  "correction", NULL };

static const struct dms_field fields[] = {
    { .name = "order",
      .type = DMS_REFERENCE,
      .target = "sales.order",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
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
    { .name = "source", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "note", .type = DMS_TEXT, .max_length = 500 },
};

const struct dms_entity sales_deal_line_entity =
    DMS_ENTITY(.name = "sales.deal_line", .flags = DMS_APPEND_ONLY | DMS_NO_EVENTS,
               .parent = "order", DMS_FIELDS(fields));
