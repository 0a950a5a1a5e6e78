/* item.h - one plugin on its way from a folder to a running card; for this room only. */
#ifndef DMS_PLUGIN_ITEM_H
#define DMS_PLUGIN_ITEM_H

#include <stdbool.h>

#include "base/error.h"
#include "base/list.h"
#include "base/scratch.h"
#include "dms/plugin.h"

struct plugin_need {
    const char *id, *range; /* "crm", ">=1.0" */
};

struct plugin_item {
    const char *folder;       /* its name, equal to the id */
    const char *dir;          /* real path */
    const char *manifest;     /* dir/plugin.json */
    const char *file;         /* dir/id.so */
    const char *id, *version; /* version: NULL until the manifest was understood */
    const char *sha256;       /* NULL: not given */
    struct plugin_need *needs;
    size_t need_count;
    const char **names; /* its own, though they do not begin with its id */
    size_t name_count;
    struct dms_plugin card;
    struct dms_error reason; /* why it is off; empty while all is well */
};

/* Reads plugin.json in DIR. INVALID with file and line. Text lives in MEMORY. */
enum dms_status plugin_manifest_load(struct plugin_item *item, const char *dir,
                                     struct scratch *memory, struct dms_error *error);

/* "1.4.2". Numbers compared as numbers; what is left out is 0. */
bool plugin_version_valid(const char *version);
int plugin_version_compare(const char *left, const char *right);
/* ">=1.0", "<2", "=1.4", "*" or several of them with blanks between: all must hold. */
bool plugin_range_valid(const char *range);
bool plugin_range_holds(const char *range, const char *version);

/* What can be known of the library without running it: a regular file of that folder,
 * not writable by others, the format of this machine and complete, the promised digest. */
enum dms_status plugin_file_place(const struct plugin_item *item,
                                  struct dms_error *error);
enum dms_status plugin_file_rights(const struct plugin_item *item,
                                   struct dms_error *error);
enum dms_status plugin_file_format(const struct plugin_item *item,
                                   struct dms_error *error);
enum dms_status plugin_file_digest(const struct plugin_item *item,
                                   struct dms_error *error);
/* A whole file of at most LIMIT bytes, ended by 0. Yours to free(); NULL when it cannot be
 * read (errno says why; EFBIG: too large). */
char *plugin_read_file(const char *path, size_t limit, size_t *size);

/* Opens the library for good and finds its card behind the door. */
enum dms_status plugin_door(const char *file, const struct dms_plugin **given,
                            struct dms_error *error);
/* Copies GIVEN into item->card: magic, size, ABI, name and version as the manifest says. */
enum dms_status plugin_card_take(struct plugin_item *item, const struct dms_plugin *given,
                                 struct dms_error *error);
/* Which library this core is: a plugin probed against another is probed again. */
void plugin_core_stamp(char *stamp, size_t size);

/* Opens each of ITEMS (those with a reason are passed over) in a child process, all at
 * once, and starts it there as if in HOUSE (NULL: only opens it); what crashes, exits or hangs
 * gets its reason. CACHE: file that remembers which were sound, NULL: none. */
void plugin_probe(struct dms_house *house, struct plugin_item **items, size_t count,
                  const char *cache);

/* Items sorted by needs, then by name; those that lack a need get a reason. KNOWN: what is
 * loaded already, as items without folder. */
void plugin_order(struct list *items, const struct list *known);
/* A need that is off takes those that need it along: asked before each start. */
void plugin_check_needs(struct plugin_item *item, const struct list *items);

#endif
