/* permission.c - asks a permission: may this be done, seen, in clear, and to which rows? */
#include "access/permission.h"

#include <string.h>

static uint32_t
action_number(enum dms_action action)
{
    uint32_t number = 0;
    while (number < ACTIONS - 1 && (UINT32_C(1) << number) != (uint32_t)action)
        number++;
    return number;
}

static uint32_t
action_scope(const struct permission *permission, enum dms_action action)
{
    return permission->scope_of[action_number(action)];
}

enum dms_status
permission_need(const struct permission *permission, enum dms_action action,
                struct dms_error *error)
{
    static const char *const words[ACTIONS] = {
        "read",         "create",        "update", "remove",
        "see_personal", "see_sensitive", "export", "import",
    };
    if ((permission->actions & (uint32_t)action) != 0)
        return DMS_OK;
    return dms_fail(error, DMS_FORBIDDEN, "access.forbidden",
                    "entity=@entity.%s|action=@action.%s", permission->entity->name,
                    words[action_number(action)]);
}

/* Beyond the bits one cannot tell which; then all are when any is. */
static bool
has_bit(const uint64_t bits[4], const struct entity_field *field)
{
    if (field->index >= HIDDEN_BITS)
        return (bits[0] | bits[1] | bits[2] | bits[3]) != 0;
    return (bits[field->index / 64] >> (field->index % 64) & 1) != 0;
}

bool
permission_sees_field(const struct permission *permission,
                      const struct entity_field *field)
{
    if (field->card.data_class == DMS_SECRET)
        return false;
    return !has_bit(permission->hidden, field);
}

bool
permission_sets_field(const struct permission *permission,
                      const struct entity_field *field)
{
    return permission->full || (permission_sees_field(permission, field) &&
                                !has_bit(permission->unset, field));
}

static bool
sees_clear(const struct permission *permission, enum dms_action action)
{
    return (permission->actions & (uint32_t)action) != 0 &&
           action_scope(permission, action) >= action_scope(permission, DMS_READ);
}

bool
permission_masks(const struct permission *permission, const struct entity_field *field)
{
    if (field->card.data_class == DMS_SECRET)
        return true;
    if (permission->full || field->card.data_class < DMS_PERSONAL)
        return false;
    return has_bit(permission->covered, field) ||
           !sees_clear(permission, field->card.data_class == DMS_PERSONAL
                                       ? DMS_SEE_PERSONAL
                                       : DMS_SEE_SENSITIVE);
}

static struct row_scope
scope_rows(const struct actor *actor, uint32_t reach)
{
    struct row_scope scope = { .everything = reach == DMS_SCOPE_GROUP,
                               .stores = actor->stores,
                               .store_count = actor->store_count };
    if (reach == DMS_SCOPE_OWN) {
        scope.owners = &actor->user;
        scope.owner_count = 1;
    } else if (reach == DMS_SCOPE_TEAM) {
        scope.owners = actor->team;
        scope.owner_count = actor->team_count;
    }
    return scope;
}

/* No user has this id: a scope that holds nothing. */
static const int64_t nobody = -1;

void
permission_scope(const struct permission *permission, const struct actor *actor,
                 enum dms_action action, struct row_scope *scope)
{
    uint32_t reach = (permission->actions & (uint32_t)action) != 0
                         ? action_scope(permission, action)
                         : 0;
    *scope = scope_rows(actor, reach);
    if (reach == 0) {
        scope->owners = &nobody;
        scope->owner_count = 1;
    }
}

static bool
is_among(const int64_t *list, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == id)
            return true;
    return false;
}

bool
scope_holds(const struct row_scope *scope, const struct dms_record *record)
{
    if (scope->everything)
        return true;
    if ((record->entity->flags & DMS_SHARED) == 0 &&
        !is_among(scope->stores, scope->store_count, record->head.store))
        return false;
    return scope->owner_count == 0 ||
           is_among(scope->owners, scope->owner_count, record->head.owner);
}

/* The narrowest scope that holds RECORD. */
static uint32_t
scope_of(const struct actor *actor, const struct dms_record *record)
{
    uint32_t reach = DMS_SCOPE_OWN;
    for (; reach < DMS_SCOPE_GROUP; reach++) {
        struct row_scope scope = scope_rows(actor, reach);
        if (scope_holds(&scope, record))
            break;
    }
    return reach;
}

void
permission_narrow(struct permission *permission, const struct actor *actor,
                  const struct dms_record *record)
{
    static const enum dms_action sights[] = { DMS_SEE_PERSONAL, DMS_SEE_SENSITIVE };
    if (permission->full)
        return;
    uint32_t needed = scope_of(actor, record);
    for (size_t i = 0; i < sizeof(sights) / sizeof(sights[0]); i++) {
        if (action_scope(permission, sights[i]) >= needed)
            permission->scope_of[action_number(sights[i])] = DMS_SCOPE_GROUP;
        else
            permission->actions &= ~(uint32_t)sights[i];
    }
    memcpy(permission->hidden, permission->hidden_at[needed - 1],
           sizeof(permission->hidden));
}
