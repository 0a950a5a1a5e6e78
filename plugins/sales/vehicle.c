/* vehicle.c - one car in stock, known by its VIN (row 85). */
#include "sales.h"

static const char *const kinds[] = { "stock", "display", "demo", NULL };

const char *const sales_return_kinds[] = { "three_guarantees_return",
                                           "three_guarantees_exchange", "agreed", NULL };

static const struct dms_field fields[] = {
    { .name = "vin",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_UNIQUE | DMS_SEARCH,
      .check = "vin",
      .max_length = 17 },
    { .name = "model",
      .type = DMS_REFERENCE,
      .target = "sales.model",
      .flags = DMS_REQUIRED },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .default_text = "stock" },
    { .name = "colour", .type = DMS_TEXT, .max_length = 60 },
    { .name = "interior", .type = DMS_TEXT, .max_length = 60 },
    { .name = "engine_no", .type = DMS_TEXT, .max_length = 60 },
    { .name = "cost",
      .type = DMS_MONEY,
      .data_class = DMS_SENSITIVE,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "list_price",
      .type = DMS_MONEY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "location", .type = DMS_TEXT, .max_length = 100 },
    { .name = "arrived_on", .type = DMS_DATE, .flags = DMS_INDEX },
    { .name = "plate",
      .type = DMS_TEXT,
      .flags = DMS_SEARCH,
      .check = "plate",
      .data_class = DMS_PERSONAL,
      .mask = "plate",
      .max_length = 20 },
    { .name = "mileage", .type = DMS_INTEGER, .minimum = 0, .maximum = 2000000 },
    { .name = "sold_on", .type = DMS_DATE, .flags = DMS_READ_ONLY },
    /* Who buys it next has to be told (三包 §33). */
    { .name = "returned_kind",
      .type = DMS_CHOICE,
      .choices = sales_return_kinds,
      .flags = DMS_READ_ONLY },
};

static const struct dms_index indexes[] = {
    { .fields = "store,state,model" },
};

const struct dms_entity sales_vehicle_entity =
    DMS_ENTITY(.name = "sales.vehicle", .title = "vin", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
