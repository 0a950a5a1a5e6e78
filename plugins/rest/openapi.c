/* openapi.c - the document as a whole: made for who asks, and kept by them under its tag. */
#include "openapi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "guard.h"
#include "handlers.h"
#include "question.h"

static struct dms_json *
fill_part(const struct openapi *openapi, const char *part)
{
    const struct openapi_subject nobody = { .name = "" };
    return openapi_fill(openapi, &nobody, dms_json_at_key(openapi->skeleton, part));
}

static void
add_scheme(struct dms_json *schemes, const struct openapi *openapi, const char *name,
           const char *key, const char *const members[])
{
    struct dms_json *scheme = dms_json_create_object();
    const struct exchange *exchange = openapi->exchange;
    char *text = dms_house_text(exchange->server->house, exchange->language, key, NULL);
    dms_json_set_text(scheme, "description", text);
    free(text);
    for (size_t i = 0; members[i] != NULL; i += 2)
        dms_json_set_text(scheme, members[i], members[i + 1]);
    dms_json_take_key(schemes, name, scheme);
}

/* The cookie has the name it has on the way this asker came. */
static struct dms_json *
make_schemes(const struct openapi *openapi)
{
    const char *const cookie[] = { "type", "apiKey",
                                   "in",   "cookie",
                                   "name", guard_cookie_name(openapi->exchange),
                                   NULL };
    static const char *const csrf[] = { "type", "apiKey",       "in", "header",
                                        "name", "X-CSRF-Token", NULL };
    static const char *const bearer[] = { "type", "http", "scheme", "bearer", NULL };
    struct dms_json *schemes = dms_json_create_object();
    add_scheme(schemes, openapi, "cookie", "rest.openapi.scheme.cookie", cookie);
    add_scheme(schemes, openapi, "csrf", "rest.openapi.scheme.csrf", csrf);
    add_scheme(schemes, openapi, "bearer", "rest.openapi.scheme.bearer", bearer);
    return schemes;
}

static struct dms_json *
make_components(const struct openapi *openapi)
{
    struct dms_json *components = dms_json_create_object();
    dms_json_take_key(components, "schemas", dms_json_copy(openapi->schemas));
    dms_json_take_key(components, "parameters", fill_part(openapi, "parameters"));
    dms_json_take_key(components, "headers", fill_part(openapi, "headers"));
    dms_json_take_key(components, "responses", openapi_responses(openapi));
    dms_json_take_key(components, "securitySchemes", make_schemes(openapi));
    return components;
}

static void
add_entities(struct openapi *openapi)
{
    const struct dms_json *entities = dms_json_at_key(openapi->meta, "entities");
    for (size_t i = 0; i < dms_json_count(entities); i++) {
        struct openapi_subject subject;
        openapi_subject(&subject, dms_json_at(entities, i));
        openapi_add_schemas(openapi, &subject);
        dms_json_take(
            openapi->tags,
            openapi_fill(openapi, &subject, dms_json_at_key(openapi->skeleton, "tag")));
        dms_json_destroy(subject.values);
    }
}

static struct dms_json *
make_document(struct exchange *exchange, const struct dms_json *meta)
{
    struct openapi openapi = { .exchange = exchange,
                               .skeleton = exchange->server->openapi,
                               .meta = meta };
    struct dms_json *document = fill_part(&openapi, "document");
    openapi.tags = fill_part(&openapi, "tags");
    openapi.schemas = fill_part(&openapi, "schemas");
    openapi.paths = dms_json_create_object();
    add_entities(&openapi);
    openapi_add_paths(&openapi);
    dms_json_take_key(document, "components", make_components(&openapi));
    dms_json_destroy(openapi.schemas);
    dms_json_take_key(document, "tags", openapi.tags);
    dms_json_take_key(document, "paths", openapi.paths);
    return document;
}

void
openapi_show(struct exchange *exchange)
{
    struct dms_json *meta = question_read(exchange, question_create(exchange, "meta"));
    if (meta == NULL)
        return;
    answer_json(exchange, 200, make_document(exchange, meta));
    dms_json_destroy(meta);
}
