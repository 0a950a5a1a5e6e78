/* trade_in.c - the old car that pays for a part of the new one (row 24). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "opportunity", .type = DMS_REFERENCE, .target = "sales.opportunity" },
    { .name = "order", .type = DMS_REFERENCE, .target = "sales.order" },
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED },
    { .name = "plate",
      .type = DMS_TEXT,
      .flags = DMS_SEARCH,
      .check = "plate",
      .data_class = DMS_PERSONAL,
      .mask = "plate",
      .max_length = 20 },
    { .name = "vin",
      .type = DMS_TEXT,
      .flags = DMS_SEARCH,
      .check = "vin",
      .max_length = 17 },
    { .name = "model_name", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 200 },
    { .name = "mileage", .type = DMS_INTEGER, .minimum = 0, .maximum = 2000000 },
    { .name = "registered_on", .type = DMS_DATE },
    { .name = "appraised_price",
      .type = DMS_MONEY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "agreed_price",
      .type = DMS_MONEY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "subsidy",
      .type = DMS_MONEY,
      .default_text = "0",
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "appraised_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
};

static const struct dms_index indexes[] = {
    { .fields = "order" },
};

const struct dms_entity sales_trade_in_entity =
    DMS_ENTITY(.name = "sales.trade_in", DMS_FIELDS(fields), DMS_INDEXES(indexes));
