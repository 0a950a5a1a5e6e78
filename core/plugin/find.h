/* find.h - which plugins there are, before anything is known of them but their manifests. */
#ifndef DMS_PLUGIN_FIND_H
#define DMS_PLUGIN_FIND_H

#include "plugin/item.h"

/* Adds an item for each folder with a plugin.json in each folder of PATH (':' between),
 * in order of names. A bad manifest, a second plugin of the same id: the item's reason. */
void plugin_find(const char *path, struct scratch *memory, struct list *items);
/* Takes those away that FILE names, one per line; '#' begins a remark. They go to OFF. */
void plugin_switch_off(const char *file, struct list *items, struct list *off);

#endif
