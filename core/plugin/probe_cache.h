/* probe_cache.h - which libraries lived through their probe, so that a start is quick.
 *
 * Only the sound ones are remembered: what failed may have been put right elsewhere. */
#ifndef DMS_PLUGIN_PROBE_CACHE_H
#define DMS_PLUGIN_PROBE_CACHE_H

#include "plugin/item.h"

struct probe_cache;

/* FILE may be NULL, missing, broken or older than the last crash: then nothing is known. */
struct probe_cache *probe_cache_load(const char *file);
/* The very same file (size, times, inode, digest) under the very same core. */
bool probe_cache_knows(const struct probe_cache *cache, const struct plugin_item *item);
void probe_cache_add(struct probe_cache *cache, const struct plugin_item *item);
/* Writes what was added, if anything, and frees CACHE. Not being able to is no fault. */
void probe_cache_save(struct probe_cache *cache);

#endif
