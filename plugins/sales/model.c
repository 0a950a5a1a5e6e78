/* model.c - what can be bought: make, series, trim, list price (row 19). */
#include "sales.h"

static const char *const energies[] = { "petrol", "diesel", "hybrid", "phev",
                                        "ev",     "other",  NULL };

static const struct dms_field fields[] = {
    { .name = "code",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_SEARCH,
      .max_length = 60 },
    { .name = "make",
      .type = DMS_TEXT,
      .flags = DMS_INDEX | DMS_SEARCH,
      .max_length = 100 },
    { .name = "factory", .type = DMS_TEXT, .max_length = 100 },
    { .name = "series",
      .type = DMS_TEXT,
      .flags = DMS_INDEX | DMS_SEARCH,
      .max_length = 100 },
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 200 },
    { .name = "year", .type = DMS_INTEGER, .minimum = 1900, .maximum = 2100 },
    { .name = "year_tag", .type = DMS_TEXT, .max_length = 40 },
    { .name = "body", .type = DMS_TEXT, .max_length = 200 },
    { .name = "energy", .type = DMS_CHOICE, .choices = energies },
    { .name = "list_price",
      .type = DMS_MONEY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "active", .type = DMS_BOOLEAN, .default_text = "true" },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "starts_on", .type = DMS_DATE },
    { .name = "ends_on", .type = DMS_DATE },
};

const struct dms_entity sales_model_entity =
    DMS_ENTITY(.name = "sales.model", .flags = DMS_SHARED, .title = "name",
               DMS_FIELDS(fields));
