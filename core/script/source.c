/* source.c - the files rules are made of: finding, ordering, reading, their common digest. */
#include "script/source.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_LIMIT (1u << 20)

static const char *const layer_names[] = { "library", "plugin", "common", "brand",
                                           "store" };

const char *
source_layer_name(enum layer layer)
{
    return layer_names[layer];
}

bool
source_layer_at(const char *name, enum layer *layer)
{
    for (size_t i = 0; name != NULL && i < sizeof(layer_names) / sizeof(*layer_names);
         i++)
        if (strcmp(layer_names[i], name) == 0) {
            *layer = (enum layer)i;
            return true;
        }
    return false;
}

static const char *
language_of(const char *path)
{
    size_t size = strlen(path);
    if (size > 8 && strcmp(path + size - 8, "/zh.json") == 0)
        return "zh";
    return size > 8 && strcmp(path + size - 8, "/en.json") == 0 ? "en" : NULL;
}

struct source *
source_add(struct source_list *list, enum layer layer, const char *code, const char *path,
           const char *text, size_t size)
{
    if (list->count == list->room) {
        list->room = list->room * 2 + 8;
        list->items = script_grow(list->items, list->room * sizeof(*list->items));
    }
    struct source *source = &list->items[list->count++];
    *source = (struct source){ .layer = layer, .size = size };
    source->code = script_copy(code);
    source->path = script_copy(path);
    source->text = script_get(size + 1);
    memcpy(source->text, text, size);
    source->language = language_of(path);
    dms_digest(text, size, source->digest);
    return source;
}

static enum dms_status
cannot_read(const char *path, const char *key, const char *why, struct dms_error *error)
{
    enum dms_status st = dms_fail(error, DMS_INVALID, key, "text=%s", why);
    dms_error_at_file(error, path, 0);
    return st;
}

/* Some editors begin a file with the byte order mark. */
static size_t
mark_size(const char *text, size_t size)
{
    return size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static bool
is_utf8(const char *text, size_t size)
{
    struct dms_json *json = dms_json_create_text_sized(text, size);
    dms_json_destroy(json);
    return json != NULL;
}

static enum dms_status
not_utf8(const char *path, const char *text, size_t size, struct dms_error *error)
{
    const char *end = text + size;
    int64_t line = 1;
    for (const char *next; (next = memchr(text, '\n', (size_t)(end - text))) != NULL;
         line++) {
        if (!is_utf8(text, (size_t)(next - text)))
            break;
        text = next + 1;
    }
    enum dms_status st = dms_fail(error, DMS_INVALID, "script.not_utf8", "");
    dms_error_at_file(error, path, line);
    return st;
}

static enum dms_status
read_stream(struct source_list *list, struct source card, FILE *stream, size_t size,
            struct dms_error *error)
{
    char *text = script_get(size + 1);
    enum dms_status st = DMS_OK;
    size = fread(text, 1, size, stream);
    size_t mark = mark_size(text, size);
    if (is_utf8(text, size) ||
        memchr(text, 0, size) != NULL) /* what is no text is seen later */
        source_add(list, card.layer, card.code, card.path, text + mark, size - mark);
    else
        st = not_utf8(card.path, text, size, error);
    free(text);
    return st;
}

/* A pipe is not waited for. */
static FILE *
open_file(const char *file)
{
    int handle = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    return handle < 0 ? NULL : fdopen(handle, "rb");
}

enum dms_status
source_read_file(struct source_list *list, enum layer layer, const char *code,
                 const char *file, const char *path, struct dms_error *error)
{
    struct stat about;
    enum dms_status st = DMS_OK;
    FILE *stream = open_file(file);
    if (stream == NULL || fstat(fileno(stream), &about) != 0) {
        st = cannot_read(path, "script.cannot_read", strerror(errno), error);
    } else if (!S_ISREG(about.st_mode)) {
        st = cannot_read(path, "script.cannot_read",
                         strerror(S_ISDIR(about.st_mode) ? EISDIR : EINVAL), error);
    } else if (about.st_size > FILE_LIMIT) {
        st = cannot_read(path, "script.file_too_large", "1 MiB", error);
    } else {
        struct source card = { .layer = layer,
                               .code = (char *)(uintptr_t)code,
                               .path = (char *)(uintptr_t)path };
        st = read_stream(list, card, stream, (size_t)about.st_size, error);
    }
    if (stream != NULL)
        fclose(stream);
    return st;
}

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

static int
compare_sources(const void *left_item, const void *right_item)
{
    const struct source *left = left_item, *right = right_item;
    if (left->layer != right->layer)
        return left->layer < right->layer ? -1 : 1;
    int order = strcmp(left->code, right->code);
    return order != 0 ? order : strcmp(left->path, right->path);
}

void
source_seal(struct source_list *list)
{
    struct writing all = { 0 };
    size_t plugins = 0;
    /* Plugins stay in their start order, which is that of their needs. */
    while (plugins < list->count && list->items[plugins].layer == LAYER_PLUGIN)
        plugins++;
    if (list->count > plugins)
        qsort(list->items + plugins, list->count - plugins, sizeof(*list->items),
              compare_sources);
    for (size_t i = 0; i < list->count; i++)
        writing_printf(&all, "%s %s %s %s\n", layer_names[list->items[i].layer],
                       list->items[i].code, list->items[i].path, list->items[i].digest);
    dms_digest(all.data == NULL ? "" : all.data, all.size, list->digest);
    free(all.data);
}

void
source_list_clear(struct source_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].code);
        free(list->items[i].path);
        free(list->items[i].text);
    }
    free(list->items);
    *list = (struct source_list){ 0 };
}

static bool
is_word(char letter)
{
    return isalnum((unsigned char)letter) || letter == '_';
}

int64_t
source_line_of(const struct source *source, int64_t line, const char *word)
{
    const char *at = source->text;
    int64_t now = 1;
    for (; now < line && (at = strchr(at, '\n')) != NULL; now++)
        at++;
    size_t size = strlen(word);
    for (; at != NULL && *at != 0 && size > 0; at++) {
        if (strncmp(at, word, size) == 0 && !is_word(at[size]) &&
            (at == source->text || !is_word(at[-1])))
            return now;
        now += *at == '\n';
    }
    return line;
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
