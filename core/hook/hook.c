/* hook.c - takes hooks in and gives each listener list as an array in its final order. */
#include "hook/hook.h"

#include <stdlib.h>
#include <string.h>

#include "base/card.h"
#include "base/list.h"
#include "base/map.h"
#include "base/scratch.h"
#include "hook/order.h"

#define HOOK_LEAST (offsetof(struct dms_hook, run) + sizeof(void *))

struct hook_set {
    struct list hooks;    /* of struct hook_item, in order of names after freeze */
    struct map names;     /* name → hook_item */
    struct map chains[2]; /* by phase: "crm.lead.create" → hook_chain */
    struct scratch *memory;
};

struct hook_set *
hook_set_create(void)
{
    struct hook_set *set = memory_get(sizeof(*set));
    set->memory = scratch_create();
    return set;
}

void
hook_set_destroy(struct hook_set *set)
{
    if (set == NULL)
        return;
    list_clear(&set->hooks, NULL);
    map_clear(&set->names);
    map_clear(&set->chains[DMS_BEFORE]);
    map_clear(&set->chains[DMS_AFTER]);
    scratch_destroy(set->memory);
    free(set);
}

static const char *const *
copy_names(struct scratch *memory, const char *const *names)
{
    size_t count = 0;
    while (names != NULL && names[count] != NULL)
        count++;
    const char **copy = scratch_alloc(memory, (count + 1) * sizeof(*copy));
    for (size_t i = 0; i < count; i++)
        copy[i] = scratch_copy(memory, names[i]);
    return copy;
}

static enum dms_status
check_card(const struct hook_set *set, const struct dms_hook *card, const char *owner,
           struct dms_error *error)
{
    const char *name = card->name == NULL ? "" : card->name;
    const char *what = NULL;
    if (card->size < HOOK_LEAST || card->size > CARD_LIMIT)
        what = "hook.bad_card";
    else if (name[0] == '\0')
        what = "hook.no_name";
    else if (card->on == NULL || strchr(card->on, '.') == NULL)
        what = "hook.no_on";
    else if (card->run == NULL)
        what = "hook.no_run";
    else if (card->phase > DMS_AFTER)
        what = "hook.bad_phase";
    if (what != NULL)
        return dms_fail(error, DMS_INVALID, what, "hook=%s|owner=%s", name, owner);
    const struct hook_item *other = map_at(&set->names, name);
    if (other != NULL)
        return dms_fail(error, DMS_INVALID, "hook.twice", "hook=%s|owner=%s|other=%s",
                        name, owner, other->owner);
    return DMS_OK;
}

enum dms_status
hook_set_add(struct hook_set *set, const struct dms_hook *given, const char *owner,
             struct dms_error *error)
{
    struct dms_hook card;
    card_copy(&card, sizeof(card), given, given->size);
    enum dms_status st = check_card(set, &card, owner, error);
    if (st != DMS_OK)
        return st;
    struct hook_item *item = scratch_alloc(set->memory, sizeof(*item));
    item->card = card;
    item->card.name = scratch_copy(set->memory, card.name);
    item->card.on = scratch_copy(set->memory, card.on);
    item->card.brand = scratch_copy(set->memory, card.brand);
    item->card.after = copy_names(set->memory, card.after);
    item->card.before = copy_names(set->memory, card.before);
    item->owner = scratch_copy(set->memory, owner);
    item->number = set->hooks.count;
    list_add(&set->hooks, item);
    map_set(&set->names, item->card.name, item);
    return DMS_OK;
}

static int
compare_names(const void *left, const void *right)
{
    const struct hook_item *const *a = left, *const *b = right;
    return strcmp((*a)->card.name, (*b)->card.name);
}

/* All hooks of one listener list, sorted by name as the whole list is. */
static size_t
gather(const struct hook_set *set, const char *on, uint32_t phase,
       struct hook_item **found)
{
    size_t count = 0;
    for (size_t i = 0; i < set->hooks.count; i++) {
        struct hook_item *item = set->hooks.items[i];
        if (item->card.phase == phase && strcmp(item->card.on, on) == 0)
            found[count++] = item;
    }
    return count;
}

static struct hook_chain *
make_chain(struct hook_set *set, struct hook_item **items, size_t count)
{
    struct hook_chain *chain = scratch_alloc(set->memory, sizeof(*chain));
    chain->count = count;
    chain->items = scratch_alloc(set->memory, count * sizeof(*chain->items));
    chain->owners = scratch_alloc(set->memory, count * sizeof(*chain->owners));
    for (size_t i = 0; i < count; i++) {
        chain->items[i] = &items[i]->card;
        chain->owners[i] = items[i]->owner;
    }
    return chain;
}

enum dms_status
hook_set_freeze(struct hook_set *set, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    size_t count = set->hooks.count;
    if (count == 0)
        return DMS_OK;
    qsort(set->hooks.items, count, sizeof(void *), compare_names);
    struct hook_item **found = memory_get(count * sizeof(struct hook_item *));
    for (size_t i = 0; i < count && st == DMS_OK; i++) {
        const struct hook_item *item = set->hooks.items[i];
        struct map *chains = &set->chains[item->card.phase];
        if (map_at(chains, item->card.on) != NULL)
            continue;
        size_t size = gather(set, item->card.on, item->card.phase, found);
        st = hook_order(found, size, error);
        if (st == DMS_OK)
            map_set(chains, item->card.on, make_chain(set, found, size));
    }
    free(found);
    return st;
}

const struct hook_chain *
hook_set_chain(const struct hook_set *set, const char *on, enum dms_phase phase)
{
    return map_at(&set->chains[phase], on);
}

size_t
hook_set_count(const struct hook_set *set)
{
    return set->hooks.count;
}

const struct dms_hook *
hook_set_at(const struct hook_set *set, size_t index, const char **owner)
{
    if (index >= set->hooks.count)
        return NULL;
    const struct hook_item *item = set->hooks.items[index];
    if (owner != NULL)
        *owner = item->owner;
    return &item->card;
}
