/* order.c - the sales order, from signature to delivery (rows 15, 27 to 30). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "number", .type = DMS_TEXT, .flags = DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE,
      .default_text = "@number:SO", .max_length = 40 },
    { .name = "quote", .type = DMS_REFERENCE, .target = "sales.quote" },
    { .name = "opportunity", .type = DMS_REFERENCE, .target = "sales.opportunity" },
    { .name = "customer", .type = DMS_REFERENCE, .target = "crm.customer",
      .flags = DMS_REQUIRED },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "model", .type = DMS_REFERENCE, .target = "sales.model", .flags = DMS_REQUIRED },
    { .name = "vehicle", .type = DMS_REFERENCE, .target = "sales.vehicle" },
    { .name = "list_price", .type = DMS_MONEY, .flags = DMS_REQUIRED, .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "price", .type = DMS_MONEY, .flags = DMS_REQUIRED, .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "gifts_value", .type = DMS_MONEY, .default_text = "0", .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "fees", .type = DMS_MONEY, .default_text = "0", .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "deposit_due", .type = DMS_MONEY, .default_text = "0", .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "discount", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "discount_rate", .type = DMS_INTEGER, .flags = DMS_READ_ONLY }, /* basis points */
    { .name = "paid", .type = DMS_MONEY, .flags = DMS_READ_ONLY, .default_text = "0" },
    { .name = "car_checked", .type = DMS_BOOLEAN, .flags = DMS_READ_ONLY,
      .default_text = "false" },
    { .name = "expected_on", .type = DMS_DATE },
    { .name = "delivered_at", .type = DMS_TIME, .flags = DMS_READ_ONLY | DMS_INDEX },
    { .name = "invoice_no", .type = DMS_TEXT, .max_length = 60 },
    { .name = "cancel_reason", .type = DMS_TEXT, .max_length = 300 },
};

static const struct dms_index indexes[] = {
    { .fields = "store,state,created_at" },
};

const struct dms_entity sales_order_entity = DMS_ENTITY(
    .name = "sales.order", .title = "number", DMS_FIELDS(fields), DMS_INDEXES(indexes));
