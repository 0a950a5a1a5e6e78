/* source_find.c - where rules lie: plugins, then the folders of the layers. */
#include "script/source.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool
ends_with(const char *name, const char *end)
{
    size_t size = strlen(name), end_size = strlen(end);
    return size > end_size && strcmp(name + size - end_size, end) == 0;
}

static int
is_script(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && ends_with(entry->d_name, ".lua") &&
           !ends_with(entry->d_name, "_test.lua");
}

static int
is_folder(const struct dirent *entry)
{
    return entry->d_name[0] != '.' &&
           (entry->d_type == DT_DIR || entry->d_type == DT_LNK ||
            entry->d_type == DT_UNKNOWN);
}

struct place {
    struct source_list *list;
    const char *root; /* on the disk */
    enum layer layer;
    const char *code;
    const struct dms_json *off; /* notices: which plugins did not load */
};

/* sales.lua and sales_money.lua are about the plugin sales. When that is off, so are they: else
 * all rules of the house would fall with it. */
static bool
is_off(const struct place *place, const char *file)
{
    for (size_t i = 0; i < dms_json_count(place->off); i++) {
        const char *plugin = dms_json_text_at(dms_json_at(place->off, i), "plugin");
        size_t size = plugin != NULL ? strlen(plugin) : 0;
        if (size > 0 && strncmp(plugin, file, size) == 0 &&
            (file[size] == '.' || file[size] == '_'))
            return true;
    }
    return false;
}

static enum dms_status
read_named(const struct place *place, const char *folder, const char *name,
           struct dms_error *error)
{
    char file[4096], path[1024];
    snprintf(file, sizeof(file), "%s/%s/%s", place->root, folder, name);
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return source_read_file(place->list, place->layer, place->code, file, path, error);
}

/* The words of a layer stand in i18n/ beside its scripts. */
static enum dms_status
read_words(const struct place *place, const char *folder, struct dms_error *error)
{
    static const char *const files[] = { "i18n/zh.json", "i18n/en.json" };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < 2 && st == DMS_OK; i++) {
        char file[4096];
        snprintf(file, sizeof(file), "%s/%s/%s", place->root, folder, files[i]);
        struct stat about;
        if (stat(file, &about) == 0)
            st = read_named(place, folder, files[i], error);
    }
    return st;
}

static enum dms_status
read_folder(const struct place *place, const char *folder, struct dms_error *error)
{
    char name[4096];
    struct dirent **entries;
    snprintf(name, sizeof(name), "%s/%s", place->root, folder);
    int count = scandir(name, &entries, is_script, alphasort);
    if (count < 0)
        return DMS_OK;
    enum dms_status st = DMS_OK;
    for (int i = 0; i < count; i++) {
        if (st == DMS_OK && !is_off(place, entries[i]->d_name))
            st = read_named(place, folder, entries[i]->d_name, error);
        free(entries[i]);
    }
    free(entries);
    return st == DMS_OK ? read_words(place, folder, error) : st;
}

/* brands/aurora, brands/tianhe…: the folder's name is the code. */
static enum dms_status
read_folders(struct place place, const char *folder, struct dms_error *error)
{
    char name[4096];
    struct dirent **entries;
    snprintf(name, sizeof(name), "%s/%s", place.root, folder);
    int count = scandir(name, &entries, is_folder, alphasort);
    enum dms_status st = DMS_OK;
    for (int i = 0; i < count; i++) {
        char inner[512];
        snprintf(inner, sizeof(inner), "%s/%s", folder, entries[i]->d_name);
        place.code = entries[i]->d_name;
        if (st == DMS_OK)
            st = read_folder(&place, inner, error);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return st;
}

/* process.lua, and what a plugin keeps beside it because one file would be too long. */
enum dms_status
source_read_plugin(struct source_list *list, const char *folder, const char *name,
                   struct dms_error *error)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_script, alphasort);
    if (count < 0)
        return DMS_OK;
    enum dms_status st = DMS_OK;
    for (int i = 0; i < count; i++) {
        char file[4096], path[512];
        snprintf(file, sizeof(file), "%s/%s", folder, entries[i]->d_name);
        snprintf(path, sizeof(path), "plugins/%s/%s", name, entries[i]->d_name);
        if (st == DMS_OK)
            st = source_read_file(list, LAYER_PLUGIN, name, file, path, error);
        free(entries[i]);
    }
    free(entries);
    return st;
}

static enum dms_status
read_plugins(struct source_list *list, struct dms_house *house, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    const char *folder;
    for (size_t i = 0; house != NULL && st == DMS_OK; i++) {
        if ((folder = dms_house_plugin_dir(house, i)) == NULL)
            break;
        st = source_read_plugin(list, folder, dms_house_plugin_name(house, i), error);
    }
    return st;
}

enum dms_status
source_read_all(struct source_list *list, struct dms_house *house,
                const char *script_path, struct dms_error *error)
{
    struct dms_json *off = house != NULL ? dms_house_notices(house, "en") : NULL;
    struct place place = { list, script_path, LAYER_LIBRARY, "", off };
    enum dms_status st = read_plugins(list, house, error);
    if (st == DMS_OK)
        st = read_folder(&place, "lib", error);
    place.layer = LAYER_COMMON;
    if (st == DMS_OK)
        st = read_folder(&place, "common", error);
    place.layer = LAYER_BRAND;
    if (st == DMS_OK)
        st = read_folders(place, "brands", error);
    place.layer = LAYER_STORE;
    if (st == DMS_OK)
        st = read_folders(place, "stores", error);
    dms_json_destroy(off);
    source_seal(list);
    return st;
}

static void
each_inner(const char *folder, source_each_folder each, void *context)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_folder, alphasort);
    each(folder, context);
    for (int i = 0; i < count; i++) {
        char inner[4096];
        snprintf(inner, sizeof(inner), "%s/%s", folder, entries[i]->d_name);
        each_inner(inner, each, context);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

void
source_folders(struct dms_house *house, const char *script_path, source_each_folder each,
               void *context)
{
    const char *folder;
    for (size_t i = 0; house != NULL && (folder = dms_house_plugin_dir(house, i)) != NULL;
         i++)
        each(folder, context);
    each_inner(script_path, each, context);
}
