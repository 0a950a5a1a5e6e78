/* order.c - sorts hooks by who must come first, alphabetically where nobody says. */
#include "hook/order.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/text.h"

#define NOBODY SIZE_MAX

static bool
among(const char *const *names, const char *name)
{
    for (size_t i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool
must_precede(const struct hook_item *first, const struct hook_item *second)
{
    return among(second->card.after, first->card.name) ||
           among(first->card.before, second->card.name);
}

/* Somebody not placed yet who must come before ITEMS[AT]. */
static size_t
waits_for(struct hook_item **items, size_t count, const bool *placed, size_t at)
{
    for (size_t i = 0; i < count; i++)
        if (!placed[i] && must_precede(items[i], items[at]))
            return i;
    return NOBODY;
}

/* Who asks for WAITED before WAITING. */
static const struct hook_item *
asks_for(const struct hook_item *waiting, const struct hook_item *waited)
{
    return among(waiting->card.after, waited->card.name) ? waiting : waited;
}

static const char *
last_owner(struct hook_item **items, const size_t *path, size_t from, size_t steps)
{
    const struct hook_item *last = NULL;
    for (size_t i = from; i < steps; i++) {
        size_t next = i + 1 < steps ? i + 1 : from;
        const struct hook_item *who = asks_for(items[path[i]], items[path[next]]);
        last = last == NULL || who->number > last->number ? who : last;
    }
    return last->owner;
}

/* Everybody left waits for somebody: following that from anyone must come back. */
static enum dms_status
print_circle(struct hook_item **items, size_t count, const bool *placed,
             struct dms_error *error)
{
    struct text chain = { 0 };
    size_t *path = memory_get((count + 1) * sizeof(*path)), steps = 0, start = 0,
           again = 0;
    while (placed[start])
        start++;
    for (size_t at = start; again == steps; at = waits_for(items, count, placed, at)) {
        path[steps] = at;
        for (again = 0; path[again] != at; again++)
            ;
        if (again == steps)
            again = ++steps;
    }
    /* The path goes from the one who waits to the one waited for: told the other way. */
    text_add(&chain, items[path[again]]->card.name);
    for (size_t i = steps; i-- > again;)
        text_printf(&chain, " → %s", items[path[i]]->card.name);
    dms_fail(error, DMS_INVALID, "hook.circle", "owner=%s|on=%s|chain=%s",
             last_owner(items, path, again, steps), items[start]->card.on, chain.data);
    text_clear(&chain);
    free(path);
    return DMS_INVALID;
}

enum dms_status
hook_order(struct hook_item **items, size_t count, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    bool *placed = memory_get(count * sizeof(*placed) + 1);
    struct hook_item **sorted = memory_get((count + 1) * sizeof(struct hook_item *));
    for (size_t done = 0; done < count; done++) {
        size_t next = 0;
        while (next < count &&
               (placed[next] || waits_for(items, count, placed, next) != NOBODY))
            next++;
        if (next == count) {
            st = print_circle(items, count, placed, error);
            goto done;
        }
        placed[next] = true;
        sorted[done] = items[next];
    }
    memcpy(items, sorted, count * sizeof(struct hook_item *));
done:
    free(placed);
    free(sorted);
    return st;
}
