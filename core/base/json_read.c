/* json_read.c - looking into a dms_json. */
#include <string.h>

#include "base/json.h"
#include "base/json_inside.h"

enum dms_json_kind
dms_json_kind(const struct dms_json *json)
{
    if (json == NULL)
        return DMS_JSON_NULL;
    switch (json_typeof(inside(json))) {
    case JSON_OBJECT:
        return DMS_JSON_OBJECT;
    case JSON_ARRAY:
        return DMS_JSON_ARRAY;
    case JSON_STRING:
        return DMS_JSON_TEXT;
    case JSON_INTEGER:
        return DMS_JSON_INTEGER;
    case JSON_REAL:
        return DMS_JSON_REAL;
    case JSON_TRUE:
    case JSON_FALSE:
        return DMS_JSON_BOOLEAN;
    default:
        return DMS_JSON_NULL;
    }
}

bool
dms_json_boolean(const struct dms_json *json)
{
    return json_is_true(inside(json));
}

int64_t
dms_json_integer(const struct dms_json *json)
{
    return json_integer_value(inside(json));
}

double
dms_json_real(const struct dms_json *json)
{
    return json_number_value(inside(json));
}

const char *
dms_json_text(const struct dms_json *json)
{
    return json_string_value(inside(json));
}

size_t
dms_json_count(const struct dms_json *json)
{
    return json_is_object(inside(json)) ? json_object_size(inside(json))
                                        : json_array_size(inside(json));
}

const struct dms_json *
dms_json_at(const struct dms_json *array, size_t index)
{
    return outside(json_array_get(inside(array), index));
}

const struct dms_json *
dms_json_at_key(const struct dms_json *object, const char *key)
{
    return outside(json_object_get(inside(object), key));
}

static void *
iterator_at(const struct dms_json *object, size_t index)
{
    void *at = json_object_iter(inside(object));
    while (at != NULL && index-- > 0)
        at = json_object_iter_next(inside(object), at);
    return at;
}

const char *
dms_json_key_at(const struct dms_json *object, size_t index)
{
    void *at = iterator_at(object, index);
    return at == NULL ? NULL : json_object_iter_key(at);
}

const struct dms_json *
dms_json_value_at(const struct dms_json *object, size_t index)
{
    void *at = iterator_at(object, index);
    return at == NULL ? NULL : outside(json_object_iter_value(at));
}

bool
json_next(const struct dms_json *object, void **cursor, const char **key,
          const struct dms_json **value)
{
    *cursor = *cursor == NULL ? json_object_iter(inside(object))
                              : json_object_iter_next(inside(object), *cursor);
    if (*cursor == NULL)
        return false;
    *key = json_object_iter_key(*cursor);
    *value = outside(json_object_iter_value(*cursor));
    return true;
}

const char *
dms_json_text_at(const struct dms_json *object, const char *key)
{
    return dms_json_text(dms_json_at_key(object, key));
}

int64_t
dms_json_integer_at(const struct dms_json *object, const char *key)
{
    return dms_json_integer(dms_json_at_key(object, key));
}

bool
dms_json_boolean_at(const struct dms_json *object, const char *key)
{
    return dms_json_boolean(dms_json_at_key(object, key));
}
