/* maker_order.c - a car ordered from the maker: for a customer or for stock (row 28). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE,
      .default_text = "@number:MO",
      .max_length = 40 },
    { .name = "order", .type = DMS_REFERENCE, .target = "sales.order" },
    { .name = "model",
      .type = DMS_REFERENCE,
      .target = "sales.model",
      .flags = DMS_REQUIRED },
    { .name = "colour", .type = DMS_TEXT, .max_length = 60 },
    { .name = "maker_number", .type = DMS_TEXT, .flags = DMS_SEARCH, .max_length = 60 },
    { .name = "ordered_on",
      .type = DMS_DATE,
      .flags = DMS_REQUIRED,
      .default_text = "@today" },
    { .name = "expected_on", .type = DMS_DATE, .flags = DMS_INDEX },
    { .name = "change_reason", .type = DMS_TEXT, .max_length = 300 },
    { .name = "vehicle", .type = DMS_REFERENCE, .target = "sales.vehicle" },
    { .name = "arrived_on", .type = DMS_DATE, .flags = DMS_READ_ONLY },
};

static const struct dms_index indexes[] = {
    { .fields = "order" },
    { .fields = "store,state,expected_on" },
};

const struct dms_entity sales_maker_order_entity =
    DMS_ENTITY(.name = "sales.maker_order", .title = "number", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
