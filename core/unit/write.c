/* write.c - one record goes to the disk: defaults, hooks, checks, row, words, hooks, notes. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "storage/system.h"
#include "unit/settings.h"
#include "unit/unit_inside.h"

struct write {
    const char *what; /* "crm.lead.create" */
    struct dms_record *record;
    const struct workflow *workflow;
    const struct workflow_transition *transition;
    bool creates, written; /* written: the row is in the store, the rest may not be */
};

static const char *
verb_of(const struct write *write)
{
    if (write->transition != NULL)
        return write->transition->card.name;
    return write->creates ? "create" : "update";
}

/* "@number:SO": SO20261124-0001, counted per store and day within the unit. */
static enum dms_status
give_number(struct dms_unit *unit, struct dms_record *record,
            const struct entity_field *field, struct dms_error *error)
{
    static const char mark[] = "@number:";
    const char *form = field->card.default_text;
    if (form == NULL || strncmp(form, mark, sizeof(mark) - 1) != 0 ||
        record->values[field->index].kind != VALUE_EMPTY)
        return DMS_OK;
    int64_t year, month, day, next;
    dms_date_split(dms_unit_today(unit), &year, &month, &day);
    const char *prefix =
        scratch_printf(unit->scratch, "%s%s%04" PRId64 "%02" PRId64 "%02" PRId64,
                       form + sizeof(mark) - 1, unit->store_code, year, month, day);
    enum dms_status st = session_number_next(unit->session, prefix, &next, error);
    if (st != DMS_OK)
        return st;
    const char *number = scratch_printf(unit->scratch, "%s-%04" PRId64, prefix, next);
    record->values[field->index] = (struct value){ .kind = VALUE_TEXT,
                                                   .size = (uint32_t)strlen(number),
                                                   .as.text = number };
    return DMS_OK;
}

/* A new record belongs to the store and the person it was made in and by. */
static enum dms_status
prepare_new(struct dms_unit *unit, struct write *write, struct dms_error *error)
{
    struct dms_record *record = write->record;
    enum dms_status st = DMS_OK;
    if ((record->entity->flags & DMS_SHARED) == 0 && record->head.store == 0) {
        /* A setting made in no store is the house's. */
        bool of_house = strcmp(record->entity->name, "core.setting") == 0;
        if (unit->store == 0 && !of_house)
            return dms_fail(error, DMS_INVALID, "unit.store_needed", "entity=@entity.%s",
                            record->entity->name);
        record->head.store = unit->store;
    }
    /* A task for a role is nobody's until somebody of that role takes it. */
    bool of_role = strcmp(record->entity->name, "core.task") == 0 &&
                   dms_record_text(record, "role") != NULL;
    if (record->head.owner == 0 && !of_role)
        record->head.owner = unit->actor.user;
    record->head.created_at = unit->now;
    record->head.created_by = unit->actor.user;
    st = record_defaults(record, unit->now, unit->actor.user, error);
    for (uint32_t i = 0; st == DMS_OK && i < record->entity->field_count; i++)
        st = give_number(unit, record, &record->entity->fields[i], error);
    return st;
}

static void
start_workflow(struct dms_unit *unit, struct write *write)
{
    write->workflow = workflow_for(unit->catalogue->workflows,
                                   write->record->entity->name, unit->brand,
                                   unit->store_code);
    if (write->workflow == NULL)
        return;
    write->record->head.state = write->workflow->initial;
    write->record->head.process = write->workflow->version;
}

static enum dms_status
run_hooks(struct dms_unit *unit, const struct write *write, enum dms_phase phase,
          struct dms_error *error)
{
    const struct entity_hooks *hooks =
        &unit->catalogue->entity_hooks[write->record->entity->number];
    const struct hook_chain *verb =
        write->creates ? hooks->create[phase] : hooks->update[phase];
    enum dms_status st = unit_run_hooks(unit, hooks->save[phase], write->record, error);
    if (st == DMS_OK)
        st = unit_run_hooks(unit, verb, write->record, error);
    if (st == DMS_OK && write->transition != NULL &&
        strcmp(write->transition->card.to, write->record->old_head.state) != 0)
        st =
            unit_run_hooks(unit, write->transition->reached[phase], write->record, error);
    if (st == DMS_OK && write->transition != NULL)
        st = unit_run_hooks(unit, write->transition->hooks[phase], write->record, error);
    return st;
}

