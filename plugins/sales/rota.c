/* rota.c - who receives customers, and when (row 16). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "user",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED },
    { .name = "starts_at", .type = DMS_TIME, .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "ends_at", .type = DMS_TIME, .flags = DMS_REQUIRED },
    { .name = "note", .type = DMS_TEXT, .max_length = 200 },
};

static const struct dms_index indexes[] = {
    { .fields = "store,starts_at" },
};

const struct dms_entity sales_rota_entity =
    DMS_ENTITY(.name = "sales.rota", DMS_FIELDS(fields), DMS_INDEXES(indexes));
