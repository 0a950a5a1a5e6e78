/* openapi_names.c - the words a path may end with for an entity: of all brands together. */
#include <string.h>

#include "openapi.h"

static bool
has_text(const struct dms_json *names, const char *text)
{
    for (size_t i = 0; i < dms_json_count(names); i++)
        if (strcmp(dms_json_text(dms_json_at(names, i)), text) == 0)
            return true;
    return false;
}

/* The names in PART ("states", "transitions") of all workflows of the entity, each once. */
static struct dms_json *
workflow_names(const struct openapi *openapi, const struct openapi_subject *subject,
               const char *part)
{
    struct dms_json *names = dms_json_create_array();
    const struct dms_json *workflows = dms_json_at_key(openapi->meta, "workflows");
    for (size_t i = 0; i < dms_json_count(workflows); i++) {
        const struct dms_json *workflow = dms_json_at(workflows, i);
        const struct dms_json *items = dms_json_at_key(workflow, part);
        if (strcmp(dms_json_text_at(workflow, "entity"), subject->name) != 0)
            continue;
        for (size_t j = 0; j < dms_json_count(items); j++) {
            const char *name = dms_json_text_at(dms_json_at(items, j), "name");
            if (!has_text(names, name))
                dms_json_take(names, dms_json_create_text(name));
        }
    }
    return names;
}

static bool
is_personal(const struct dms_json *field)
{
    const char *data_class = dms_json_text_at(field, "class");
    return strcmp(data_class, "personal") == 0 || strcmp(data_class, "sensitive") == 0;
}

static struct dms_json *
field_names(const struct openapi_subject *subject, bool only_masked)
{
    struct dms_json *names = dms_json_create_array();
    const struct dms_json *fields = dms_json_at_key(subject->card, "fields");
    for (size_t i = 0; i < dms_json_count(fields); i++) {
        const struct dms_json *field = dms_json_at(fields, i);
        if (!only_masked || is_personal(field))
            dms_json_take(names, dms_json_create_text(dms_json_text_at(field, "name")));
    }
    return names;
}

struct dms_json *
openapi_names(const struct openapi *openapi, const struct openapi_subject *subject,
              const char *kind)
{
    if (strcmp(kind, "transitions") == 0)
        return workflow_names(openapi, subject, kind);
    return field_names(subject, strcmp(kind, "masked") == 0);
}

struct dms_json *
openapi_states(const struct openapi *openapi, const struct openapi_subject *subject)
{
    return workflow_names(openapi, subject, "states");
}
