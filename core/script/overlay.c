/* overlay.c - which files an editor may name, and a copy of the scripts with its texts on top. */
#include "script/overlay.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "script/source.h"
#include "script/test_host.h"

#define TEXT_LIMIT (1u << 20)

static bool
ends_with(const char *name, const char *end)
{
    size_t size = strlen(name), end_size = strlen(end);
    return size > end_size && strcmp(name + size - end_size, end) == 0;
}

/* No dots but that of the ending: nothing leads out of the folder, nothing is hidden. */
static bool
is_plain(const char *name, size_t size)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    return size > 0 && strspn(name, letters) == size;
}

static bool
read_kind(const char *name, struct script_place *place)
{
    place->kind = ends_with(name, "_test.lua") ? "test" : "script";
    if (strcmp(name, "i18n/zh.json") == 0 || strcmp(name, "i18n/en.json") == 0) {
        place->kind = "words";
        return true;
    }
    return ends_with(name, ".lua") && is_plain(name, strlen(name) - strlen(".lua"));
}

bool
script_place_of(const char *file, struct script_place *place)
{
    static const struct {
        const char *folder;
        enum layer layer;
        bool codes;
    } folders[] = { { "lib/", LAYER_LIBRARY, false },
                    { "common/", LAYER_COMMON, false },
                    { "brands/", LAYER_BRAND, true },
                    { "stores/", LAYER_STORE, true } };
    *place = (struct script_place){ .layer = LAYER_PLUGIN };
    for (size_t i = 0; file != NULL && i < sizeof(folders) / sizeof(folders[0]); i++) {
        const char *name = file + strlen(folders[i].folder);
        if (strncmp(file, folders[i].folder, strlen(folders[i].folder)) != 0)
            continue;
        place->layer = folders[i].layer;
        size_t size = folders[i].codes ? strcspn(name, "/") : 0;
        if (folders[i].codes &&
            (size >= sizeof(place->code) || !is_plain(name, size) || name[size] != '/'))
            return false;
        memcpy(place->code, name, size);
        return read_kind(folders[i].codes ? name + size + 1 : name, place);
    }
    return false;
}

bool
overlay_writable(const char *folder, const char *file)
{
    char path[4096];
    struct stat about;
    struct script_place place;
    if (!script_place_of(file, &place))
        return false;
    snprintf(path, sizeof(path), "%s/%s", folder, file);
    if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return false;
    *strrchr(path, '/') = 0;
    return access(path, W_OK) == 0;
}

enum dms_status
overlay_digest(const char *folder, const char *file, char digest[65],
               struct dms_error *error)
{
    char path[4096];
    struct stat about;
    struct source_list list = { 0 };
    snprintf(path, sizeof(path), "%s/%s", folder, file);
    digest[0] = 0;
    if (lstat(path, &about) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return DMS_OK;
    enum dms_status st = source_read_file(&list, LAYER_COMMON, "", path, file, error);
    if (st == DMS_OK)
        memcpy(digest, list.items[0].digest, sizeof(list.items[0].digest));
    source_list_clear(&list);
    return st;
}

static enum dms_status
refuse(const char *file, const char *key, const char *text, struct dms_error *error)
{
    enum dms_status st = dms_fail(error, DMS_INVALID, key, "file=%s|text=%s", file, text);
    dms_error_at_file(error, file, 0);
    return st;
}

/* A new file belongs to a brand or a store: what holds for all is not begun in a window. */
static enum dms_status
check_text(const char *folder, const char *file, const struct dms_json *value,
           struct dms_error *error)
{
    char path[4096];
    struct stat about;
    struct script_place place;
    bool gone = dms_json_kind(value) == DMS_JSON_NULL;
    snprintf(path, sizeof(path), "%s/%s", folder, file);
    bool is_there = lstat(path, &about) == 0;
    if (!script_place_of(file, &place))
        return refuse(file, "script.no_place", file, error);
    if (is_there ? !S_ISREG(about.st_mode) : gone)
        return refuse(file, "script.cannot_read", strerror(is_there ? EINVAL : ENOENT),
                      error);
    if (!is_there && place.layer != LAYER_BRAND && place.layer != LAYER_STORE)
        return refuse(file, "script.no_new_file", file, error);
    if (!gone && dms_json_text(value) == NULL)
        return refuse(file, "script.text_wanted", file, error);
    if (!gone && strlen(dms_json_text(value)) > TEXT_LIMIT)
        return refuse(file, "script.file_too_large", "1 MiB", error);
    return DMS_OK;
}

enum dms_status
overlay_check(const char *folder, const struct dms_json *texts, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    if (dms_json_kind(texts) != DMS_JSON_OBJECT)
        return dms_fail_field(error, DMS_INVALID, "texts", "script.texts_wanted", "");
    for (size_t i = 0; i < dms_json_count(texts) && st == DMS_OK; i++)
        st = check_text(folder, dms_json_key_at(texts, i), dms_json_value_at(texts, i),
                        error);
    return st;
}

/* Where the copy lies, which is not there yet. */
static enum dms_status
new_path(char **path, struct dms_error *error)
{
    const char *temporary = getenv("TMPDIR");
    char root[1024];
    snprintf(root, sizeof(root), "%s/dms-texts-XXXXXX",
             temporary == NULL || temporary[0] == 0 ? "/tmp" : temporary);
    if (mkdtemp(root) == NULL)
        return refuse(root, "script.cannot_write", strerror(errno), error);
    *path = script_get(strlen(root) + sizeof("/scripts"));
    sprintf(*path, "%s/scripts", root);
    return DMS_OK;
}

enum dms_status
overlay_create(const char *folder, const struct dms_json *texts, char **path,
               struct dms_error *error)
{
    struct replaced *replaced = NULL;
    *path = NULL;
    enum dms_status st = new_path(path, error);
    if (st == DMS_OK && !folder_copy(folder, *path))
        st = refuse(folder, "script.cannot_read", strerror(errno), error);
    if (st == DMS_OK)
        st = overlay_replace(*path, texts, &replaced, error);
    replaced_keep(replaced);
    if (st == DMS_OK)
        return st;
    overlay_destroy(*path);
    *path = NULL;
    return st;
}

void
overlay_destroy(char *path)
{
    if (path == NULL)
        return;
    *strrchr(path, '/') = 0;
    folder_remove(path);
    free(path);
}
