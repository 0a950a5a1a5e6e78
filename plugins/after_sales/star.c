/* star.c - see star.h. */
#include "star.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES (8U << 20)

static enum dms_status
read_all(struct dms_import *import, char **text, size_t *size, struct dms_error *error)
{
    size_t room = 0, got = 1;
    enum dms_status st = DMS_OK;
    *text = NULL;
    *size = 0;
    while (st == DMS_OK && got > 0) {
        if (*size == room) {
            room = room == 0 ? 65536 : room * 2;
            char *more = realloc(*text, room);
            if (more == NULL)
                abort(); /* out of memory ends the program */
            *text = more;
        }
        st = dms_import_read(import, *text + *size, room - *size, &got, error);
        *size += st == DMS_OK ? got : 0;
        if (st == DMS_OK && *size > MOST_BYTES)
            st = dms_fail(error, DMS_LIMIT, "after_sales.star_too_large", "most=%u",
                          MOST_BYTES >> 20);
    }
    return st;
}

enum dms_status
star_read_file(struct dms_import *import, struct dms_json **json, struct dms_error *error)
{
    char *text = NULL;
    size_t size = 0;
    *json = NULL;
    enum dms_status st = read_all(import, &text, &size, error);
    if (st == DMS_OK)
        st = dms_json_load(text, size, json, error);
    if (st != DMS_OK)
        dms_error_at_file(error, dms_import_file(import), 0);
    free(text);
    return st;
}

const struct dms_json *
star_at(const struct dms_json *json, const char *path)
{
    char name[64];
    while (json != NULL && *path != '\0') {
        size_t size = strcspn(path, "/");
        snprintf(name, sizeof(name), "%.*s", (int)size, path);
        json = dms_json_kind(json) == DMS_JSON_ARRAY
                   ? dms_json_at(json, strtoul(name, NULL, 10))
                   : dms_json_at_key(json, name);
        path += size + (path[size] == '/');
    }
    return json;
}

const char *
star_text(const struct dms_json *json, const char *path)
{
    const char *text = dms_json_text(star_at(json, path));
    return text == NULL || text[0] == '\0' ? NULL : text;
}

/* What is neither an order nor an appointment is said to be so, with its name. */
static enum dms_status
do_one(struct dms_import *import, const struct dms_json *one, size_t number,
       const char *kind, const char *const keys[2], dms_import_work work,
       struct dms_error *error)
{
    const char *id = star_text(one, keys[0]);
    if (id == NULL)
        id = star_text(one, keys[1]);
    if (id == NULL) {
        struct dms_error *why = dms_error_create();
        dms_fail_field(why, DMS_INVALID, keys[0], "after_sales.star_no_id", "member=%s",
                       keys[0]);
        dms_import_reject(import, (int64_t)number, one, why);
        dms_error_destroy(why);
        return DMS_OK;
    }
    char *key = NULL;
    if (asprintf(&key, "%s:%s", kind, id) < 0)
        abort();
    enum dms_status st =
        dms_import_row(import, (int64_t)number, key, one, work, NULL, error);
    free(key);
    bool ends = st == DMS_STORAGE || st == DMS_FULL || st == DMS_BUG;
    if (!ends)
        dms_error_clear(error);
    return ends ? st : DMS_OK;
}

enum dms_status
star_each(struct dms_import *import, const struct dms_json *json, const char *kind,
          const char *key, const char *second, dms_import_work work,
          struct dms_error *error)
{
    const char *const keys[2] = { key, second };
    const struct dms_json *list =
        dms_json_kind(json) == DMS_JSON_ARRAY ? json : dms_json_at_key(json, "data");
    enum dms_status st = DMS_OK;
    if (dms_json_kind(list) != DMS_JSON_ARRAY)
        return do_one(import, json, 1, kind, keys, work, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(list); i++)
        st = do_one(import, dms_json_at(list, i), i + 1, kind, keys, work, error);
    return st;
}
