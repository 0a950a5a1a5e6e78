/* error_json.c - the values inside an error, and errors as JSON for answers and sockets. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "dms/json.h"

#define VALUE_END "\x1f"

/* Walks "name=value\x1fname=value"; false at the end. */
static bool
next_value(const char **cursor, const char **name, size_t *name_size, const char **value,
           size_t *value_size)
{
    const char *at = *cursor, *equals = strchr(at, '=');
    if (*at == '\0' || equals == NULL)
        return false;
    size_t size = strcspn(equals + 1, VALUE_END);
    *name = at, *name_size = (size_t)(equals - at);
    *value = equals + 1, *value_size = size;
    *cursor = equals + 1 + size + (equals[1 + size] != '\0');
    return true;
}

const char *
dms_error_value(const struct dms_error *error, const char *name)
{
    static _Thread_local char found[ERROR_VALUES_SIZE];
    const char *cursor = error == NULL ? "" : error->values, *at, *value;
    size_t at_size, value_size;
    while (next_value(&cursor, &at, &at_size, &value, &value_size)) {
        if (strlen(name) != at_size || strncmp(at, name, at_size) != 0)
            continue;
        memcpy(found, value, value_size);
        found[value_size] = '\0';
        return found;
    }
    return "";
}

static struct dms_json *
values_json(const struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    const char *cursor = error->values, *name, *value;
    size_t name_size, value_size;
    char key[96];
    while (next_value(&cursor, &name, &name_size, &value, &value_size)) {
        snprintf(key, sizeof(key), "%.*s", (int)name_size, name);
        dms_json_take_key(values, key, dms_json_create_text_sized(value, value_size));
    }
    return values;
}

static void
set_unless_empty(struct dms_json *json, const char *key, const char *text)
{
    if (text[0] != '\0')
        dms_json_set_text(json, key, text);
}

struct dms_json *
error_json(const struct dms_error *error)
{
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "status", dms_status_name(error->status));
    set_unless_empty(json, "key", error->key);
    set_unless_empty(json, "field", error->field);
    set_unless_empty(json, "rule", error->rule);
    set_unless_empty(json, "file", error->file);
    if (error->line != 0)
        dms_json_set_integer(json, "line", error->line);
    struct dms_json *values = values_json(error);
    if (dms_json_count(values) > 0)
        dms_json_take_key(json, "values", values);
    else
        dms_json_destroy(values);
    return json;
}

static enum dms_status
status_named(const char *name)
{
    for (int status = DMS_OK; status <= DMS_BUG; status++)
        if (name != NULL && strcmp(dms_status_name((enum dms_status)status), name) == 0)
            return (enum dms_status)status;
    return DMS_BUG;
}

static void
read_text(const struct dms_json *json, const char *key, char *to, size_t room)
{
    const char *text = dms_json_text_at(json, key);
    snprintf(to, room, "%s", text != NULL ? text : "");
}

static void
read_values(struct dms_error *error, const struct dms_json *values)
{
    size_t used = 0;
    for (size_t i = 0; i < dms_json_count(values); i++) {
        const char *text = dms_json_text(dms_json_value_at(values, i));
        int size = snprintf(error->values + used, sizeof(error->values) - used, "%s%s=%s",
                            used > 0 ? VALUE_END : "", dms_json_key_at(values, i),
                            text != NULL ? text : "");
        if (size < 0 || used + (size_t)size >= sizeof(error->values))
            return;
        used += (size_t)size;
    }
}

void
error_from_json(struct dms_error *error, const struct dms_json *json)
{
    dms_error_clear(error);
    error->status = status_named(dms_json_text_at(json, "status"));
    read_text(json, "key", error->key, sizeof(error->key));
    read_text(json, "field", error->field, sizeof(error->field));
    read_text(json, "rule", error->rule, sizeof(error->rule));
    read_text(json, "file", error->file, sizeof(error->file));
    error->line = dms_json_integer_at(json, "line");
    read_values(error, dms_json_at_key(json, "values"));
}
