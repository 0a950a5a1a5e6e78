/* source.h - the files rules are made of: finding, ordering, reading, their common digest. */
#ifndef DMS_SCRIPT_SOURCE_H
#define DMS_SCRIPT_SOURCE_H

#include "script/ruleset.h"

struct dms_house *source_house(const struct script_host *host);

/* A copy of TEXT as one more file. */
struct source *source_add(struct source_list *list, enum layer layer, const char *code,
                          const char *path, const char *text, size_t size);
/* All scripts of plugin NAME, which lie in FOLDER. */
enum dms_status source_read_plugin(struct source_list *list, const char *folder,
                                   const char *name, struct dms_error *error);
/* Reads the layers: process.lua of each plugin of HOUSE (may be NULL), then lib, common,
 * brands and stores under SCRIPT_PATH. A folder that is not there is an empty layer. */
enum dms_status source_read_all(struct source_list *list, struct dms_house *house,
                                const char *script_path, struct dms_error *error);
enum dms_status source_read_file(struct source_list *list, enum layer layer, const char *code,
                                 const char *file, const char *path, struct dms_error *error);
/* Sorts by layer, then code and path (plugins keep their order), and works out the digest. */
void source_seal(struct source_list *list);
void source_list_clear(struct source_list *list);
const char *source_layer_name(enum layer layer);
bool source_layer_at(const char *name, enum layer *layer);
/* The first line at or after LINE on which WORD stands as a whole word; LINE if none. */
int64_t source_line_of(const struct source *source, int64_t line, const char *word);
/* Folders under SCRIPT_PATH that hold rules, for a watcher. */
typedef void (*source_each_folder)(const char *folder, void *context);
void source_folders(struct dms_house *house, const char *script_path, source_each_folder each,
                    void *context);

#endif
