/* plate_service.c - insurance, purchase tax and plate handled for the customer, step by step (row 31). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "order",
      .type = DMS_REFERENCE,
      .target = "sales.order",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_READ_ONLY },
    { .name = "agreed", .type = DMS_BOOLEAN },
    { .name = "fee",
      .type = DMS_MONEY,
      .default_text = "0",
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "insured_elsewhere", .type = DMS_BOOLEAN },
    { .name = "tax_due",
      .type = DMS_MONEY,
      .flags = DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "tax_rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "tax_receipt", .type = DMS_TEXT, .max_length = 60 },
    { .name = "plate",
      .type = DMS_TEXT,
      .flags = DMS_SEARCH,
      .check = "plate",
      .data_class = DMS_PERSONAL,
      .mask = "plate",
      .max_length = 20 },
    { .name = "plated_on", .type = DMS_DATE, .flags = DMS_READ_ONLY },
};

static const struct dms_index indexes[] = {
    { .fields = "order" },
};

const struct dms_entity sales_plate_service_entity =
    DMS_ENTITY(.name = "sales.plate_service", DMS_FIELDS(fields), DMS_INDEXES(indexes));
