/* ledger.c - what the house itself keeps: timers that wait, the audit chain. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access/audit.h"
#include "base/messages.h"
#include "door/door.h"
#include "storage/system.h"
#include "unit/unit_inside.h"

#define USUAL 50
#define MOST  1000

static size_t
limit_of(const struct dms_json *question)
{
    int64_t limit = dms_json_integer_at(question, "limit");
    return limit > 0 && limit <= MOST ? (size_t)limit : USUAL;
}

static void
set_time(struct dms_unit *unit, struct dms_json *json, const char *key, int64_t at)
{
    char buffer[40];
    dms_json_set_text(json, key,
                      dms_time_print(at, dms_unit_offset(unit), buffer, sizeof(buffer)));
}

enum dms_status
door_need_admin(struct dms_unit *unit, struct dms_error *error)
{
    const struct entity *entity;
    struct permission permission;
    enum dms_status st = unit_entity(unit, "core.setting", &entity, &permission, error);
    return st == DMS_OK ? permission_need(&permission, DMS_UPDATE, error) : st;
}

enum dms_status
door_timers(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    struct timer_row *rows = NULL;
    size_t count = 0;
    enum dms_status st = door_need_admin(unit, error);
    if (st == DMS_OK)
        st = session_timer_due(unit->session, INT64_MAX, limit_of(context), unit->scratch,
                               &rows, &count, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *timers = dms_json_create_array();
    for (size_t i = 0; i < count; i++) {
        struct dms_json *timer = dms_json_create_object();
        dms_json_set_integer(timer, "id", rows[i].id);
        set_time(unit, timer, "due", rows[i].due);
        dms_json_set_text(timer, "handler", rows[i].handler);
        dms_json_set_text(timer, "entity", rows[i].entity);
        dms_json_set_integer(timer, "record", rows[i].record);
        dms_json_set_text(timer, "key", rows[i].key);
        dms_json_take(timers, timer);
    }
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "timers", timers);
    return DMS_OK;
}

struct showing {
    struct dms_unit *unit;
    struct dms_json *rows;
};

static struct dms_json *
loaded(const char *text)
{
    struct dms_json *json = NULL;
    dms_json_load(text, strlen(text), &json, NULL);
    return json != NULL ? json : dms_json_create_null();
}

/* Its changes are those of no record, which "history" would show with its masks. */
static bool
is_told_here(const char *kind)
{
    return strcmp(kind, "access") == 0 || strcmp(kind, "plugin") == 0 ||
           strcmp(kind, "event") == 0;
}

static enum dms_status
show_row(const struct audit_row *row, void *context, struct dms_error *error)
{
    (void)error;
    const struct showing *showing = context;
    struct dms_json *json = dms_json_create_object();
    dms_json_set_integer(json, "id", row->id);
    set_time(showing->unit, json, "at", row->at);
    dms_json_set_integer(json, "user", row->user);
    dms_json_set_text(json, "user_name",
                      unit_title(showing->unit, "core.user", row->user));
    dms_json_set_text(json, "user_title",
                      unit_called(showing->unit, "core.user", row->user));
    dms_json_set_text(json, "kind", row->kind);
    dms_json_set_text(json, "action", row->action);
    dms_json_set_text(json, "entity", row->entity);
    dms_json_set_integer(json, "record", row->record);
    dms_json_set_text(json, "request", row->request);
    if (row->changes != NULL && is_told_here(row->kind))
        dms_json_take_key(json, "changes", loaded(row->changes));
    dms_json_take(showing->rows, json);
    return DMS_OK;
}

/* The last rows, oldest first. */
enum dms_status
door_audit_show(struct dms_unit *unit, void *context, struct dms_json **answer,
                struct dms_error *error)
{
    int64_t last = 0, limit = (int64_t)limit_of(context);
    unsigned char digest[32];
    struct showing showing = { unit, NULL };
    enum dms_status st = door_need_admin(unit, error);
    if (st == DMS_OK)
        st = session_audit_last(unit->session, &last, digest, error);
    if (st != DMS_OK)
        return st;
    showing.rows = dms_json_create_array();
    st = session_audit_walk(unit->session, last > limit ? last - limit + 1 : 1, show_row,
                            &showing, error);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "rows", showing.rows);
    return st;
}

/* A fault of the chain in words, {"entity": "crm.lead", "id": 7, "what": "altered"}. */
static struct dms_json *
said_fault(const struct dms_unit *unit, const struct dms_json *fault)
{
    char key[64], name[200], id[24];
    const char *entity = dms_json_text_at(fault, "entity");
    struct dms_json *said = dms_json_copy(fault), *values = dms_json_create_object();
    snprintf(key, sizeof(key), "cli.fault.%s", dms_json_text_at(fault, "what"));
    snprintf(name, sizeof(name), "@entity.%s", entity != NULL ? entity : "");
    snprintf(id, sizeof(id), "%" PRId64, dms_json_integer_at(fault, "id"));
    dms_json_set_text(values, "id", id);
    dms_json_set_text(values, "entity", name);
    dms_json_set_text(values, "field", dms_json_text_at(fault, "field"));
    char *text =
        messages_text(unit->house->messages, dms_unit_language(unit), key, values);
    dms_json_set_text(said, "text", text);
    free(text);
    dms_json_destroy(values);
    return said;
}

static void
say_faults(const struct dms_unit *unit, struct dms_json *report)
{
    const struct dms_json *faults = dms_json_at_key(report, "faults");
    struct dms_json *said = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(faults); i++)
        dms_json_take(said, said_fault(unit, dms_json_at(faults, i)));
    dms_json_take_key(report, "faults", said);
}

enum dms_status
door_audit_verify(struct dms_unit *unit, void *context, struct dms_json **answer,
                  struct dms_error *error)
{
    (void)context;
    char *anchor = NULL;
    enum dms_status st = door_need_admin(unit, error);
    if (st != DMS_OK)
        return st;
    if (asprintf(&anchor, "%s/audit.anchor", unit->house->dir) < 0)
        memory_end();
    st = audit_verify(unit->session, anchor, unit->catalogue->entities,
                      unit->house->offset, answer, error);
    free(anchor);
    if (st == DMS_OK)
        say_faults(unit, *answer);
    return st;
}
