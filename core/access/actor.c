/* actor.c - who asks: a person known by login name, or the house itself. */
#include <string.h>

#include "access/form.h"

enum dms_status
access_actor(const struct access_form *form, const char *name, struct scratch *scratch,
             struct actor *actor, struct dms_error *error)
{
    (void)scratch;
    const struct user_info *user = map_at(&form->users_by_name, name);
    *actor = (struct actor){ .name = "", .language = "zh" };
    if (user == NULL || !user->active)
        return dms_fail(error, DMS_FORBIDDEN, "access.unknown_user", "user=%s", name);
    actor->user = user->id;
    actor->name = user->name;
    actor->language = user->language != NULL ? user->language : "zh";
    actor->everywhere = user->everywhere;
    actor->roles = (const char *const *)user->roles.items;
    actor->role_count = user->roles.count;
    actor->role_bits = user->role_bits;
    actor->stores = user->stores;
    actor->store_count = user->store_count;
    actor->team = user->team;
    actor->team_count = user->team_count;
    return DMS_OK;
}

const char *
access_user_name(const struct access_form *form, int64_t id)
{
    const struct user_info *user = find_by_id(&form->users, id);
    return user != NULL && user->active ? user->name : NULL;
}

void
access_house_actor(struct actor *actor)
{
    *actor =
        (struct actor){ .name = "", .language = "zh", .house = true, .everywhere = true };
}

bool
actor_has_role(const struct actor *actor, const char *role)
{
    for (size_t i = 0; i < actor->role_count; i++)
        if (strcmp(actor->roles[i], role) == 0)
            return true;
    return false;
}
