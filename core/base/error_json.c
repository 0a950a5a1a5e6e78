/* error_json.c - errors as JSON, for --json, the API and the socket. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/values.h"

static struct dms_json *
values_json(const char *values)
{
    struct dms_json *object = dms_json_create_object();
    for (const char *pair = values; *pair != '\0'; pair += strlen(pair) + 1) {
        char name[96];
        const char *equal = strchr(pair, '=');
        if (equal == NULL || (size_t)(equal - pair) >= sizeof name)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)(equal - pair), pair);
        if (dms_json_at_key(object, name) == NULL)
            dms_json_set_text(object, name, equal + 1);
    }
    return object;
}

static void
set_if_any(struct dms_json *object, const char *key, const char *text)
{
    if (text[0] != '\0')
        dms_json_set_text(object, key, text);
}

struct dms_json *
error_json(const struct dms_error *error)
{
    struct dms_json *object = dms_json_create_object();
    dms_json_set_text(object, "status", dms_status_name(error->status));
    set_if_any(object, "key", error->key);
    if (error->values[0] != '\0')
        dms_json_take_key(object, "values", values_json(error->values));
    set_if_any(object, "field", error->field);
    set_if_any(object, "rule", error->rule);
    set_if_any(object, "file", error->file);
    if (error->line != 0)
        dms_json_set_integer(object, "line", error->line);
    return object;
}

static enum dms_status
status_of(const char *name)
{
    for (int status = DMS_OK; name != NULL && status <= DMS_BUG; status++) {
        if (strcmp(name, dms_status_name((enum dms_status)status)) == 0)
            return (enum dms_status)status;
    }
    return DMS_BUG;
}

/* As many whole pairs as fit. */
static void
take_values(struct dms_error *error, const struct dms_json *object)
{
    size_t used = 0;
    void *cursor = NULL;
    const char *key;
    const struct dms_json *value;
    while (json_next(object, &cursor, &key, &value)) {
        char pair[ERROR_VALUES_SIZE], clean[ERROR_VALUES_SIZE];
        const char *text = dms_json_text(value);
        if (text == NULL)
            continue;
        snprintf(pair, sizeof pair, "%s=%s", key, text);
        values_copy(clean, sizeof clean, pair);
        size_t size = strlen(clean) + 1;
        if (used + size + 1 > sizeof error->values)
            break;
        memcpy(error->values + used, clean, size);
        used += size;
    }
    error->values[used] = '\0';
}

void
error_from_json(struct dms_error *error, const struct dms_json *json)
{
    if (error == NULL || error->status != DMS_OK)
        return;
    enum dms_status status = status_of(dms_json_text_at(json, "status"));
    if (status == DMS_OK)
        return;
    dms_error_clear(error);
    error->status = status;
    values_copy(error->key, sizeof error->key, dms_json_text_at(json, "key"));
    take_values(error, dms_json_at_key(json, "values"));
    dms_error_at_field(error, dms_json_text_at(json, "field"));
    dms_error_at_rule(error, dms_json_text_at(json, "rule"));
    dms_error_at_file(error, dms_json_text_at(json, "file"),
                      dms_json_integer_at(json, "line"));
}

struct dms_json *
dms_error_json(const struct dms_error *error)
{
    return error_json(error);
}
