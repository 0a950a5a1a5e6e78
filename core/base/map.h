/* map.h - from text to pointer: a small hash table. Keys are borrowed. */
#ifndef DMS_BASE_MAP_H
#define DMS_BASE_MAP_H

#include <stddef.h>

struct map_slot {
    const char *key;
    void *value;
};

struct map {
    struct map_slot *slots;
    size_t count, room; /* room: 0 or a power of two */
};

/* A NULL value takes the key out. A key that is set again is borrowed anew. */
void map_set(struct map *map, const char *key, void *value);
void *map_at(const struct map *map, const char *key); /* NULL when absent */
void map_clear(struct map *map);

#endif
