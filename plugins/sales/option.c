/* option.c - what one may choose with a model, and what it costs, from a day on (row 19). */
#include "sales.h"

static const char *const kinds[] = { "option", "colour", "package", NULL };

static const struct dms_field fields[] = {
    { .name = "model",
      .type = DMS_REFERENCE,
      .target = "sales.model",
      .flags = DMS_REQUIRED },
    { .name = "code", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 60 },
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 200 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "price",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE },
};

static const struct dms_index indexes[] = {
    { .fields = "model,code,starts_on", .unique = 1 },
};

const struct dms_entity sales_option_entity =
    DMS_ENTITY(.name = "sales.option", .flags = DMS_SHARED, .title = "name",
               DMS_FIELDS(fields), DMS_INDEXES(indexes));
