/* schema.c - hands schema/NNN_name.sql to the storage, oldest first. */
#include "plugin/schema.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEP_LIMIT (1 << 20)

static int
is_step(const struct dirent *entry)
{
    return fnmatch("[0-9][0-9][0-9]_*.sql", entry->d_name, 0) == 0;
}

static int
compare_names(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

/* SKIP: only to be recorded. */
static enum dms_status
run_step(struct dms_house *house, const struct plugin_item *item, const char *step,
         bool skip, struct dms_error *error)
{
    char *path = NULL, *name = NULL;
    size_t size = 0;
    enum dms_status st;
    if (asprintf(&path, "%s/schema/%s", item->dir, step) < 0 ||
        asprintf(&name, "%s/%s", item->id, step) < 0)
        memory_end();
    char *sql = plugin_read_file(path, STEP_LIMIT, &size);
    if (sql == NULL)
        st =
            dms_fail(error, DMS_INVALID, "plugin.bad_step", "reason=%s", strerror(errno));
    else if (skip)
        st = storage_step_skip(house->storage, name, sql, error);
    else
        st = storage_step(house->storage, name, sql, error);
    if (st != DMS_OK)
        dms_error_at_file(error, path, 0);
    free(sql);
    free(path);
    free(name);
    return st;
}

static enum dms_status
run_steps(struct dms_house *house, const struct plugin_item *item, bool skip,
          struct dms_error *error)
{
    struct dirent **entries = NULL;
    char *folder = NULL;
    enum dms_status st = DMS_OK;
    if (asprintf(&folder, "%s/schema", item->dir) < 0)
        memory_end();
    int count = scandir(folder, &entries, is_step, compare_names);
    for (int i = 0; i < count; i++) {
        if (st == DMS_OK)
            st = run_step(house, item, entries[i]->d_name, skip, error);
        free(entries[i]);
    }
    free(entries);
    free(folder);
    return st;
}

enum dms_status
plugin_schema_run(struct dms_house *house, const struct plugin_item *item,
                  struct dms_error *error)
{
    char *met = NULL;
    if (asprintf(&met, "%s/met", item->id) < 0)
        memory_end();
    bool new_here = !storage_step_known(house->storage, met);
    enum dms_status st = run_steps(house, item, new_here, error);
    if (st == DMS_OK && new_here)
        st = storage_step_skip(house->storage, met, "", error);
    free(met);
    return st;
}
