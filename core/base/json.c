/* json.c - dms_json over jansson: making, reading in, printing. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/json_inside.h"
#include "base/list.h"

#define DEEPEST 64

/* jansson returns NULL only for text that is not UTF-8, or without memory. */
static struct dms_json *
need(json_t *json)
{
    if (json == NULL)
        memory_get((size_t)-1);
    return outside(json);
}

struct dms_json *
dms_json_create_object(void)
{
    return need(json_object());
}

struct dms_json *
dms_json_create_array(void)
{
    return need(json_array());
}

struct dms_json *
dms_json_create_null(void)
{
    return outside(json_null());
}

struct dms_json *
dms_json_create_boolean(bool value)
{
    return outside(json_boolean(value));
}

struct dms_json *
dms_json_create_integer(int64_t value)
{
    return need(json_integer(value));
}

struct dms_json *
dms_json_create_text(const char *text)
{
    return outside(text == NULL ? json_null() : json_string(text));
}

struct dms_json *
dms_json_create_text_sized(const char *text, size_t size)
{
    return outside(json_stringn(text, size));
}

struct dms_json *
dms_json_copy(const struct dms_json *json)
{
    return outside(json_incref(inside(json)));
}

void
dms_json_destroy(struct dms_json *json)
{
    json_decref(inside(json));
}

static bool
too_deep(const json_t *json, int left)
{
    if (left == 0)
        return json_is_array(json) || json_is_object(json);
    for (size_t i = 0; i < json_array_size(json); i++)
        if (too_deep(json_array_get(json, i), left - 1))
            return true;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)json, key, value)
        if (too_deep(value, left - 1))
            return true;
    return false;
}

enum dms_status
dms_json_load(const char *text, size_t size, struct dms_json **json, struct dms_error *error)
{
    json_error_t fault;
    json_t *loaded = json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);
    *json = outside(loaded);
    if (loaded == NULL)
        return dms_fail(error, DMS_INVALID, "json.syntax", "line=%d|column=%d|reason=%s",
                        fault.line, fault.column, fault.text);
    if (!too_deep(loaded, DEEPEST))
        return DMS_OK;
    json_decref(loaded);
    *json = NULL;
    return dms_fail(error, DMS_INVALID, "json.too_deep", "limit=%d", DEEPEST);
}

static char *
print(const struct dms_json *json, size_t flags)
{
    char *text = json_dumps(json == NULL ? json_null() : inside(json),
                            flags | JSON_SORT_KEYS | JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
    return text != NULL ? text : memory_copy("null");
}

char *
dms_json_print(const struct dms_json *json)
{
    return print(json, JSON_COMPACT);
}

char *
dms_json_print_pretty(const struct dms_json *json)
{
    return print(json, JSON_INDENT(2));
}
