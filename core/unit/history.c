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

/* Only rows of data tell old and new values of fields; the others say what was asked for. */
static struct dms_json *
shown(const struct history *history, const struct audit_row *row)
{
    struct dms_json *said = NULL;
    if (strcmp(row->kind, "data") == 0)
        return unit_shown_changes_text(history->unit, history->permission, row->changes);
    if (row->changes != NULL)
        dms_json_load(row->changes, strlen(row->changes), &said, NULL);
    return said != NULL ? said : dms_json_create_object();
}

/* {"car": ["", "LDM…"]}: what references said by number is called among people. */
static struct dms_json *
titles(const struct history *history, const struct dms_json *changes)
{
    struct dms_json *titles = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(changes); i++) {
        const char *name = dms_json_key_at(changes, i);
        const struct dms_json *pair = dms_json_at_key(changes, name);
        const struct entity_field *field = entity_field_at(history->entity, name);
        if (field == NULL || field->target == NULL ||
            dms_json_kind(pair) != DMS_JSON_ARRAY)
            continue;
        struct dms_json *said = dms_json_create_array();
        for (size_t at = 0; at < 2; at++) {
            int64_t id = dms_json_integer(dms_json_at(pair, at));
            const char *title =
                id != 0 ? unit_called(history->unit, field->target->name, id) : "";
            dms_json_take(said, dms_json_create_text(title));
        }
        dms_json_take_key(titles, name, said);
    }
    return titles;
}

static enum dms_status
add_row(const struct audit_row *row, void *context, struct dms_error *error)
{
    (void)error;
    const struct history *history = context;
    struct dms_json *json = dms_json_create_object();
    char time[40];
    dms_json_set_text(
        json, "at",
        dms_time_print(row->at, history->unit->house->offset, time, sizeof(time)));
    dms_json_set_integer(json, "user", row->user);
    dms_json_set_text(json, "user_name",
                      unit_title(history->unit, "core.user", row->user));
    dms_json_set_text(json, "user_title",
                      unit_called(history->unit, "core.user", row->user));
    dms_json_set_text(json, "kind", row->kind);
    dms_json_set_text(json, "action", row->action);
    dms_json_set_text(json, "request", row->request);
    struct dms_json *changes = shown(history, row);
    dms_json_take_key(json, "titles", titles(history, changes));
    dms_json_take_key(json, "changes", changes);
    dms_json_take(history->rows, json);
    return DMS_OK;
}

enum dms_status
unit_history(struct dms_unit *unit, const char *entity, int64_t id,
             struct dms_json **rows, struct dms_error *error)
{
    struct dms_record *record = NULL;
    struct permission permission;
    enum dms_status st = unit_load(unit, entity, id, &record, error);
    if (st != DMS_OK)
        return st;
    unit_permission_for(unit, record, &permission);
    struct history history = { unit, record->entity, &permission,
                               dms_json_create_array() };
    *rows = history.rows;
    return session_audit_of(unit->session, entity, id, add_row, &history, error);
}
