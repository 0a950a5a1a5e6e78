/* change.c - what a write changed, as the audit keeps it and the event tells it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "storage/system.h"
#include "unit/unit_inside.h"

/* That a secret changed is told, never what it is. */
static void
add_value(const struct dms_unit *unit, const struct entity_field *field,
          const struct value *value, struct text *text)
{
    uint32_t type = field->card.type;
    if (value->kind == VALUE_EMPTY) {
        text_add(text, "null");
    } else if (field->card.data_class == DMS_SECRET) {
        text_add(text, "\"***\"");
    } else if (value->kind == VALUE_TEXT && (type == DMS_TEXT || type == DMS_CHOICE)) {
        json_print_text(text, value->as.text); /* most are, and this is on every write's way */
    } else {
        struct dms_json *json = field_print(field, value, unit->house->offset);
        char *printed = dms_json_print(json);
        text_add(text, printed);
        free(printed);
        dms_json_destroy(json);
    }
}

static void
begin_pair(struct text *text, const char *name)
{
    text_add(text, text->size > 1 ? "," : "");
    json_print_text(text, name);
    text_add(text, ":[");
}

static void
add_head(const struct dms_record *record, struct text *text)
{
    const char *old = record->old_head.state != NULL ? record->old_head.state : "";
    if (strcmp(old, record->head.state) != 0) {
        begin_pair(text, "state");
        json_print_text(text, old);
        text_add_char(text, ',');
        json_print_text(text, record->head.state);
        text_add_char(text, ']');
    }
    if (record->old_head.owner != record->head.owner) {
        begin_pair(text, "owner");
        text_printf(text, "%" PRId64 ",%" PRId64 "]", record->old_head.owner,
                    record->head.owner);
    }
}

static void
add_changes(const struct dms_unit *unit, const struct dms_record *record, struct text *text)
{
    static const struct value empty = { .kind = VALUE_EMPTY };
    for (uint32_t i = 0; i < record->entity->field_count; i++) {
        const struct entity_field *field = &record->entity->fields[i];
        const struct value *old = record->old != NULL ? &record->old[i] : &empty;
        const struct value *new = record->removed ? &empty : &record->values[i];
        if (value_equal(old, new))
            continue;
        begin_pair(text, field->card.name);
        add_value(unit, field, old, text);
        text_add_char(text, ',');
        add_value(unit, field, new, text);
        const char *reason = record_reason(record, i);
        if (reason != NULL)
            text_printf(text, ",%s", reason);
        text_add_char(text, ']');
    }
}

const char *
unit_changes(const struct dms_unit *unit, const struct dms_record *record)
{
    struct text text = { 0 };
    text_add_char(&text, '{');
    add_head(record, &text);
    add_changes(unit, record, &text);
    text_add_char(&text, '}');
    const char *copy = scratch_copy_sized(unit->scratch, text.data, text.size);
    text_clear(&text);
    return copy;
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
    const char *entity = record->entity->name;
    bool opens = strcmp(entity, "core.session") == 0 || strcmp(entity, "core.token") == 0;
    struct audit_row *row = new_row(unit, opens ? "access" : "data", action);
    row->entity = entity;
    row->record = record->head.id;
    row->changes = unit_changes(unit, record);
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
    if (unit->spoiled != NULL) {
        dms_error_copy(error, unit->spoiled);
        return dms_error_status(unit->spoiled);
    }
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
}