/* The named checks of fields that have changed. */
static enum dms_status
run_checks(struct dms_unit *unit, struct dms_record *record, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (uint32_t i = 0; st == DMS_OK && i < record->entity->field_count; i++) {
        const struct entity_field *field = &record->entity->fields[i];
        bool same =
            record->old != NULL && value_equal(&record->old[i], &record->values[i]);
        if (field->check == NULL || same || record->values[i].kind == VALUE_EMPTY)
            continue;
        st = field->check->run(unit, record, field->card.name, error);
        if (st != DMS_OK)
            dms_error_at_field(error, field->card.name);
    }
    return st;
}

static bool
search_changed(const struct dms_record *record)
{
    for (uint32_t i = 0; i < record->entity->field_count; i++)
        if ((record->entity->fields[i].card.flags & DMS_SEARCH) != 0 &&
            (record->old == NULL || !value_equal(&record->old[i], &record->values[i])))
            return true;
    return false;
}

static enum dms_status
put_row(struct dms_unit *unit, struct write *write, struct dms_error *error)
{
    struct dms_record *record = write->record;
    record->head.updated_at = unit->now;
    record->head.updated_by = unit->actor.user;
    struct dms_error own;
    dms_error_clear(&own);
    enum dms_status st = write->creates ? session_insert(unit->session, record, &own)
                                        : session_update(unit->session, record, &own);
    if (st != DMS_OK)
        return unit_collision(unit, record, st, &own, error);
    write->written = true;
    if (record->entity->has_search && search_changed(record))
        st = session_search_put(unit->session, record, error);
    return st;
}

static struct dms_json *
changed_json(const struct dms_unit *unit, const struct dms_record *record)
{
    struct dms_json *changed = NULL;
    const char *text = unit_changes(unit, record);
    dms_json_load(text, strlen(text), &changed, NULL);
    return changed;
}

static struct dms_json *
transition_payload(struct dms_unit *unit, const struct write *write)
{
    struct dms_json *payload = dms_json_create_object();
    if (write->transition != NULL) {
        dms_json_set_text(payload, "transition", write->transition->card.name);
        dms_json_set_text(payload, "from", write->record->old_head.state);
        dms_json_set_text(payload, "to", write->record->head.state);
    }
    if (!write->creates)
        dms_json_take_key(payload, "changed", changed_json(unit, write->record));
    return payload;
}

static enum dms_status
note_events(struct dms_unit *unit, const struct write *write, struct dms_error *error)
{
    const struct dms_record *record = write->record;
    const char *entity = record->entity->name;
    if ((record->entity->flags & DMS_NO_EVENTS) != 0 && write->transition == NULL)
        return DMS_OK;
    if (write->transition == NULL)
        return unit_note_event(
            unit,
            scratch_printf(unit->scratch, "%s.%s", entity,
                           write->creates ? "created" : "updated"),
            record, write->creates ? NULL : transition_payload(unit, write), error);
    const char *own = write->transition->card.event;
    const char *name =
        own != NULL ? own
                    : scratch_printf(unit->scratch, "%s.%s", entity, record->head.state);
    return unit_note_event(unit, name, record, transition_payload(unit, write), error);
}

static enum dms_status
after_row(struct dms_unit *unit, struct write *write, struct dms_error *error)
{
    struct dms_record *record = write->record;
    unit_note_change(unit, record, verb_of(write));
    unit_mark_stale(unit, record->entity);
    enum dms_status st = note_events(unit, write, error);
    if (st == DMS_OK && write->workflow != NULL &&
        (write->creates || strcmp(record->old_head.state, record->head.state) != 0))
        st = unit_enter_state(unit, record, write->workflow, error);
    /* An after hook may save the record again: from here on it compares with this row. */
    record->old_head.rev = record->head.rev;
    if (st == DMS_OK)
        st = run_hooks(unit, write, DMS_AFTER, error);
    record_settle(record);
    return st;
}

