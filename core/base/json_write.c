/* json_write.c - putting values into a dms_json. */
#include "base/json_inside.h"

void
dms_json_take(struct dms_json *array, struct dms_json *item)
{
    json_array_append_new(inside(array), item == NULL ? json_null() : inside(item));
}

void
dms_json_take_key(struct dms_json *object, const char *key, struct dms_json *value)
{
    json_object_set_new(inside(object), key, value == NULL ? json_null() : inside(value));
}

void
dms_json_set_text(struct dms_json *object, const char *key, const char *text)
{
    dms_json_take_key(object, key, dms_json_create_text(text));
}

void
dms_json_set_integer(struct dms_json *object, const char *key, int64_t value)
{
    dms_json_take_key(object, key, dms_json_create_integer(value));
}

void
dms_json_set_boolean(struct dms_json *object, const char *key, bool value)
{
    dms_json_take_key(object, key, dms_json_create_boolean(value));
}

void
dms_json_remove_key(struct dms_json *object, const char *key)
{
    json_object_del(inside(object), key);
}
