/* order.c - who starts before whom: by needs, alphabetically where nobody says. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plugin/item.h"

static bool
is_off(const struct plugin_item *item)
{
    return dms_error_status(&item->reason) != DMS_OK;
}

static struct plugin_item *
find(const struct list *items, const char *id)
{
    for (size_t i = 0; i < items->count; i++) {
        struct plugin_item *item = items->items[i];
        if (strcmp(item->id, id) == 0)
            return item;
    }
    return NULL;
}

static void
put_off(struct plugin_item *item, const char *key, const struct plugin_need *need,
        const char *found)
{
    dms_fail(&item->reason, DMS_UNSUPPORTED, key, "plugin=%s|need=%s|range=%s|found=%s",
             item->id, need->id, need->range, found);
    dms_error_at_file(&item->reason, item->manifest, 0);
}

static void
check_present(struct plugin_item *item, const struct list *items,
              const struct list *known)
{
    for (size_t i = 0; i < item->need_count && !is_off(item); i++) {
        const struct plugin_need *need = &item->needs[i];
        const struct plugin_item *other = find(known, need->id);
        if (other == NULL)
            other = find(items, need->id);
        if (other == NULL)
            put_off(item, "plugin.need_missing", need, "");
        else if (other->version != NULL &&
                 !plugin_range_holds(need->range, other->version))
            put_off(item, "plugin.need_version", need, other->version);
    }
}

void
plugin_check_needs(struct plugin_item *item, const struct list *items)
{
    for (size_t i = 0; i < item->need_count && !is_off(item); i++) {
        const struct plugin_item *other = find(items, item->needs[i].id);
        if (other != NULL && is_off(other))
            put_off(item, "plugin.need_off", &item->needs[i], "");
    }
}

/* The first of ITEM's needs that is found among those not placed. */
static struct plugin_item *
waits_for(const struct plugin_item *item, const struct list *open)
{
    for (size_t i = 0; i < item->need_count; i++) {
        struct plugin_item *other = find(open, item->needs[i].id);
        if (other != NULL)
            return other;
    }
    return NULL;
}

/* Walks along the needs from ITEM; true when that leads back to it, with the way in CHAIN. */
static bool
in_circle(struct plugin_item *item, const struct list *open, struct text *chain)
{
    const struct plugin_item *at = item;
    text_add(chain, item->id);
    for (size_t steps = 0; steps <= open->count && at != NULL; steps++) {
        at = waits_for(at, open);
        if (at != NULL)
            text_printf(chain, " → %s", at->id);
        if (at == item)
            return true;
    }
    return false;
}

/* Nobody left can start: those in a circle say so, the others wait for one of them. */
static void
tell_circles(struct list *open)
{
    for (size_t i = 0; i < open->count; i++) {
        struct plugin_item *item = open->items[i];
        struct text chain = { 0 };
        if (in_circle(item, open, &chain) && !is_off(item)) {
            dms_fail(&item->reason, DMS_UNSUPPORTED, "plugin.circle", "chain=%s",
                     chain.data);
            dms_error_at_file(&item->reason, item->manifest, 0);
        }
        text_clear(&chain);
    }
}

static int
compare_ids(const void *left, const void *right)
{
    const struct plugin_item *const *a = left, *const *b = right;
    return strcmp((*a)->id, (*b)->id);
}

static void
remove_at(struct list *list, size_t index)
{
    memmove(&list->items[index], &list->items[index + 1],
            (list->count - index - 1) * sizeof(void *));
    list->count--;
}

void
plugin_order(struct list *items, const struct list *known)
{
    struct list open = { 0 };
    if (items->count == 0)
        return;
    qsort(items->items, items->count, sizeof(void *), compare_ids);
    for (size_t i = 0; i < items->count; i++) {
        check_present(items->items[i], items, known);
        list_add(&open, items->items[i]);
    }
    size_t placed = 0;
    while (open.count > 0) {
        size_t next = 0;
        while (next < open.count && waits_for(open.items[next], &open) != NULL)
            next++;
        if (next == open.count) {
            tell_circles(&open);
            for (next = 0; !is_off(open.items[next]);)
                next++;
        }
        items->items[placed++] = open.items[next];
        remove_at(&open, next);
    }
    list_clear(&open, NULL);
}