/* Whose record it is counts as it lies in the store: nobody takes a record of another by
 * writing an own name on it, and everybody may hand over an own one. */
static enum dms_status
need_scope(struct dms_unit *unit, const struct write *write, struct dms_error *error)
{
    struct permission permission;
    struct dms_record lies = *write->record;
    unit_permission(unit, lies.entity, &permission);
    if (write->creates)
        return unit_need_record(unit, &permission, DMS_CREATE, &lies, error);
    lies.head = lies.old_head;
    return unit_need_record(unit, &permission, DMS_UPDATE, &lies, error);
}

/* Nothing to tell, nothing to write down: the revision stays what others have read. */
static bool
is_same(const struct dms_record *record)
{
    const struct record_head *now = &record->head, *was = &record->old_head;
    for (uint32_t i = 0; i < record->entity->field_count; i++)
        if (record->old == NULL || !value_equal(&record->old[i], &record->values[i]))
            return false;
    return now->owner == was->owner && now->store == was->store &&
           strcmp(now->state, was->state) == 0;
}

static enum dms_status
write_record(struct dms_unit *unit, struct write *write, struct dms_error *error)
{
    struct dms_record *record = write->record;
    enum dms_status st = write->creates ? prepare_new(unit, write, error) : DMS_OK;
    if (st == DMS_OK)
        st = need_scope(unit, write, error);
    if (st == DMS_OK)
        st = run_hooks(unit, write, DMS_BEFORE, error);
    if (st != DMS_OK)
        return st;
    unit->brand = unit_brand_of(unit, record); /* a hook may just have found it out */
    if (write->creates)
        start_workflow(unit, write);
    st = record_check(record, error);
    if (st == DMS_OK)
        st = run_checks(unit, record, error);
    if (st == DMS_OK && !write->creates && write->transition == NULL && is_same(record))
        return DMS_OK;
    if (st == DMS_OK)
        st = put_row(unit, write, error);
    if (st == DMS_OK)
        st = after_row(unit, write, error);
    return st;
}

static enum dms_status
may_change(struct dms_unit *unit, const struct dms_record *record,
           struct dms_error *error)
{
    if (!unit->writes)
        return dms_fail(error, DMS_FORBIDDEN, "unit.reads_only", "");
    if (record->removed)
        return dms_fail(error, DMS_NOT_FOUND, "storage.no_record",
                        "entity=@entity.%s|id=%" PRId64, record->entity->name,
                        record->head.id);
    return DMS_OK;
}

enum dms_status
unit_write(struct dms_unit *unit, struct dms_record *record,
           const struct workflow *workflow, const struct workflow_transition *transition,
           struct dms_error *error)
{
    struct write write = { .record = record,
                           .workflow = workflow,
                           .transition = transition,
                           .creates = record->head.id == 0 };
    const char *outer_brand = unit->brand;
    enum dms_status st = may_change(unit, record, error);
    /* A ledger's lines stay as they were written; their state may still move on. */
    if (st == DMS_OK && !write.creates && transition == NULL &&
        (record->entity->flags & DMS_APPEND_ONLY) != 0)
        st = dms_fail(error, DMS_DENIED, "entity.append_only",
                      "entity=@entity.%s|id=%" PRId64, record->entity->name,
                      record->head.id);
    write.what =
        scratch_printf(unit->scratch, "%s.%s", record->entity->name, verb_of(&write));
    bool line = (record->entity->flags & DMS_NO_EVENTS) != 0 && transition == NULL;
    if (st == DMS_OK)
        st = (line ? unit_line_step : unit_step)(unit, write.what, unit_owner(unit),
                                                 error);
    if (st != DMS_OK)
        return st;
    unit->brand = unit_brand_of(unit, record);
    st = write_record(unit, &write, error);
    if (st != DMS_OK && write.written)
        unit_spoil(unit, write.what, st, error);
    unit->brand = outer_brand;
    unit_step_back(unit);
    return st;
}

enum dms_status
dms_unit_save(struct dms_unit *unit, struct dms_record *record, struct dms_error *error)
{
    return unit_write(unit, record, NULL, NULL, error);
}
