/* remove.c - a record goes; what it was stays in the audit. */
#include <inttypes.h>

#include "storage/system.h"
#include "unit/unit_inside.h"

static enum dms_status
may_remove(struct dms_unit *unit, const struct dms_record *record, struct dms_error *error)
{
    struct permission permission;
    if (!unit->writes)
        return dms_fail(error, DMS_FORBIDDEN, "unit.reads_only", "");
    if ((record->entity->flags & DMS_APPEND_ONLY) != 0)
        return dms_fail(error, DMS_DENIED, "entity.append_only", "entity=@entity.%s|id=%" PRId64,
                        record->entity->name, record->head.id);
    unit_permission(unit, record->entity, &permission);
    return unit_need_record(unit, &permission, DMS_REMOVE, record, error);
}

static enum dms_status
take_away(struct dms_unit *unit, struct dms_record *record, struct dms_error *error)
{
    const struct entity_hooks *hooks = &unit->catalogue->entity_hooks[record->entity->number];
    enum dms_status st = unit_run_hooks(unit, hooks->remove[DMS_BEFORE], record, error);
    if (st == DMS_OK)
        st = session_remove(unit->session, record, error);
    if (st == DMS_OK && record->entity->has_search)
        st = session_search_drop(unit->session, record, error);
    if (st != DMS_OK)
        return st;
    record->removed = true;
    unit_note_change(unit, record, "remove");
    unit_mark_stale(unit, record->entity);
    st = unit_note_event(unit, scratch_printf(unit->scratch, "%s.removed", record->entity->name),
                         record, NULL, error);
    return st == DMS_OK ? unit_run_hooks(unit, hooks->remove[DMS_AFTER], record, error) : st;
}

enum dms_status
dms_unit_remove(struct dms_unit *unit, struct dms_record *record, struct dms_error *error)
{
    const char *what = scratch_printf(unit->scratch, "%s.remove", record->entity->name);
    enum dms_status st = may_remove(unit, record, error);
    if (st == DMS_OK)
        st = unit_step(unit, what, unit_owner(unit), error);
    if (st != DMS_OK)
        return st;
    st = take_away(unit, record, error);
    if (st != DMS_OK && record->removed)
        unit_spoil(unit, what, st, error);
    unit_step_back(unit);
    return st;
}
