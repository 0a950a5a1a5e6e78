/* find.c - walks the plugin folders and reads the manifests. */
#include "plugin/find.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OFF_LIMIT 65536

static int
compare_names(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static int
not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* A library without its manifest was meant to be a plugin: that it is none has to be told. */
static bool
is_meant(const char *dir, const char *name, struct scratch *memory)
{
    return access(scratch_printf(memory, "%s/plugin.json", dir), F_OK) == 0 ||
           access(scratch_printf(memory, "%s/%s.so", dir, name), F_OK) == 0;
}

static void
find_in(const char *folder, struct scratch *memory, struct list *items)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, not_hidden, compare_names);
    for (int i = 0; i < count; i++) {
        const char *dir = scratch_printf(memory, "%s/%s", folder, entries[i]->d_name);
        bool meant = is_meant(dir, entries[i]->d_name, memory);
        free(entries[i]);
        if (!meant)
            continue;
        struct plugin_item *item = scratch_alloc(memory, sizeof(*item));
        plugin_manifest_load(item, dir, memory, &item->reason);
        list_add(items, item);
    }
    free(entries);
}

/* Which of the two would run must not depend on chance: neither does. */
static void
refuse_twins(struct list *items)
{
    for (size_t i = 0; i < items->count; i++)
        for (size_t j = 0; j < items->count; j++) {
            struct plugin_item *item = items->items[i];
            const struct plugin_item *other = items->items[j];
            if (i == j || strcmp(item->id, other->id) != 0)
                continue;
            dms_fail(&item->reason, DMS_CONFLICT, "plugin.twice", "plugin=%s|other=%s",
                     item->id, other->dir);
            dms_error_at_file(&item->reason, item->manifest, 0);
        }
}

void
plugin_find(const char *path, struct scratch *memory, struct list *items)
{
    char *folders = memory_copy(path == NULL ? "" : path), *rest = NULL;
    for (char *folder = strtok_r(folders, ":", &rest); folder != NULL;
         folder = strtok_r(NULL, ":", &rest))
        find_in(folder, memory, items);
    free(folders);
    refuse_twins(items);
}

/* Moves the items called NAME from one list to the other. */
static void
move(struct list *items, struct list *off, const char *name)
{
    size_t kept = 0;
    for (size_t i = 0; i < items->count; i++) {
        struct plugin_item *item = items->items[i];
        if (strcmp(item->id, name) == 0)
            list_add(off, item);
        else
            items->items[kept++] = item;
    }
    items->count = kept;
}

void
plugin_switch_off(const char *file, struct list *items, struct list *off)
{
    size_t size = 0;
    char *text = plugin_read_file(file, OFF_LIMIT, &size), *rest = NULL;
    if (text == NULL)
        return;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        line += strspn(line, " \t");
        line[strcspn(line, "# \t\r")] = '\0';
        if (line[0] != '\0')
            move(items, off, line);
    }
    free(text);
}
