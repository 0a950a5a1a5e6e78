/* openapi_schemas.c - an entity as three schemas: X to be read, X.New to be made, X.Change to be
 * changed; and the arguments of a call. */
#include <stdio.h>
#include <string.h>

#include "openapi.h"

static void
take_schema(struct openapi *openapi, const struct openapi_subject *subject,
            const char *suffix, struct dms_json *schema)
{
    char name[160];
    snprintf(name, sizeof(name), "%s%s", subject->name, suffix);
    dms_json_take_key(openapi->schemas, name, schema);
}

static struct dms_json *
make_object(struct dms_json *properties)
{
    struct dms_json *object = dms_json_create_object();
    dms_json_set_text(object, "type", "object");
    dms_json_take_key(object, "properties", properties);
    return object;
}

/* BASE and, on top of it, MORE (taken), when there is more. */
static struct dms_json *
on_top_of(const char *base, struct dms_json *more)
{
    struct dms_json *schema = dms_json_create_object(), *all = dms_json_create_array();
    dms_json_take(all, openapi_ref("schemas", base));
    if (more != NULL)
        dms_json_take(all, more);
    dms_json_take_key(schema, "allOf", all);
    return schema;
}

static struct dms_json *
read_properties(const struct openapi *openapi, const struct openapi_subject *subject)
{
    struct dms_json *properties = dms_json_create_object();
    struct dms_json *states = openapi_states(openapi, subject);
    const struct dms_json *fields = dms_json_at_key(subject->card, "fields");
    for (size_t i = 0; i < dms_json_count(fields); i++) {
        const struct dms_json *field = dms_json_at(fields, i);
        dms_json_take_key(properties, dms_json_text_at(field, "name"),
                          openapi_value(field, false));
    }
    if (dms_json_count(states) > 0) {
        struct dms_json *state = dms_json_create_object();
        dms_json_set_text(state, "type", "string");
        dms_json_take_key(state, "enum", dms_json_copy(states));
        dms_json_take_key(properties, "state", state);
    }
    dms_json_destroy(states);
    return properties;
}

static void
add_read(struct openapi *openapi, const struct openapi_subject *subject)
{
    struct dms_json *schema =
        on_top_of("Record", make_object(read_properties(openapi, subject)));
    dms_json_set_text(schema, "title", dms_json_text_at(subject->card, "label"));
    take_schema(openapi, subject, "", schema);
}

/* A colleague by id or name; nobody with null. */
static struct dms_json *
owner_field(void)
{
    struct dms_json *field = dms_json_create_object();
    dms_json_set_text(field, "type", "reference");
    dms_json_set_text(field, "target", "core.user");
    return field;
}

static void
add_change(struct openapi *openapi, const struct openapi_subject *subject)
{
    struct dms_json *properties = dms_json_create_object(), *owner = owner_field();
    const struct dms_json *fields = dms_json_at_key(subject->card, "fields");
    for (size_t i = 0; i < dms_json_count(fields); i++) {
        const struct dms_json *field = dms_json_at(fields, i);
        if (!dms_json_boolean_at(field, "read_only"))
            dms_json_take_key(properties, dms_json_text_at(field, "name"),
                              openapi_value(field, true));
    }
    dms_json_take_key(properties, "owner", openapi_value(owner, true));
    dms_json_destroy(owner);
    struct dms_json *schema = make_object(properties);
    dms_json_set_boolean(schema, "additionalProperties", false);
    take_schema(openapi, subject, ".Change", schema);
}

/* What the request itself must bring: where hooks and rules may fill in the rest before it is
 * checked, nobody can tell here, and x-dms-required stands alone. */
static struct dms_json *
needed(const struct openapi_subject *subject)
{
    struct dms_json *names = dms_json_create_array();
    const struct dms_json *fields = dms_json_at_key(subject->card, "fields");
    bool completed = dms_json_boolean_at(subject->card, "completed");
    for (size_t i = 0; !completed && i < dms_json_count(fields); i++) {
        const struct dms_json *field = dms_json_at(fields, i);
        if (dms_json_boolean_at(field, "required") &&
            !dms_json_boolean_at(field, "read_only") &&
            dms_json_text_at(field, "default") == NULL)
            dms_json_take(names, dms_json_create_text(dms_json_text_at(field, "name")));
    }
    return names;
}

static void
add_new(struct openapi *openapi, const struct openapi_subject *subject)
{
    char change[160];
    struct dms_json *names = needed(subject);
    snprintf(change, sizeof(change), "%s.Change", subject->name);
    struct dms_json *schema = on_top_of(change, NULL);
    if (dms_json_count(names) > 0)
        dms_json_take_key(schema, "required", dms_json_copy(names));
    dms_json_destroy(names);
    take_schema(openapi, subject, ".New", schema);
}

void
openapi_add_schemas(struct openapi *openapi, const struct openapi_subject *subject)
{
    struct dms_json *filled =
        openapi_fill(openapi, subject, dms_json_at_key(openapi->skeleton, "entity"));
    for (size_t i = 0; i < dms_json_count(filled); i++)
        dms_json_take_key(openapi->schemas, dms_json_key_at(filled, i),
                          dms_json_copy(dms_json_value_at(filled, i)));
    dms_json_destroy(filled);
    add_read(openapi, subject);
    add_change(openapi, subject);
    add_new(openapi, subject);
}

struct dms_json *
openapi_arguments(const struct dms_json *call)
{
    struct dms_json *properties = dms_json_create_object();
    struct dms_json *names = dms_json_create_array();
    const struct dms_json *arguments = dms_json_at_key(call, "arguments");
    for (size_t i = 0; i < dms_json_count(arguments); i++) {
        const struct dms_json *argument = dms_json_at(arguments, i);
        const char *name = dms_json_text_at(argument, "name");
        dms_json_take_key(properties, name, openapi_value(argument, true));
        if (dms_json_boolean_at(argument, "required"))
            dms_json_take(names, dms_json_create_text(name));
    }
    struct dms_json *schema = make_object(properties);
    dms_json_set_boolean(schema, "additionalProperties",
                         dms_json_boolean_at(call, "open"));
    if (dms_json_count(names) > 0)
        dms_json_take_key(schema, "required", dms_json_copy(names));
    dms_json_destroy(names);
    return schema;
}
