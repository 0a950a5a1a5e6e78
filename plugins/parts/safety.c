/* safety.c - who had the keys, and whether it is dry, clean and safe in there (rows 78, 82). */
#include "parts.h"

static const char *const deeds[] = { "key_out", "key_in", "entered", "left", NULL };

static const struct dms_field access_fields[] = {
    { .name = "warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_REQUIRED },
    { .name = "deed", .type = DMS_CHOICE, .choices = deeds, .flags = DMS_REQUIRED },
    { .name = "person", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 60 },
    { .name = "purpose", .type = DMS_TEXT, .max_length = 200 },
};
const struct dms_entity parts_access_entity =
    DMS_ENTITY(.name = "parts.access", .flags = DMS_APPEND_ONLY, .title = "person",
               DMS_FIELDS(access_fields));

static const struct dms_field check_fields[] = {
    { .name = "warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_REQUIRED },
    { .name = "checked_on",
      .type = DMS_DATE,
      .flags = DMS_REQUIRED,
      .default_text = "@today" },
    { .name = "dry", .type = DMS_BOOLEAN, .flags = DMS_REQUIRED },
    { .name = "clean", .type = DMS_BOOLEAN, .flags = DMS_REQUIRED },
    { .name = "fire_safe", .type = DMS_BOOLEAN, .flags = DMS_REQUIRED },
    { .name = "labelled", .type = DMS_BOOLEAN, .flags = DMS_REQUIRED },
    { .name = "remark", .type = DMS_TEXT, .max_length = 300 },
};
const struct dms_entity parts_condition_check_entity =
    DMS_ENTITY(.name = "parts.condition_check", .flags = DMS_APPEND_ONLY,
               .parent = "warehouse", DMS_FIELDS(check_fields));

/* Somebody reads it tomorrow: what is wrong must be said. */
static enum dms_status
need_remark(struct dms_unit *unit, struct dms_record *check, void *data,
            struct dms_error *error)
{
    static const char *const looked[] = { "dry", "clean", "fire_safe", "labelled", NULL };
    (void)unit, (void)data;
    for (size_t i = 0; looked[i] != NULL; i++)
        if (dms_record_has(check, looked[i]) && dms_record_int(check, looked[i]) == 0 &&
            !dms_record_has(check, "remark"))
            return dms_fail_field(error, DMS_INVALID, "remark", "parts.check_remark", "");
    return DMS_OK;
}

static enum dms_status
note_check(struct dms_unit *unit, struct dms_record *check, void *data,
           struct dms_error *error)
{
    (void)data;
    struct dms_record *place = NULL;
    enum dms_status st = dms_unit_edit(unit, "parts.warehouse",
                                       dms_record_int(check, "warehouse"), &place, error);
    if (st == DMS_OK)
        st = dms_record_set_int(place, "checked_on", dms_record_int(check, "checked_on"),
                                error);
    return st == DMS_OK ? dms_unit_save(unit, place, error) : st;
}

const struct dms_hook parts_safety_hooks[] = {
    DMS_HOOK(.name = "parts/safety:remark", .on = "parts.condition_check.create",
             .run = need_remark),
    DMS_HOOK(.name = "parts/safety:note", .on = "parts.condition_check.create",
             .phase = DMS_AFTER, .run = note_check),
    { 0 },
};
