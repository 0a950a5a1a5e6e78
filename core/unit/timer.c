/* timer.c - wake me at; and the deadlines of workflow states, which are such timers. */
#include <stdlib.h>
#include <string.h>

#include "storage/system.h"
#include "unit/settings.h"
#include "unit/unit_inside.h"

static const char deadline_handler[] = "core/deadline";

enum dms_status
dms_timer_set(struct dms_unit *unit, const char *handler, const struct dms_record *record,
              const char *key, int64_t due, const struct dms_json *payload,
              struct dms_error *error)
{
    const char *owner;
    if (!unit->writes)
        return dms_fail(error, DMS_FORBIDDEN, "unit.reads_only", "");
    if (catalogue_timer(unit->catalogue, handler, &owner) == NULL)
        return dms_fail(error, DMS_INVALID, "unit.no_such_timer", "handler=%s", handler);
    char *text = payload != NULL ? dms_json_print(payload) : NULL;
    struct timer_row row = { .due = due,
                             .record = record != NULL ? record->head.id : 0,
                             .handler = handler,
                             .entity = record != NULL ? record->entity->name : "",
                             .key = key != NULL ? key : "",
                             .payload = text };
    enum dms_status st = session_timer_put(unit->session, &row, error);
    free(text);
    return st;
}

enum dms_status
dms_timer_cancel(struct dms_unit *unit, const char *handler, const struct dms_record *record,
                 const char *key, struct dms_error *error)
{
    if (!unit->writes)
        return dms_fail(error, DMS_FORBIDDEN, "unit.reads_only", "");
    return session_timer_cancel(unit->session, handler,
                                record != NULL ? record->entity->name : "",
                                record != NULL ? record->head.id : 0, key != NULL ? key : "",
                                error);
}

static bool
has_deadlines(const struct workflow *workflow)
{
    for (uint32_t i = 0; i < workflow->state_count; i++)
        if (workflow->states[i].deadline_kind != 0)
            return true;
    return false;
}

enum dms_status
unit_enter_state(struct dms_unit *unit, const struct dms_record *record,
                 const struct workflow *workflow, struct dms_error *error)
{
    if (!has_deadlines(workflow))
        return DMS_OK;
    enum dms_status st = dms_timer_cancel(unit, deadline_handler, record, NULL, error);
    const struct dms_state *state = workflow_state(workflow, record->head.state);
    if (st != DMS_OK || state == NULL || state->deadline_kind == 0)
        return st;
    int64_t due = workflow_deadline(
        state, unit_calendar(unit, record->head.store != 0 ? record->head.store : unit->store),
        unit->now);
    struct dms_json *payload = dms_json_create_object();
    dms_json_set_text(payload, "state", state->name);
    st = dms_timer_set(unit, deadline_handler, record, NULL, due, payload, error);
    dms_json_destroy(payload);
    return st;
}

static enum dms_status
escalate(struct dms_unit *unit, const struct dms_record *record, const struct dms_state *state,
         struct dms_error *error)
{
    struct dms_record *task = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "entity",
                      scratch_printf(unit->scratch, "@entity.%s", record->entity->name));
    dms_json_set_text(values, "state", scratch_printf(unit->scratch, "@state.%s.%s",
                                                      record->entity->name, state->name));
    char *printed = dms_json_print(values);
    enum dms_status st = dms_unit_new(unit, "core.task", &task, error);
    if (st == DMS_OK)
        task->head.store = record->head.store;
    const struct {
        const char *field, *text;
    } texts[] = { { "kind", "overdue" },
                  { "title", "task.state_overdue" },
                  { "title_values", printed },
                  { "subject_entity", record->entity->name },
                  { "role", state->escalate_role } };
    for (size_t i = 0; st == DMS_OK && i < sizeof(texts) / sizeof(texts[0]); i++)
        st = dms_record_set_text(task, texts[i].field, texts[i].text, error);
    if (st == DMS_OK)
        st = dms_record_set_int(task, "subject", record->head.id, error);
    if (st == DMS_OK)
        st = dms_record_set_int(task, "due_at", unit->now, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, task, error);
    free(printed);
    dms_json_destroy(values);
    return st;
}

/* The state may have been left and entered again since; only the last timer counts, and
 * leaving cancels it, so being in the state is enough. */
static enum dms_status
deadline_passed(struct dms_unit *unit, const char *entity, int64_t id,
                const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)data;
    struct dms_record *record = NULL;
    const struct workflow *workflow = NULL;
    enum dms_status st = unit_load(unit, entity, id, &record, error);
    if (st == DMS_NOT_FOUND) {
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st == DMS_OK)
        st = unit_workflow(unit, record, &workflow, error);
    const char *name = dms_json_text_at(payload, "state");
    if (st != DMS_OK || workflow == NULL || strcmp(record->head.state, name) != 0)
        return st;
    const struct dms_state *state = workflow_state(workflow, name);
    if (state != NULL && state->escalate_role != NULL)
        st = escalate(unit, record, state, error);
    if (st == DMS_OK && state != NULL && state->deadline_transition != NULL)
        st = dms_unit_transition(unit, record, state->deadline_transition, NULL, error);
    return st;
}

const struct dms_timer_handler unit_deadline_timer = {
    .size = sizeof(struct dms_timer_handler),
    .name = deadline_handler,
    .run = deadline_passed,
};
