/* lost.c - what was not there when somebody wanted it: lost, bought in haste or waited for, and
 * the complaint that came of it (row 79). */
#include <string.h>

#include "parts.h"

static const char *const kinds[] = { "lost", "emergency", "waiting", NULL };

static const struct dms_field fields[] = {
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED },
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED,
      .default_text = "lost" },
    { .name = "quantity",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = PARTS_QUANTITY },
    { .name = "subject_entity", .type = DMS_TEXT, .max_length = 96 },
    { .name = "subject", .type = DMS_INTEGER },
    { .name = "complaint", .type = DMS_TEXT, .flags = DMS_SEARCH, .max_length = 80 },
    { .name = "note", .type = DMS_TEXT, .max_length = 300 },
};
static const struct dms_index indexes[] = { { .fields = "part,kind" } };

const struct dms_entity parts_shortage_entity =
    DMS_ENTITY(.name = "parts.shortage", .flags = DMS_APPEND_ONLY, DMS_FIELDS(fields),
               DMS_INDEXES(indexes));

static enum dms_status
note_shortage(struct dms_unit *unit, struct dms_record *shortage, void *data,
              struct dms_error *error)
{
    (void)data;
    const char *kind = dms_record_text(shortage, "kind");
    int64_t quantity = dms_record_int(shortage, "quantity");
    if (strcmp(kind, "waiting") == 0)
        return DMS_OK; /* it will be issued when it comes */
    bool lost = strcmp(kind, "lost") == 0;
    return parts_note_lost(unit, dms_record_int(shortage, "part"), lost ? quantity : 0,
                           lost ? 0 : quantity, error);
}

const struct dms_hook parts_shortage_hooks[] = {
    DMS_HOOK(.name = "parts/lost", .on = "parts.shortage.create", .phase = DMS_AFTER,
             .run = note_shortage),
    { 0 },
};
