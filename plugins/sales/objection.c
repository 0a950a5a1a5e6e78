/* objection.c - what a customer held against it, in his words, what was answered and what came of it
 * (row 25). */
#include "sales.h"

static const char *const outcomes[] = { "open", "solved", "lost", NULL };

static const struct dms_field fields[] = {
    { .name = "opportunity",
      .type = DMS_REFERENCE,
      .target = "sales.opportunity",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "script", .type = DMS_REFERENCE, .target = "sales.script" },
    { .name = "words",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE,
      .max_length = 1000 },
    { .name = "answer", .type = DMS_TEXT, .max_length = 2000 },
    { .name = "outcome",
      .type = DMS_CHOICE,
      .choices = outcomes,
      .default_text = "open" },
    { .name = "raised_at", .type = DMS_TIME, .default_text = "@now" },
};

const struct dms_entity sales_objection_entity =
    DMS_ENTITY(.name = "sales.objection", .parent = "opportunity", DMS_FIELDS(fields));
