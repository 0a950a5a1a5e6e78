/* history.c - what was done to a record, by whom, with old and new values. */
#include <string.h>

#include "storage/system.h"
#include "unit/unit_inside.h"

struct history {
    struct dms_unit *unit;
    const struct entity *entity;
    const struct permission *permission;
    struct dms_json *rows;
};

/* Old values of a masked field are masked like the present one. */
static struct dms_json *
shown_pair(const struct history *history, const struct entity_field *field,
           const struct dms_json *pair)
{
    if (field == NULL || !permission_masks(history->permission, field))
        return dms_json_copy(pair);
    struct dms_json *masked = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(pair); i++) {
        const char *text = dms_json_text(dms_json_at(pair, i));
        dms_json_take(masked, dms_json_create_text(
                                  text == NULL ? NULL
                                               : mask_text(field->card.mask, text,
                                                           history->unit->scratch)));
    }
    return masked;
}

static struct dms_json *
shown_changes(const struct history *history, const char *text)
{
    struct dms_json *kept = NULL, *shown = dms_json_create_object();
    if (text == NULL || dms_json_load(text, strlen(text), &kept, NULL) != DMS_OK)
        return shown;
    for (size_t i = 0; i < dms_json_count(kept); i++) {
        const char *name = dms_json_key_at(kept, i);
        const struct entity_field *field = entity_field_at(history->entity, name);
        if (field == NULL || permission_sees_field(history->permission, field))
            dms_json_take_key(shown, name, shown_pair(history, field, dms_json_value_at(kept, i)));
    }
    dms_json_destroy(kept);
    return shown;
}

static enum dms_status
add_row(const struct audit_row *row, void *context, struct dms_error *error)
{
    (void)error;
    const struct history *history = context;
    struct dms_json *json = dms_json_create_object();
    char time[40];
    dms_json_set_text(json, "at",
                      dms_time_print(row->at, history->unit->house->offset, time, sizeof(time)));
    dms_json_set_integer(json, "user", row->user);
    dms_json_set_text(json, "user_name", unit_title(history->unit, "core.user", row->user));
    dms_json_set_text(json, "kind", row->kind);
    dms_json_set_text(json, "action", row->action);
    dms_json_set_text(json, "request", row->request);
    dms_json_take_key(json, "changes", shown_changes(history, row->changes));
    dms_json_take(history->rows, json);
    return DMS_OK;
}

enum dms_status
unit_history(struct dms_unit *unit, const char *entity, int64_t id, struct dms_json **rows,
             struct dms_error *error)
{
    struct dms_record *record = NULL;
    struct permission permission;
    enum dms_status st = unit_load(unit, entity, id, &record, error);
    if (st != DMS_OK)
        return st;
    unit_permission(unit, record->entity, &permission);
    struct history history = { unit, record->entity, &permission, dms_json_create_array() };
    *rows = history.rows;
    return session_audit_of(unit->session, entity, id, add_row, &history, error);
}
