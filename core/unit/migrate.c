/* migrate.c - a running record leaves its workflow version for the one that holds now. */
#include "unit/migrate.h"

#include <string.h>

#include "storage/system.h"
#include "unit/settings.h"
#include "workflow/calendar.h"

static bool
has_ended(const struct workflow *workflow, const char *state)
{
    const struct dms_state *found =
        workflow == NULL ? NULL : workflow_state(workflow, state);
    return found != NULL && (found->flags & DMS_FINAL) != 0;
}

enum dms_status
unit_migration(struct dms_unit *unit, const struct dms_record *record,
               const struct dms_json *map, struct migration *migration,
               struct dms_error *error)
{
    const char *state = record->head.state,
               *mapped = state[0] == '\0' ? NULL : dms_json_text_at(map, state);
    const struct store_info *store = access_store(unit->access, record->head.store);
    const struct workflow *from = NULL;
    const struct workflow *to =
        workflow_for(unit->catalogue->workflows, record->entity->name,
                     unit_brand_of(unit, record), store != NULL ? store->code : NULL);
    *migration = (struct migration){ NULL, NULL };
    if (to == NULL || record->head.process == to->version)
        return DMS_OK;
    if (state[0] == '\0') { /* it was made when there was no workflow */
        *migration = (struct migration){ to, to->initial };
        return DMS_OK;
    }
    enum dms_status st = unit_workflow(unit, record, &from, error);
    if (st != DMS_OK && st != DMS_UNSUPPORTED && st != DMS_NOT_FOUND)
        return st;
    dms_error_clear(error); /* a version nobody knows any more is a reason to leave it */
    if (st == DMS_OK && has_ended(from, state))
        return DMS_OK;
    const struct dms_state *found = workflow_state(to, mapped != NULL ? mapped : state);
    *migration = (struct migration){ to, found == NULL ? NULL : found->name };
    return DMS_OK;
}

static enum dms_status
note_entered(const struct audit_row *row, void *context, struct dms_error *error)
{
    int64_t *entered = context;
    (void)error;
    if (*entered == 0 ||
        (row->changes != NULL && strstr(row->changes, "\"state\":[") != NULL &&
         strcmp(row->action, "migrate") != 0))
        *entered = row->at;
    return DMS_OK;
}

/* A deadline does not begin anew because the rules have changed. */
static enum dms_status
move_timer(struct dms_unit *unit, const struct dms_record *record,
           const struct workflow *workflow, struct dms_error *error)
{
    int64_t entered = 0, now = unit->now;
    enum dms_status st = session_audit_of(unit->session, record->entity->name,
                                          record->head.id, note_entered, &entered, error);
    if (st != DMS_OK)
        return st;
    st = dms_timer_cancel(unit, "core/deadline", record, NULL, error);
    unit->now = entered == 0 ? now : entered;
    if (st == DMS_OK)
        st = unit_enter_state(unit, record, workflow, error);
    unit->now = now;
    return st;
}

enum dms_status
unit_migrate(struct dms_unit *unit, struct dms_record *record,
             const struct migration *migration, struct dms_error *error)
{
    unit_stand_in(unit, record->head.store);
    record->head.process = migration->to->version;
    record->head.state = migration->state;
    record->head.updated_at = unit->now;
    record->head.updated_by = unit->actor.user;
    enum dms_status st = session_update(unit->session, record, error);
    if (st != DMS_OK)
        return st;
    unit_note_change(unit, record, "migrate");
    return move_timer(unit, record, migration->to, error);
}
