/* check_item.c - one line of a checklist of an order, a car on display, a stage of a deal: what it
 * asks is the decision sales.checklist (rows 7, 20, 30, 31). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "subject_entity",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_READ_ONLY,
      .max_length = 60 },
    { .name = "subject",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_READ_ONLY },
    { .name = "list",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_READ_ONLY,
      .max_length = 60 },
    { .name = "code",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_READ_ONLY,
      .max_length = 60 },
    { .name = "title",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_READ_ONLY | DMS_SENTENCE,
      .max_length = 200 },
    { .name = "source",
      .type = DMS_TEXT,
      .flags = DMS_IMMUTABLE | DMS_READ_ONLY,
      .max_length = 200 },
    { .name = "required",
      .type = DMS_BOOLEAN,
      .flags = DMS_READ_ONLY,
      .default_text = "true" },
    { .name = "done", .type = DMS_BOOLEAN, .default_text = "false" },
    { .name = "done_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "done_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "reference", .type = DMS_TEXT, .max_length = 200 },
    { .name = "note", .type = DMS_TEXT, .max_length = 500 },
};

static const struct dms_index indexes[] = {
    { .fields = "subject_entity,subject,list,code", .unique = 1 },
};

const struct dms_entity sales_check_item_entity =
    DMS_ENTITY(.name = "sales.check_item", .flags = DMS_NO_EVENTS, .title = "title",
               DMS_FIELDS(fields), DMS_INDEXES(indexes));
