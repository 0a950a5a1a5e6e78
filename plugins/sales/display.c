/* display.c - which car stands where in the showroom, from when to when (row 20). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "vehicle",
      .type = DMS_REFERENCE,
      .target = "sales.vehicle",
      .flags = DMS_REQUIRED },
    { .name = "place", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 100 },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "note", .type = DMS_TEXT, .max_length = 300 },
};

static const struct dms_index indexes[] = {
    { .fields = "vehicle,starts_on" },
};

const struct dms_entity sales_display_entity =
    DMS_ENTITY(.name = "sales.display", DMS_FIELDS(fields), DMS_INDEXES(indexes));
