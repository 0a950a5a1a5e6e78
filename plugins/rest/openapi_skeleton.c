/* openapi_skeleton.c - the files of openapi/: read once, filled in for each asker. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "openapi.h"

#define MARK "$entity"

static const char *
own_folder(struct dms_house *house)
{
    const char *name;
    for (size_t i = 0; (name = dms_house_plugin_name(house, i)) != NULL; i++)
        if (strcmp(name, "rest") == 0)
            return dms_house_plugin_dir(house, i);
    return ".";
}

static enum dms_status
load_file(const char *folder, const char *name, struct dms_json *skeleton,
          struct dms_error *error)
{
    char *path = NULL, *text = NULL;
    struct dms_json *json = NULL;
    if (asprintf(&path, "%s/openapi/%s.json", folder, name) < 0)
        abort();
    enum dms_status st = file_read(path, &text, error);
    if (st == DMS_OK)
        st = dms_json_load(text, strlen(text), &json, error);
    if (st == DMS_OK)
        dms_json_take_key(skeleton, name, json);
    else
        dms_error_at_file(error, path, 0);
    free(text);
    free(path);
    return st;
}

enum dms_status
openapi_load(struct dms_house *house, struct dms_json **skeleton, struct dms_error *error)
{
    static const char *const names[] = { "document",   "tags",    "tag",
                                         "parameters", "headers", "schemas",
                                         "operations", "entity" };
    const char *folder = own_folder(house);
    enum dms_status st = DMS_OK;
    *skeleton = dms_json_create_object();
    for (size_t i = 0; st == DMS_OK && i < sizeof(names) / sizeof(names[0]); i++)
        st = load_file(folder, names[i], *skeleton, error);
    return st;
}

void
openapi_subject(struct openapi_subject *subject, const struct dms_json *card)
{
    *subject = (struct openapi_subject){ .card = card, .name = "" };
    if (card == NULL)
        return;
    subject->name = dms_json_text_at(card, "name");
    subject->values = dms_json_create_object();
    dms_json_set_text(subject->values, "label", dms_json_text_at(card, "label"));
    dms_json_set_text(subject->values, "owner", dms_json_text_at(card, "owner"));
}

/* The subject's name where the mark stands. Yours to free(). */
static char *
put_name(const char *text, const char *name)
{
    char *filled = NULL;
    const char *mark = strstr(text, MARK);
    int size = mark == NULL ? asprintf(&filled, "%s", text)
                            : asprintf(&filled, "%.*s%s%s", (int)(mark - text), text,
                                       name, mark + strlen(MARK));
    if (size < 0)
        abort();
    return filled;
}

static struct dms_json *
fill_text(const struct openapi *openapi, const struct openapi_subject *subject,
          const char *text)
{
    const struct exchange *exchange = openapi->exchange;
    char *filled = text[0] == '@'
                       ? dms_house_text(exchange->server->house, exchange->language,
                                        text + 1, subject->values)
                       : put_name(text, subject->name);
    struct dms_json *json = dms_json_create_text(filled);
    free(filled);
    return json;
}

static struct dms_json *
fill_object(const struct openapi *openapi, const struct openapi_subject *subject,
            const struct dms_json *skeleton)
{
    struct dms_json *object = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(skeleton); i++) {
        char *key = put_name(dms_json_key_at(skeleton, i), subject->name);
        dms_json_take_key(object, key,
                          openapi_fill(openapi, subject, dms_json_value_at(skeleton, i)));
        free(key);
    }
    return object;
}

struct dms_json *
openapi_fill(const struct openapi *openapi, const struct openapi_subject *subject,
             const struct dms_json *skeleton)
{
    struct dms_json *array;
    switch (dms_json_kind(skeleton)) {
    case DMS_JSON_TEXT:
        return fill_text(openapi, subject, dms_json_text(skeleton));
    case DMS_JSON_OBJECT:
        return fill_object(openapi, subject, skeleton);
    case DMS_JSON_ARRAY:
        array = dms_json_create_array();
        for (size_t i = 0; i < dms_json_count(skeleton); i++)
            dms_json_take(array,
                          openapi_fill(openapi, subject, dms_json_at(skeleton, i)));
        return array;
    default:
        return dms_json_copy(skeleton);
    }
}

struct dms_json *
openapi_ref(const char *kind, const char *name)
{
    char text[160];
    struct dms_json *ref = dms_json_create_object();
    snprintf(text, sizeof(text), "#/components/%s/%s", kind, name);
    dms_json_set_text(ref, "$ref", text);
    return ref;
}
