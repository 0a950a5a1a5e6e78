/* plugin.c - adds a hook before the write that refuses, one after it that makes another record,
 * and a check of a field's value. */
#include <dms/dms.h>

static const struct dms_field visit_fields[] = {
    { .name = "guest", .type = DMS_TEXT, .flags = DMS_REQUIRED, .check = "a_hook_trim" },
    { .name = "seats", .type = DMS_INTEGER, .default_text = "1" },
};
static const struct dms_entity visit =
    DMS_ENTITY(.name = "a_hook.visit", .title = "guest", DMS_FIELDS(visit_fields));
static const struct dms_field note_fields[] = {
    { .name = "visit", .type = DMS_REFERENCE, .target = "a_hook.visit" },
    { .name = "words", .type = DMS_TEXT },
};
static const struct dms_entity note =
    DMS_ENTITY(.name = "a_hook.note", DMS_FIELDS(note_fields));

/* A leading blank goes. */
static enum dms_status
trim(struct dms_unit *unit, struct dms_record *record, const char *field,
     struct dms_error *error)
{
    const char *text = dms_record_text(record, field);
    (void)unit;
    return text[0] == ' ' ? dms_record_set_text(record, field, text + 1, error) : DMS_OK;
}
static const struct dms_check trim_check = { .size = sizeof(struct dms_check),
                                             .name = "a_hook_trim",
                                             .run = trim };

static enum dms_status
refuse_crowds(struct dms_unit *unit, struct dms_record *record, void *data,
              struct dms_error *error)
{
    int64_t seats = dms_record_int(record, "seats");
    (void)unit, (void)data;
    if (seats <= 8)
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "seats", "a_hook.too_many", "seats=%d",
                          (int)seats);
}
static const struct dms_hook before =
    DMS_HOOK(.name = "a_hook/crowds", .on = "a_hook.visit.save", .phase = DMS_BEFORE,
             .run = refuse_crowds);

static enum dms_status
write_note(struct dms_unit *unit, struct dms_record *record, void *data,
           struct dms_error *error)
{
    struct dms_record *made = NULL;
    enum dms_status st = dms_unit_new(unit, "a_hook.note", &made, error);
    (void)data;
    if (st == DMS_OK)
        st = dms_record_set_int(made, "visit", dms_record_id(record), error);
    if (st == DMS_OK)
        st = dms_record_set_text(
            made, "words",
            dms_scratch_printf(unit, "%s came", dms_record_text(record, "guest")), error);
    return st == DMS_OK ? dms_unit_save(unit, made, error) : st;
}
static const struct dms_hook after =
    DMS_HOOK(.name = "a_hook/note", .on = "a_hook.visit.create", .phase = DMS_AFTER,
             .run = write_note);

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_check(registrar, &trim_check, error);
    if (st == DMS_OK)
        st = dms_register_entity(registrar, &visit, error);
    if (st == DMS_OK)
        st = dms_register_entity(registrar, &note, error);
    if (st == DMS_OK)
        st = dms_register_hook(registrar, &before, error);
    if (st == DMS_OK)
        st = dms_register_hook(registrar, &after, error);
    return st;
}

DMS_PLUGIN(.name = "a_hook", .version = "1.0.0", .start = start);
