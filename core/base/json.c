/* json.c - dms_json over jansson: making values. */
#include <stdlib.h>
#include <string.h>

#include "base/json_inside.h"
#include "base/list.h"
#include "base/text.h"

static void *
jansson_get(size_t size)
{
    return memory_grow(NULL, size);
}

/* Where it gets no memory, jansson drops a character of what it reads and may read on past the end
 * of it (its issue 362), or leaves out what was to be put in: so it always gets some, or the house
 * ends. Before main, since what it got before would be given back to the other. */
__attribute__((constructor)) static void
feed_jansson(void)
{
    json_set_alloc_funcs(jansson_get, free);
}

struct dms_json *
dms_json_create_object(void)
{
    return outside(json_object());
}

struct dms_json *
dms_json_create_array(void)
{
    return outside(json_array());
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
    return outside(json_integer(value));
}

struct dms_json *
dms_json_create_text(const char *text)
{
    return text == NULL ? dms_json_create_null()
                        : dms_json_create_text_sized(text, strlen(text));
}

struct dms_json *
dms_json_create_text_sized(const char *text, size_t size)
{
    return utf8_valid(text, size) ? outside(json_stringn_nocheck(text, size)) : NULL;
}

/* true, false and null are jansson's own and counted by nobody. */
static bool
is_counted(const json_t *json)
{
    return json != NULL &&
           __atomic_load_n(&json->refcount, __ATOMIC_RELAXED) != (size_t)-1;
}

/* Two threads may each hold a handle on one answer: jansson counts atomically, but looks at the
 * count beside that, and frees without having seen what the other did. */
struct dms_json *
dms_json_copy(const struct dms_json *json)
{
    json_t *value = inside(json);
    if (is_counted(value))
        __atomic_add_fetch(&value->refcount, 1, __ATOMIC_RELAXED);
    return outside(value);
}

void
dms_json_destroy(struct dms_json *json)
{
    json_t *value = inside(json);
    if (is_counted(value) &&
        __atomic_sub_fetch(&value->refcount, 1, __ATOMIC_ACQ_REL) == 0)
        json_delete(value);
}
