/* map.c - open addressing, at most half full. */
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/text.h"

static struct map_slot *
slot_of(const struct map *map, const char *key)
{
    size_t at = (size_t)name_hash(key) & (map->room - 1);
    while (map->slots[at].key != NULL && strcmp(map->slots[at].key, key) != 0)
        at = (at + 1) & (map->room - 1);
    return &map->slots[at];
}

static void
grow(struct map *map)
{
    struct map old = *map;
    map->room = old.room == 0 ? 16 : old.room * 2;
    map->slots = memory_get(map->room * sizeof(*map->slots));
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].key != NULL)
            *slot_of(map, old.slots[i].key) = old.slots[i];
    free(old.slots);
}

void
map_set(struct map *map, const char *key, void *value)
{
    if (2 * (map->count + 1) > map->room)
        grow(map);
    struct map_slot *slot = slot_of(map, key);
    map->count += slot->key == NULL;
    slot->key = key;
    slot->value = value;
}

void *
map_at(const struct map *map, const char *key)
{
    return map->room == 0 ? NULL : slot_of(map, key)->value;
}

void
map_clear(struct map *map)
{
    free(map->slots);
    *map = (struct map){ 0 };
}
