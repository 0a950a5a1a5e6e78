/* openapi_values.c - how one field is written: money and decimals as text, so that no program
 * rounds them; a masked value is text of any form. */
#include <stdlib.h>
#include <string.h>

#include "openapi.h"

/* How values of a type look in answers, and where a request may write them differently. */
struct form {
    const char *name, *type, *format, *pattern, *example;
    const char *written_pattern, *written_type; /* the latter: one more */
};

static const struct form forms[] = {
    { .name = "text", .type = "string" },
    { .name = "integer", .type = "integer", .format = "int64" },
    { .name = "money",
      .type = "string",
      .pattern = "^-?[0-9]+\\.[0-9]{2}$",
      .written_pattern = "^-?[0-9]+(\\.[0-9]{1,2})?$",
      .example = "129800.00" },
    { .name = "decimal",
      .type = "string",
      .pattern = "^-?[0-9]+(\\.[0-9]{1,3})?$",
      .written_pattern = "^-?[0-9]+(\\.[0-9]{1,3})?$",
      .example = "1.5" },
    { .name = "date", .type = "string", .format = "date", .example = "2026-11-24" },
    { .name = "time",
      .type = "string",
      .format = "date-time",
      .example = "2026-11-24T09:30:00.000+08:00" },
    { .name = "boolean", .type = "boolean" },
    { .name = "choice", .type = "string" },
    { .name = "reference",
      .type = "integer",
      .format = "int64",
      .written_type = "string" }, /* the code people use */
};

static const struct form *
form_of(const struct dms_json *field)
{
    const char *name = dms_json_text_at(field, "type");
    for (size_t i = 0; name != NULL && i < sizeof(forms) / sizeof(forms[0]); i++)
        if (strcmp(forms[i].name, name) == 0)
            return &forms[i];
    return NULL; /* any JSON */
}

/* Whether a value is masked may differ from store to store: what is personal may be. */
static bool
may_be_masked(const struct dms_json *field)
{
    const char *data_class = dms_json_text_at(field, "class");
    return dms_json_boolean_at(field, "masked") ||
           (data_class != NULL && strcmp(data_class, "internal") != 0 &&
            strcmp(data_class, "public") != 0);
}

static void
set_type(struct dms_json *schema, const char *type, const char *second, bool nullable)
{
    struct dms_json *types = dms_json_create_array();
    if (second != NULL && strcmp(second, type) == 0)
        second = NULL;
    if (second == NULL && !nullable) {
        dms_json_destroy(types);
        dms_json_set_text(schema, "type", type);
        return;
    }
    dms_json_take(types, dms_json_create_text(type));
    if (second != NULL)
        dms_json_take(types, dms_json_create_text(second));
    if (nullable)
        dms_json_take(types, dms_json_create_text("null"));
    dms_json_take_key(schema, "type", types);
}

static void
set_choices(struct dms_json *schema, const struct dms_json *choices, bool nullable)
{
    struct dms_json *names = dms_json_create_array(), *labels = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(choices); i++) {
        const struct dms_json *choice = dms_json_at(choices, i);
        const char *name = dms_json_text_at(choice, "name");
        dms_json_take(names, dms_json_create_text(name));
        dms_json_set_text(labels, name, dms_json_text_at(choice, "label"));
    }
    if (nullable)
        dms_json_take(names, dms_json_create_null());
    dms_json_take_key(schema, "enum", names);
    dms_json_take_key(schema, "x-dms-labels", labels);
}

static void
set_text_if(struct dms_json *schema, const char *key, const char *text)
{
    if (text != NULL)
        dms_json_set_text(schema, key, text);
}

static void
set_form(struct dms_json *schema, const struct form *form, bool written)
{
    set_text_if(schema, "format", form->format);
    set_text_if(schema, "pattern", written ? form->written_pattern : form->pattern);
    if (form->example == NULL)
        return;
    struct dms_json *examples = dms_json_create_array();
    dms_json_take(examples, dms_json_create_text(form->example));
    dms_json_take_key(schema, "examples", examples);
}

static void
set_limits(struct dms_json *schema, const struct dms_json *field)
{
    static const char *const limits[] = { "minimum", "maximum" };
    for (size_t i = 0; i < 2; i++) {
        const struct dms_json *limit = dms_json_at_key(field, limits[i]);
        if (dms_json_kind(limit) == DMS_JSON_INTEGER)
            dms_json_take_key(schema, limits[i], dms_json_copy(limit));
    }
    if (dms_json_integer_at(field, "max_length") > 0)
        dms_json_set_integer(schema, "maxLength",
                             dms_json_integer_at(field, "max_length"));
}

static void
set_notes(struct dms_json *schema, const struct dms_json *field, bool written)
{
    set_text_if(schema, "title", dms_json_text_at(field, "label"));
    set_text_if(schema, "x-dms-class", dms_json_text_at(field, "class"));
    set_text_if(schema, "x-dms-entity", dms_json_text_at(field, "target"));
    if (written && dms_json_boolean_at(field, "required"))
        dms_json_set_boolean(schema, "x-dms-required", true);
    if (written)
        set_text_if(schema, "x-dms-default", dms_json_text_at(field, "default"));
    if (!written && dms_json_boolean_at(field, "masked"))
        dms_json_set_boolean(schema, "x-dms-masked", true);
    if (!written && dms_json_boolean_at(field, "read_only"))
        dms_json_set_boolean(schema, "readOnly", true);
}

struct dms_json *
openapi_value(const struct dms_json *field, bool written)
{
    struct dms_json *schema = dms_json_create_object();
    const struct form *form = form_of(field);
    const struct dms_json *choices = dms_json_at_key(field, "choices");
    bool masked = !written && may_be_masked(field);
    bool nullable = !dms_json_boolean_at(field, "required");
    set_notes(schema, field, written);
    if (form == NULL)
        return schema;
    set_type(schema, form->type,
             masked    ? "string"
             : written ? form->written_type
                       : NULL,
             nullable);
    if (masked)
        return schema;
    set_form(schema, form, written);
    set_limits(schema, field);
    if (choices != NULL)
        set_choices(schema, choices, nullable);
    return schema;
}
