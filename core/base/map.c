/* map.c - open addressing with linear steps; at most three quarters full. */
#include "base/map.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/text.h"

#define FIRST_ROOM 16

/* FNV's low bits alone are fine for a power of two; the high ones are folded in for luck. */
static inline size_t
home_of(const char *key, size_t room)
{
    uint64_t hash = name_hash(key);
    return (size_t)(hash ^ hash >> 32) & (room - 1);
}

/* Where KEY is, or the free slot where it would be. */
static inline struct map_slot *
find(const struct map *map, const char *key)
{
    size_t at = home_of(key, map->room);
    while (map->slots[at].key != NULL && map->slots[at].key != key &&
           strcmp(map->slots[at].key, key) != 0)
        at = (at + 1) & (map->room - 1);
    return &map->slots[at];
}

static void
grow(struct map *map)
{
    struct map old = *map;
    map->room = old.room == 0 ? FIRST_ROOM : old.room * 2;
    map->slots = memory_get(map->room * sizeof *map->slots);
    for (size_t i = 0; i < old.room; i++) {
        if (old.slots[i].key != NULL)
            *find(map, old.slots[i].key) = old.slots[i];
    }
    free(old.slots);
}

/* Closes the gap: a slot behind it that could not stand at its home moves up. */
static void
take_out(struct map *map, struct map_slot *slot)
{
    size_t mask = map->room - 1, gap = (size_t)(slot - map->slots);
    for (size_t at = (gap + 1) & mask; map->slots[at].key != NULL; at = (at + 1) & mask) {
        size_t home = home_of(map->slots[at].key, map->room);
        if (((at - home) & mask) >= ((at - gap) & mask)) {
            map->slots[gap] = map->slots[at];
            gap = at;
        }
    }
    map->slots[gap] = (struct map_slot){ 0 };
    map->count--;
}

void
map_set(struct map *map, const char *key, void *value)
{
    if (value != NULL && (map->count + 1) * 4 > map->room * 3)
        grow(map);
    if (map->room == 0)
        return;
    struct map_slot *slot = find(map, key);
    if (value != NULL) {
        map->count += slot->key == NULL;
        *slot = (struct map_slot){ key, value };
    } else if (slot->key != NULL) {
        take_out(map, slot);
    }
}

void *
map_at(const struct map *map, const char *key)
{
    return map->count == 0 ? NULL : find(map, key)->value;
}

void
map_clear(struct map *map)
{
    free(map->slots);
    *map = (struct map){ 0 };
}
