/* pages.c - hands a plugin's pages to the registrar, one a file. */
#include "plugin/pages.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "dms/page.h"

#define PAGE_LIMIT (1 << 18) /* bytes */

static int
is_page(const struct dirent *entry)
{
    return fnmatch("[!.]*.json", entry->d_name, 0) == 0;
}

static int
compare_names(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static void
load(struct dms_house *house, const char *path, struct dms_registrar *registrar)
{
    struct dms_error reason = { 0 };
    size_t size = 0;
    char *text = plugin_read_file(path, PAGE_LIMIT, &size);
    const struct dms_page card = { .size = sizeof(card), .text = text, .file = path };
    if (text != NULL)
        dms_register_page(registrar, &card, &reason);
    else
        dms_fail(&reason, DMS_INVALID, "page.unreadable", "reason=%s", strerror(errno));
    if (dms_error_status(&reason) != DMS_OK) {
        dms_error_at_file(&reason, path, 0);
        house_notice(house, "", path, &reason); /* the plugin itself is not off */
    }
    free(text);
}

void
plugin_pages_load(struct dms_house *house, const struct plugin_item *item,
                  struct dms_registrar *registrar)
{
    struct dirent **entries = NULL;
    char *folder = NULL, *path = NULL;
    if (asprintf(&folder, "%s/pages", item->dir) < 0)
        memory_end();
    int count = scandir(folder, &entries, is_page, compare_names);
    for (int i = 0; i < count; i++) {
        if (asprintf(&path, "%s/%s", folder, entries[i]->d_name) < 0)
            memory_end();
        load(house, path, registrar);
        free(path);
        free(entries[i]);
    }
    free(entries);
    free(folder);
}
