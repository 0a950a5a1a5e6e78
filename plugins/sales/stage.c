/* stage.c - when an opportunity entered a stage, and when it left: what ageing and conversion are
 * counted from (rows 14, 41). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "opportunity",
      .type = DMS_REFERENCE,
      .target = "sales.opportunity",
      .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "from_state", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 48 },
    { .name = "stage",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_READ_ONLY,
      .max_length = 48 },
    { .name = "canonical",
      .type = DMS_TEXT,
      .flags = DMS_READ_ONLY | DMS_INDEX,
      .max_length = 48 },
    { .name = "entered_at",
      .type = DMS_TIME,
      .flags = DMS_REQUIRED | DMS_READ_ONLY | DMS_INDEX },
    { .name = "left_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "moved_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "probability", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "value",
      .type = DMS_MONEY,
      .flags = DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
};

static const struct dms_index indexes[] = {
    { .fields = "opportunity,left_at" },
};

const struct dms_entity sales_stage_entity =
    DMS_ENTITY(.name = "sales.stage", .flags = DMS_NO_EVENTS, .parent = "opportunity",
               DMS_FIELDS(fields), DMS_INDEXES(indexes));
