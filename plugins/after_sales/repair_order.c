/* repair_order.c - one visit of one car to the workshop (rows 47 to 49, 54). */
#include "after_sales.h"

static const struct dms_field fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE,
      .default_text = "@number:RO",
      .max_length = 40 },
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "plate",
      .type = DMS_TEXT,
      .flags = DMS_SEARCH,
      .check = "plate",
      .data_class = DMS_PERSONAL,
      .mask = "plate",
      .max_length = 20 },
    { .name = "vin",
      .type = DMS_TEXT,
      .flags = DMS_SEARCH | DMS_INDEX,
      .check = "vin",
      .max_length = 17 },
    { .name = "mileage",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = 2000000 },
    /* 如实记录客户问题: nobody rewrites what the customer said (row 47). */
    { .name = "complaint",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE,
      .max_length = 4000 },
    { .name = "arrived_at",
      .type = DMS_TIME,
      .default_text = "@now",
      .flags = DMS_INDEX },
    { .name = "promised_at", .type = DMS_TIME, .flags = DMS_INDEX },
    { .name = "technician", .type = DMS_REFERENCE, .target = "core.user" },
    { .name = "findings", .type = DMS_TEXT, .max_length = 4000 },
    { .name = "cancel_reason", .type = DMS_TEXT, .max_length = 300 },
};

static const struct dms_index indexes[] = {
    { .fields = "store,state,created_at" },
};

const struct dms_entity after_sales_repair_order_entity =
    DMS_ENTITY(.name = "after_sales.repair_order", .title = "number", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
