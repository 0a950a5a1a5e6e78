/* link.c - ties the form together: who has which roles, stores and team; whose grants meet. */
#include <string.h>

#include "access/form.h"
#include "access/scope.h"

#define CHAIN 16 /* no house has more leaders above one another */

size_t
form_role(const struct access_form *form, const char *name)
{
    size_t at = name == NULL ? 0 : (size_t)(uintptr_t)map_at(&form->roles_by_name, name);
    return at > 0 ? at - 1 : form->roles.count;
}

bool
role_bit(const uint64_t *bits, size_t role)
{
    return (bits[role / 64] >> (role % 64) & 1) != 0;
}

bool
grant_speaks_of(const struct grant_row *row, const char *entity)
{
    return pattern_speaks_of(row->entity, entity);
}

/* An array of JSON text, NULL for none or for what is no array. */
static struct dms_json *
load_array(const char *text)
{
    struct dms_json *array = NULL;
    if (text == NULL || dms_json_load(text, strlen(text), &array, NULL) != DMS_OK)
        return NULL;
    return array;
}

static void
take_role(const struct access_form *form, struct user_info *user, const char *name)
{
    size_t role = form_role(form, name);
    if (role == form->roles.count || role_bit(user->role_bits, role))
        return;
    user->role_bits[role / 64] |= UINT64_C(1) << (role % 64);
    list_add(&user->roles, form->roles.items[role]);
}

static void
link_roles(struct access_form *form, struct user_info *user)
{
    struct dms_json *names = load_array(user->roles_text);
    user->role_bits = scratch_alloc(form->memory, (form->roles.count / 64 + 1) * 8);
    for (size_t i = 0; i < dms_json_count(names); i++)
        take_role(form, user, dms_json_text(dms_json_at(names, i)));
    take_role(form, user, ACCESS_EVERYONE);
    dms_json_destroy(names);
}

static void
link_stores(struct access_form *form, struct user_info *user)
{
    struct dms_json *stores = load_array(user->stores_text);
    size_t count = dms_json_count(stores);
    user->stores = scratch_alloc(form->memory, (count + 1) * sizeof(int64_t));
    for (size_t i = 0; i < count; i++) {
        const struct dms_json *one = dms_json_at(stores, i);
        const char *code = dms_json_text(one);
        const struct store_info *store = code != NULL
                                             ? access_store_by_code(form, code)
                                             : access_store(form, dms_json_integer(one));
        if (store != NULL)
            user->stores[user->store_count++] = store->id;
    }
    dms_json_destroy(stores);
}

/* Tells USER's leaders, and their leaders; a circle ends where it began. */
static void
each_leader(struct access_form *form, const struct user_info *user,
            void (*tell)(struct user_info *leader, int64_t member))
{
    struct user_info *leader = find_by_id(&form->users, user->leader);
    for (int step = 0; step < CHAIN && leader != NULL && leader != user; step++) {
        tell(leader, user->id);
        leader = find_by_id(&form->users, leader->leader);
    }
}

static void
count_member(struct user_info *leader, int64_t member)
{
    (void)member;
    leader->team_count++;
}

static void
add_member(struct user_info *leader, int64_t member)
{
    for (size_t i = 0; i < leader->team_count; i++)
        if (leader->team[i] == member)
            return;
    leader->team[leader->team_count++] = member;
}

static void
link_teams(struct access_form *form)
{
    for (size_t i = 0; i < form->users.count; i++)
        each_leader(form, form->users.items[i], count_member);
    for (size_t i = 0; i < form->users.count; i++) {
        struct user_info *user = form->users.items[i];
        user->team =
            scratch_alloc(form->memory, (user->team_count + 1) * sizeof(int64_t));
        user->team_count = 0;
        add_member(user, user->id);
    }
    for (size_t i = 0; i < form->users.count; i++)
        each_leader(form, form->users.items[i], add_member);
}

static void
link_group(struct access_form *form, const struct entity *entity)
{
    struct grant_group *group = scratch_alloc(form->memory, sizeof(*group));
    char *name = scratch_copy(form->memory, entity->name);
    group->rows = scratch_alloc(form->memory, (form->grants.count + 1) * sizeof(void *));
    for (size_t i = 0; i < form->grants.count; i++)
        if (grant_speaks_of(form->grants.items[i], name))
            group->rows[group->count++] = form->grants.items[i];
    map_set(&form->groups_by_entity, name, group);
}

/* Sees somebody with this role the records of every store? */
static bool
reaches_every_store(const struct access_form *form, const struct entity_set *set,
                    size_t role)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct grant_group *group =
            map_at(&form->groups_by_entity, set->items[i]->name);
        if ((set->items[i]->flags & DMS_SHARED) != 0)
            continue;
        for (size_t g = 0; g < group->count; g++)
            if (group->rows[g]->role == role &&
                group->rows[g]->scope == DMS_SCOPE_GROUP &&
                (group->rows[g]->actions & DMS_READ) != 0)
                return true;
    }
    return false;
}

static void
link_everywhere(struct access_form *form, const struct entity_set *set)
{
    for (size_t role = 0; role < form->roles.count; role++) {
        if (!reaches_every_store(form, set, role))
            continue;
        for (size_t i = 0; i < form->users.count; i++) {
            struct user_info *user = form->users.items[i];
            user->everywhere |= role_bit(user->role_bits, role);
        }
    }
}

void
form_link(struct access_form *form, const struct entity_set *set)
{
    for (size_t i = 0; i < form->users.count; i++) {
        link_roles(form, form->users.items[i]);
        link_stores(form, form->users.items[i]);
    }
    link_teams(form);
    for (size_t i = 0; i < set->count; i++)
        link_group(form, set->items[i]);
    link_everywhere(form, set);
}
