/* temp_plate.c - a temporary plate until the real one is here (row 31). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "plate_service",
      .type = DMS_REFERENCE,
      .target = "sales.plate_service",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "number", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 20 },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
};

const struct dms_entity sales_temp_plate_entity =
    DMS_ENTITY(.name = "sales.temp_plate", .flags = DMS_NO_EVENTS,
               .parent = "plate_service", DMS_FIELDS(fields));
