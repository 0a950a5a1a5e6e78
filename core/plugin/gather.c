/* gather.c - a plugin and those it needs, side by side in a folder of links: a path for a house
 * that shall have no others. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plugin/item.h"
#include "plugin/plugin.h"

struct gathering {
    const char *path, *folder;
    struct scratch *memory;
    struct dms_error *error;
};

/* The first folder of the path that has plugin ID; NULL: none, which the house will tell. */
static const char *
find(const struct gathering *gathering, const char *id)
{
    char *rest = NULL, *folders = scratch_copy(gathering->memory, gathering->path);
    for (char *folder = strtok_r(folders, ":", &rest); folder != NULL;
         folder = strtok_r(NULL, ":", &rest)) {
        const char *dir = scratch_printf(gathering->memory, "%s/%s", folder, id);
        const char *manifest = scratch_printf(gathering->memory, "%s/plugin.json", dir);
        if (access(manifest, F_OK) == 0)
            return dir;
    }
    return NULL;
}

/* Once for each, so that a circle of needs ends here; the house tells of it. */
static enum dms_status
gather(const struct gathering *gathering, const char *dir)
{
    struct plugin_item item = { .reason = { 0 } };
    plugin_manifest_load(&item, dir, gathering->memory, &item.reason);
    const char *link =
        scratch_printf(gathering->memory, "%s/%s", gathering->folder, item.folder);
    if (symlink(item.dir, link) != 0)
        return errno == EEXIST
                   ? DMS_OK
                   : dms_fail(gathering->error, DMS_INVALID, "plugin.new_failed",
                              "reason=%s", strerror(errno));
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < item.need_count; i++) {
        const char *need = find(gathering, item.needs[i].id);
        if (need != NULL)
            st = gather(gathering, need);
    }
    return st;
}

enum dms_status
plugin_gather(const char *dir, const char *path, const char *folder,
              struct dms_error *error)
{
    struct scratch *memory = scratch_create();
    const struct gathering gathering = { path, folder, memory, error };
    enum dms_status st = gather(&gathering, dir);
    if (st != DMS_OK)
        dms_error_at_file(error, folder, 0);
    scratch_destroy(memory);
    return st;
}
