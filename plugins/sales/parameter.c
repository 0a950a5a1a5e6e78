/* parameter.c - one property of a model, as it is from a day on (row 19). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "model",
      .type = DMS_REFERENCE,
      .target = "sales.model",
      .flags = DMS_REQUIRED },
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 100 },
    { .name = "value", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 200 },
    { .name = "unit", .type = DMS_TEXT, .max_length = 20 },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE },
};

static const struct dms_index indexes[] = {
    { .fields = "model,name,starts_on", .unique = 1 },
};

const struct dms_entity sales_parameter_entity =
    DMS_ENTITY(.name = "sales.parameter", .flags = DMS_SHARED, .title = "name",
               DMS_FIELDS(fields), DMS_INDEXES(indexes));
