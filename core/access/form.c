/* form.c - holds the compiled form: swapped as one pointer, kept while anybody uses it. */
#include "access/form.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct access {
    pthread_mutex_t lock;
    struct access_form *form; /* counts as one hold */
};

struct access_form *
form_create(void)
{
    struct access_form *form = memory_get(sizeof(*form));
    form->holds = 1;
    form->memory = scratch_create();
    return form;
}

void
form_destroy(struct access_form *form)
{
    struct map *maps[] = { &form->roles_by_name, &form->users_by_name,
                           &form->stores_by_code, &form->groups_by_entity };
    struct list *lists[] = { &form->brands, &form->stores, &form->users, &form->roles,
                             &form->grants };
    for (size_t i = 0; i < form->users.count; i++)
        list_clear(&((struct user_info *)form->users.items[i])->roles, NULL);
    for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]); i++)
        map_clear(maps[i]);
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        list_clear(lists[i], NULL);
    scratch_destroy(form->memory);
    free(form);
}

struct access *
access_create(void)
{
    struct access *access = memory_get(sizeof(*access));
    pthread_mutex_init(&access->lock, NULL);
    access->form = form_create();
    return access;
}

void
access_destroy(struct access *access)
{
    if (access == NULL)
        return;
    access_release(access, access->form);
    pthread_mutex_destroy(&access->lock);
    free(access);
}

const struct access_form *
access_hold(struct access *access)
{
    pthread_mutex_lock(&access->lock);
    struct access_form *form = access->form;
    form->holds++;
    pthread_mutex_unlock(&access->lock);
    return form;
}

/* The const keeps users of a form from changing it; the count is ours. */
void
access_release(struct access *access, const struct access_form *form)
{
    struct access_form *ours = (struct access_form *)(uintptr_t)form;
    if (ours == NULL)
        return;
    pthread_mutex_lock(&access->lock);
    bool last = --ours->holds == 0;
    pthread_mutex_unlock(&access->lock);
    if (last)
        form_destroy(ours);
}

enum dms_status
access_reload(struct access *access, struct storage_session *session,
              const struct entity_set *set, struct dms_error *error)
{
    struct access_form *fresh = form_create();
    enum dms_status st = form_load(fresh, session, set, error);
    if (st != DMS_OK) {
        form_destroy(fresh);
        return st;
    }
    form_link(fresh, set);
    pthread_mutex_lock(&access->lock);
    struct access_form *old = access->form;
    access->form = fresh;
    pthread_mutex_unlock(&access->lock);
    access_release(access, old);
    return DMS_OK;
}

static int
compare_id(const void *key, const void *item)
{
    int64_t wanted = *(const int64_t *)key, found = **(const int64_t *const *)item;
    return (wanted > found) - (wanted < found);
}

void *
find_by_id(const struct list *list, int64_t id)
{
    if (list->count == 0)
        return NULL;
    void **found =
        bsearch(&id, list->items, list->count, sizeof(list->items[0]), compare_id);
    return found != NULL ? *found : NULL;
}

const struct store_info *
access_store(const struct access_form *form, int64_t id)
{
    return find_by_id(&form->stores, id);
}

const struct store_info *
access_only_store(const struct access_form *form)
{
    return form->stores.count == 1 ? form->stores.items[0] : NULL;
}

const struct store_info *
access_store_by_code(const struct access_form *form, const char *code)
{
    return code == NULL ? NULL : map_at(&form->stores_by_code, code);
}

const char *
access_brand_code(const struct access_form *form, int64_t brand)
{
    const struct brand_info *info = find_by_id(&form->brands, brand);
    return info != NULL ? info->code : NULL;
}
