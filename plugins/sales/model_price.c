/* model_price.c - the list price of a model, from a day on (row 19). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "model",
      .type = DMS_REFERENCE,
      .target = "sales.model",
      .flags = DMS_REQUIRED },
    { .name = "price",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = INT64_C(100000000000) },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE },
    { .name = "source", .type = DMS_TEXT, .max_length = 200 },
};

static const struct dms_index indexes[] = {
    { .fields = "model,starts_on" },
};

const struct dms_entity sales_model_price_entity =
    DMS_ENTITY(.name = "sales.model_price", .flags = DMS_SHARED, DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
