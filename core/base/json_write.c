/* json_write.c - putting values into a dms_json. */
#include <errno.h>

#include "base/json_inside.h"
#include "base/list.h"

/* jansson says only that it could not: what is no object or no key takes nothing, but an answer
 * that lacks what there was no memory for would be a wrong one. */
static void
taken(int result)
{
    if (result != 0 && errno == ENOMEM)
        memory_end();
}

void
dms_json_take(struct dms_json *array, struct dms_json *item)
{
    errno = 0;
    taken(
        json_array_append_new(inside(array), item == NULL ? json_null() : inside(item)));
}

void
dms_json_take_key(struct dms_json *object, const char *key, struct dms_json *value)
{
    errno = 0;
    taken(json_object_set_new(inside(object), key,
                              value == NULL ? json_null() : inside(value)));
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
