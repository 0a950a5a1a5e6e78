/* script.c - what is said in a stage or to an objection, in versions (row 26). */
#include "sales.h"

static const char *const kinds[] = { "stage", "objection", NULL };

static const struct dms_field fields[] = {
    { .name = "code",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_INDEX,
      .max_length = 60 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "step", .type = DMS_TEXT, .max_length = 48 },
    { .name = "title",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 200 },
    { .name = "text", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 8000 },
    { .name = "training", .type = DMS_TEXT, .max_length = 200 },
    { .name = "version", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "published_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
};

const struct dms_entity sales_script_entity =
    DMS_ENTITY(.name = "sales.script", .flags = DMS_SHARED, .title = "title",
               DMS_FIELDS(fields));
