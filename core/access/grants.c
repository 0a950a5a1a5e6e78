/* grants.c - what the roles of an actor grant together, for one entity. */
#include "access/permission.h"

#include <string.h>

#include "access/form.h"

bool
grant_excepts(const struct grant_row *row, const char *field)
{
    size_t size = strlen(field);
    for (const char *at = row->except; at != NULL && *at != '\0';) {
        at += strspn(at, ", ");
        size_t found = strcspn(at, ", ");
        if (found == size && memcmp(at, field, size) == 0)
            return true;
        at += found;
    }
    return false;
}

/* The grants an actor has for one entity; ROWS of a form, filtered by role as one walks. */
struct grant_walk {
    const void *const *rows;
    size_t count, at;
    const struct actor *actor;
    const char *entity;
};

static const struct grant_row *
next_grant(struct grant_walk *walk)
{
    while (walk->at < walk->count) {
        const struct grant_row *row = walk->rows[walk->at++];
        if (role_bit(walk->actor->role_bits, row->role) &&
            grant_speaks_of(row, walk->entity))
            return row;
    }
    return NULL;
}

/* An entity declared after the form was made has no group yet: then all are asked. */
static struct grant_walk
start_walk(const struct access_form *form, const struct actor *actor, const char *entity)
{
    const struct grant_group *group = map_at(&form->groups_by_entity, entity);
    if (group != NULL)
        return (struct grant_walk){ (const void *const *)group->rows, group->count, 0,
                                    actor, entity };
    return (struct grant_walk){ (const void *const *)form->grants.items,
                                form->grants.count, 0, actor, entity };
}

static void
widen(struct permission *permission, const struct grant_row *row)
{
    permission->actions |= row->actions;
    for (uint32_t i = 0; i < ACTIONS; i++)
        if ((row->actions & (UINT32_C(1) << i)) != 0 &&
            permission->scope_of[i] < row->scope)
            permission->scope_of[i] = row->scope;
}

/* Where somebody may read at all, only grants to read say which fields. */
static bool
speaks_of_fields(const struct permission *permission, const struct grant_row *row)
{
    return (permission->actions & DMS_READ) == 0 || (row->actions & DMS_READ) != 0;
}

/* Does every grant that reaches as far as SCOPE except FIELD? */
static bool
all_except(const struct access_form *form, const struct actor *actor,
           const struct permission *permission, uint32_t scope, const char *field)
{
    bool any = false;
    struct grant_walk walk = start_walk(form, actor, permission->entity->name);
    const struct grant_row *row;
    while ((row = next_grant(&walk)) != NULL) {
        if (!speaks_of_fields(permission, row) || row->scope < scope)
            continue;
        if (!grant_excepts(row, field))
            return false;
        any = true;
    }
    return any;
}

static void
hide_fields(const struct access_form *form, const struct actor *actor, uint32_t scope,
            struct permission *permission)
{
    uint64_t *hidden = permission->hidden_at[scope - 1];
    const struct entity *entity = permission->entity;
    for (uint32_t i = 0; i < entity->field_count && i < HIDDEN_BITS; i++)
        if (all_except(form, actor, permission, scope, entity->fields[i].card.name))
            hidden[i / 64] |= UINT64_C(1) << (i % 64);
}

/* Without a record in sight the widest scope counts: it shows least. */
static void
hide_at_each_scope(const struct access_form *form, const struct actor *actor,
                   uint32_t widest, struct permission *permission)
{
    for (uint32_t scope = DMS_SCOPE_OWN; scope <= widest; scope++)
        hide_fields(form, actor, scope, permission);
    memcpy(permission->hidden, permission->hidden_at[widest - 1],
           sizeof(permission->hidden));
}

/* How far the grants of any of ACTIONS reach that do not except FIELD; 0: none. */
static uint32_t
reach_of(const struct access_form *form, const struct actor *actor,
         const struct permission *permission, uint32_t actions, const char *field)
{
    uint32_t reach = 0;
    struct grant_walk walk = start_walk(form, actor, permission->entity->name);
    const struct grant_row *row;
    while ((row = next_grant(&walk)) != NULL)
        if ((row->actions & actions) != 0 && row->scope > reach &&
            (field == NULL || !grant_excepts(row, field)))
            reach = row->scope;
    return reach;
}

/* Roles add up, but an exception of the one holds until another gives the field as widely. */
static void
except_fields(const struct access_form *form, const struct actor *actor, uint32_t actions,
              uint32_t data_class, uint64_t bits[4], const struct permission *permission)
{
    const struct entity *entity = permission->entity;
    uint32_t widest = reach_of(form, actor, permission, actions, NULL);
    for (uint32_t i = 0; i < entity->field_count && i < HIDDEN_BITS; i++) {
        const struct dms_field *card = &entity->fields[i].card;
        if ((data_class == 0 || card->data_class == data_class) &&
            reach_of(form, actor, permission, actions, card->name) < widest)
            bits[i / 64] |= UINT64_C(1) << (i % 64);
    }
}

static void
except_all(const struct access_form *form, const struct actor *actor,
           struct permission *permission)
{
    except_fields(form, actor, DMS_CREATE | DMS_UPDATE, 0, permission->unset, permission);
    except_fields(form, actor, DMS_SEE_PERSONAL, DMS_PERSONAL, permission->covered,
                  permission);
    except_fields(form, actor, DMS_SEE_SENSITIVE, DMS_SENSITIVE, permission->covered,
                  permission);
}

void
access_permission(const struct access_form *form, const struct actor *actor,
                  const struct entity *entity, struct permission *permission)
{
    uint32_t widest = 0, widest_whole = 0; /* whole: without an exception */
    bool excepts = false;
    const struct grant_row *row;
    if (actor->house) {
        access_full_permission(entity, permission);
        return;
    }
    *permission = (struct permission){ .entity = entity };
    struct grant_walk walk = start_walk(form, actor, entity->name);
    while ((row = next_grant(&walk)) != NULL) {
        widen(permission, row);
        excepts |= row->except != NULL;
    }
    if (!excepts)
        return;
    except_all(form, actor, permission);
    walk = start_walk(form, actor, entity->name);
    while ((row = next_grant(&walk)) != NULL) {
        if (!speaks_of_fields(permission, row))
            continue;
        widest = row->scope > widest ? row->scope : widest;
        if (row->except == NULL && row->scope > widest_whole)
            widest_whole = row->scope;
    }
    if (widest_whole < widest)
        hide_at_each_scope(form, actor, widest, permission);
}

void
access_full_permission(const struct entity *entity, struct permission *permission)
{
    *permission = (struct permission){ .entity = entity,
                                       .full = true,
                                       .actions = (UINT32_C(1) << ACTIONS) - 1 };
    for (size_t i = 0; i < ACTIONS; i++)
        permission->scope_of[i] = DMS_SCOPE_GROUP;
}
