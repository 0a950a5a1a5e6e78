/* explain.c - why a field is what it is: who wrote it when, with what, and the rule behind it. */
#include <string.h>

#include "door/door.h"
#include "storage/system.h"

struct reasons {
    struct dms_unit *unit;
    const struct permission *permission;
    const char *field;
    struct dms_json *changes;
};

static void
set_time(const struct reasons *reasons, struct dms_json *json, int64_t at)
{
    char text[40];
    dms_json_set_text(
        json, "at",
        dms_time_print(at, dms_unit_offset(reasons->unit), text, sizeof(text)));
}

/* One row of the audit, when it wrote the field. */
static enum dms_status
add_change(const struct audit_row *row, void *context, struct dms_error *error)
{
    const struct reasons *reasons = context;
    (void)error;
    struct dms_json *shown =
        unit_shown_changes_text(reasons->unit, reasons->permission, row->changes);
    const struct dms_json *pair = dms_json_at_key(shown, reasons->field);
    if (dms_json_kind(pair) == DMS_JSON_ARRAY) {
        struct dms_json *change = dms_json_create_object();
        set_time(reasons, change, row->at);
        dms_json_set_integer(change, "user", row->user);
        dms_json_set_text(change, "user_name",
                          unit_title(reasons->unit, "core.user", row->user));
        dms_json_set_text(change, "action", row->action);
        dms_json_set_text(change, "request", row->request);
        dms_json_take_key(change, "old", dms_json_copy(dms_json_at(pair, 0)));
        dms_json_take_key(change, "new", dms_json_copy(dms_json_at(pair, 1)));
        dms_json_take(reasons->changes, change);
    }
    dms_json_destroy(shown);
    return DMS_OK;
}

/* A figure that a rule decided keeps the rule, its version and its reasons beside it. */
static struct dms_json *
decision_of(const struct permission *permission, const struct dms_record *record)
{
    static const char *const members[] = { "rule", "rule_version", "reasons" };
    struct dms_json *decision = dms_json_create_object();
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        const struct entity_field *field = entity_field_at(record->entity, members[i]);
        if (field != NULL && permission_sees_field(permission, field) &&
            !permission_masks(permission, field) && dms_record_has(record, members[i]))
            dms_json_take_key(decision, members[i], dms_record_json(record, members[i]));
    }
    return decision;
}

static enum dms_status
explain(struct reasons *reasons, const struct dms_record *record,
        struct dms_json **answer, struct dms_error *error)
{
    struct dms_json *shown = unit_record_json(reasons->unit, record, reasons->field);
    reasons->changes = dms_json_create_array();
    enum dms_status st =
        session_audit_of(reasons->unit->session, dms_record_entity(record),
                         dms_record_id(record), add_change, reasons, error);
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "field", reasons->field);
    dms_json_take_key(*answer, "value",
                      dms_json_copy(dms_json_at_key(shown, reasons->field)));
    const struct entity_field *field = entity_field_at(record->entity, reasons->field);
    dms_json_set_text(*answer, "declared_by",
                      field != NULL ? field->owner : record->entity->owner);
    dms_json_take_key(*answer, "decision", decision_of(reasons->permission, record));
    dms_json_take_key(*answer, "changes", reasons->changes);
    dms_json_destroy(shown);
    return st;
}

static enum dms_status
need_field(const struct permission *permission, const char *name, struct dms_error *error)
{
    const struct entity_field *field = entity_field_at(permission->entity, name);
    if (field == NULL)
        return entity_column_at(name) >= 0
                   ? DMS_OK
                   : entity_field_unknown(permission->entity, name, error);
    return permission_sees_field(permission, field)
               ? DMS_OK
               : dms_fail_field(error, DMS_FORBIDDEN, name, "unit.hidden_field",
                                "field=%s", name);
}

enum dms_status
door_explain(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    const char *entity, *field;
    int64_t id;
    const struct dms_record *record = NULL;
    struct permission permission;
    enum dms_status st = door_record(unit, context, &entity, &id, error);
    if (st == DMS_OK)
        st = door_text(context, "field", &field, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, entity, id, &record, error);
    if (st != DMS_OK)
        return st;
    unit_permission_for(unit, record, &permission);
    struct reasons reasons = { unit, &permission, field, NULL };
    st = need_field(&permission, field, error);
    return st == DMS_OK ? explain(&reasons, record, answer, error) : st;
}
