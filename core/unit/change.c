/* change.c - what a write changed, as the audit keeps it and the event tells it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "storage/system.h"
#include "unit/unit_inside.h"

/* That a secret changed is told, never what it is. */
static struct dms_json *
printed(const struct entity_field *field, const struct value *value, int64_t offset)
{
    if (field->card.data_class == DMS_SECRET && value->kind != VALUE_EMPTY)
        return dms_json_create_text("***");
    return field_print(field, value, offset);
}

static struct dms_json *
pair(struct dms_json *old, struct dms_json *new)
{
    struct dms_json *both = dms_json_create_array();
    dms_json_take(both, old);
    dms_json_take(both, new);
    return both;
}

static void
add_state(const struct dms_record *record, struct dms_json *changes)
{
    const char *old = record->old_head.state != NULL ? record->old_head.state : "";
    if (strcmp(old, record->head.state) != 0)
        dms_json_take_key(changes, "state",
                          pair(dms_json_create_text(old), dms_json_create_text(record->head.state)));
    if (record->old_head.owner != record->head.owner)
        dms_json_take_key(changes, "owner", pair(dms_json_create_integer(record->old_head.owner),
                                                 dms_json_create_integer(record->head.owner)));
}

struct dms_json *
unit_changes(const struct dms_unit *unit, const struct dms_record *record)
{
    static const struct value empty = { .kind = VALUE_EMPTY };
    struct dms_json *changes = dms_json_create_object();
    add_state(record, changes);
    for (uint32_t i = 0; i < record->entity->field_count; i++) {
        const struct entity_field *field = &record->entity->fields[i];
        const struct value *old = record->old != NULL ? &record->old[i] : &empty;
        const struct value *new = record->removed ? &empty : &record->values[i];
        if (!value_equal(old, new))
            dms_json_take_key(changes, field->card.name,
                              pair(printed(field, old, unit->house->offset),
                                   printed(field, new, unit->house->offset)));
    }
    return changes;
}

static struct audit_row *
new_row(struct dms_unit *unit, const char *kind, const char *action)
{
    struct audit_row *row = scratch_alloc(unit->scratch, sizeof(*row));
    row->at = unit->now;
    row->user = unit->actor.user;
    row->store = unit->store;
    row->kind = kind;
    row->action = action;
    row->request = unit->request_id;
    list_add(&unit->audits, row);
    return row;
}

static const char *
kept(struct dms_unit *unit, const struct dms_json *json)
{
    char *text = dms_json_print(json);
    const char *copy = scratch_copy(unit->scratch, text);
    free(text);
    return copy;
}

void
unit_note_change(struct dms_unit *unit, const struct dms_record *record, const char *action)
{
    struct audit_row *row = new_row(unit, "data", action);
    struct dms_json *changes = unit_changes(unit, record);
    row->entity = record->entity->name;
    row->record = record->head.id;
    row->changes = kept(unit, changes);
    dms_json_destroy(changes);
}

void
unit_audit(struct dms_unit *unit, const char *kind, const char *action, const char *entity,
           int64_t record, struct dms_json *changes)
{
    struct audit_row *row = new_row(unit, kind, scratch_copy(unit->scratch, action));
    row->entity = scratch_copy(unit->scratch, entity);
    row->record = record;
    row->changes = changes != NULL ? kept(unit, changes) : NULL;
    dms_json_destroy(changes);
}

enum dms_status
unit_note_event(struct dms_unit *unit, const char *name, const struct dms_record *record,
                struct dms_json *payload, struct dms_error *error)
{
    (void)error;
    struct outbox_row *row = scratch_alloc(unit->scratch, sizeof(*row));
    row->at = unit->now;
    row->name = scratch_copy(unit->scratch, name);
    row->entity = record != NULL ? record->entity->name : "";
    row->record = record != NULL ? record->head.id : 0;
    row->store = record != NULL && record->head.store != 0 ? record->head.store : unit->store;
    row->user = unit->actor.user;
    row->payload = payload != NULL ? kept(unit, payload) : NULL;
    dms_json_destroy(payload);
    list_add(&unit->events, row);
    return DMS_OK;
}

enum dms_status
dms_emit(struct dms_unit *unit, const char *name, const struct dms_record *record,
         const struct dms_json *payload, struct dms_error *error)
{
    if (!unit->writes)
        return dms_fail(error, DMS_FORBIDDEN, "unit.reads_only", "");
    return unit_note_event(unit, name, record, dms_json_copy(payload), error);
}

enum dms_status
unit_finish(struct dms_unit *unit, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < unit->audits.count; i++)
        st = audit_append(&unit->house->audit, unit->session, unit->audits.items[i], error);
    for (size_t i = 0; st == DMS_OK && i < unit->events.count; i++) {
        struct outbox_row *row = unit->events.items[i];
        st = session_outbox_add(unit->session, row, error);
    }
    return st;
}

/* The core's own tables are kept compiled; a write to them makes that stale. */
void
unit_mark_stale(struct dms_unit *unit, const struct entity *entity)
{
    static const char *const compiled[] = { "core.user", "core.role", "core.grant", "core.store",
                                            "core.brand" };
    for (size_t i = 0; i < sizeof(compiled) / sizeof(compiled[0]); i++)
        unit->access_changed |= strcmp(entity->name, compiled[i]) == 0;
    unit->settings_changed |= strcmp(entity->name, "core.setting") == 0 ||
                              strcmp(entity->name, "core.calendar_day") == 0 ||
                              strcmp(entity->name, "core.store") == 0;
}
