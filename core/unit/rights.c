/* rights.c - what the running code may do: the requester's rights, and a plugin's own. */
#include <inttypes.h>
#include <string.h>

#include "access/scope.h"
#include "unit/unit_inside.h"

/* A plugin's code may write its own entities, and anybody's code may give people work: the
 * requester's transition was the permission. All else needs the requester's own rights. */
static bool
owner_may(const char *owner, const struct entity *entity)
{
    if (owner == NULL)
        return false;
    return strcmp(owner, entity->owner) == 0 || strcmp(entity->name, "core.task") == 0 ||
           strcmp(entity->name, "core.message") == 0;
}

static void
narrowed_permission(const struct dms_unit *unit, const struct entity *entity,
                    struct permission *permission)
{
    access_permission(unit->access, &unit->actor, entity, permission);
    scope_narrow(unit->scope, permission);
}

void
unit_permission(struct dms_unit *unit, const struct entity *entity,
                struct permission *permission)
{
    if (unit->actor.house || owner_may(unit_owner(unit), entity))
        access_full_permission(entity, permission);
    else
        narrowed_permission(unit, entity, permission);
}

void
unit_permission_for(struct dms_unit *unit, const struct dms_record *record,
                    struct permission *permission)
{
    struct dms_record lies = *record;
    unit_permission(unit, record->entity, permission);
    lies.head = record->old_head;
    if (record->head.id == 0) { /* not yet anywhere: its maker's */
        lies.head.owner = unit->actor.user;
        lies.head.store = unit->store;
    }
    permission_narrow(permission, &unit->actor, &lies);
}

enum dms_status
unit_entity(struct dms_unit *unit, const char *name, const struct entity **entity,
            struct permission *permission, struct dms_error *error)
{
    *entity = entity_need(unit->catalogue->entities, name, error);
    if (*entity == NULL)
        return dms_error_status(error) != DMS_OK ? dms_error_status(error)
                                                 : DMS_NOT_FOUND;
    unit_permission(unit, *entity, permission);
    return DMS_OK;
}

enum dms_status
unit_need_record(struct dms_unit *unit, const struct permission *permission,
                 enum dms_action action, const struct dms_record *record,
                 struct dms_error *error)
{
    struct row_scope scope;
    enum dms_status st = permission_need(permission, action, error);
    if (st != DMS_OK || permission->full)
        return st;
    permission_scope(permission, &unit->actor, action, &scope);
    if (scope_holds(&scope, record))
        return DMS_OK;
    return dms_fail(error, DMS_FORBIDDEN, "unit.out_of_scope",
                    "entity=@entity.%s|id=%" PRId64, record->entity->name,
                    record->head.id);
}

static enum dms_status
not_there(const char *entity, int64_t id, struct dms_error *error)
{
    return dms_fail(error, DMS_NOT_FOUND, "storage.no_record",
                    "entity=@entity.%s|id=%" PRId64, entity, id);
}

enum dms_status
unit_load(struct dms_unit *unit, const char *name, int64_t id, struct dms_record **record,
          struct dms_error *error)
{
    const struct entity *entity;
    struct permission permission;
    struct row_scope scope;
    *record = NULL;
    enum dms_status st = unit_entity(unit, name, &entity, &permission, error);
    if (st == DMS_OK)
        st = permission_need(&permission, DMS_READ, error);
    if (st == DMS_OK)
        st = session_load(unit->session, entity, id, unit->scratch, unit->house->offset,
                          record, error);
    if (st != DMS_OK || permission.full)
        return st;
    /* What one may not see is not there: an id must not tell that it exists. */
    permission_scope(&permission, &unit->actor, DMS_READ, &scope);
    if (scope_holds(&scope, *record))
        return DMS_OK;
    *record = NULL;
    return not_there(name, id, error);
}

enum dms_status
dms_unit_get(struct dms_unit *unit, const char *entity, int64_t id,
             const struct dms_record **record, struct dms_error *error)
{
    struct dms_record *loaded = NULL;
    enum dms_status st = unit_load(unit, entity, id, &loaded, error);
    *record = loaded;
    return st;
}

enum dms_status
dms_unit_edit(struct dms_unit *unit, const char *entity, int64_t id,
              struct dms_record **record, struct dms_error *error)
{
    return unit_load(unit, entity, id, record, error);
}

enum dms_status
dms_unit_new(struct dms_unit *unit, const char *name, struct dms_record **record,
             struct dms_error *error)
{
    const struct entity *entity;
    struct permission permission;
    enum dms_status st = unit_entity(unit, name, &entity, &permission, error);
    if (st == DMS_OK)
        *record = record_create(unit->scratch, entity, unit->house->offset);
    return st;
}
