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

static bool
all_except(const struct access_form *form, const struct actor *actor,
           const struct entity *entity, const char *field)
{
    struct grant_walk walk = start_walk(form, actor, entity->name);
    const struct grant_row *row;
    while ((row = next_grant(&walk)) != NULL)
        if (!grant_excepts(row, field))
            return false;
    return true;
}

static void
hide_fields(const struct access_form *form, const struct actor *actor,
            const struct entity *entity, struct permission *permission)
{
    for (uint32_t i = 0; i < entity->field_count && i < HIDDEN_BITS; i++)
        if (all_except(form, actor, entity, entity->fields[i].card.name))
            permission->hidden[i / 64] |= UINT64_C(1) << (i % 64);
}

void
access_permission(const struct access_form *form, const struct actor *actor,
                  const struct entity *entity, struct permission *permission)
{
    bool excepts = true; /* every grant excepts something */
    const struct grant_row *row;
    if (actor->house) {
        access_full_permission(entity, permission);
        return;
    }
    *permission = (struct permission){ .entity = entity };
    struct grant_walk walk = start_walk(form, actor, entity->name);
    while ((row = next_grant(&walk)) != NULL) {
        widen(permission, row);
        excepts &= row->except != NULL;
    }
    if (excepts && permission->actions != 0)
        hide_fields(form, actor, entity, permission);
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
