/* openapi_paths.c - the route table as paths: those about entities once for each entity, those
 * about calls once for each call, and only what the asker may do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "openapi.h"

static const char *
method_name(const struct route *route)
{
    return route->method == ROUTE_GET     ? "get"
           : route->method == ROUTE_POST  ? "post"
           : route->method == ROUTE_PATCH ? "patch"
                                          : "delete";
}

/* "POST /api/v1/login" */
static const struct dms_json *
card_of(const struct openapi *openapi, const struct route *route)
{
    char key[160];
    static const struct {
        unsigned method;
        const char *name;
    } names[] = { { ROUTE_GET, "GET" },
                  { ROUTE_POST, "POST" },
                  { ROUTE_PATCH, "PATCH" },
                  { ROUTE_DELETE, "DELETE" } };
    size_t at = 0;
    while (names[at].method != route->method)
        at++;
    snprintf(key, sizeof(key), "%s %s", names[at].name, route->pattern);
    return dms_json_at_key(dms_json_at_key(openapi->skeleton, "operations"), key);
}

/* The pattern with the subject's name in place of its own variable. Yours to free(). */
static char *
make_path(const struct route *route, const char *variable, const char *name)
{
    char *path = NULL;
    const char *at = variable != NULL ? strstr(route->pattern, variable) : NULL;
    int size = at == NULL ? asprintf(&path, "%s", route->pattern)
                          : asprintf(&path, "%.*s%s%s", (int)(at - route->pattern),
                                     route->pattern, name, at + strlen(variable));
    if (size < 0)
        abort();
    return path;
}

/* One of a few words, which the entity knows. Takes WORDS. */
static struct dms_json *
choose(const char *name, struct dms_json *words)
{
    struct dms_json *parameter = dms_json_create_object();
    struct dms_json *schema = dms_json_create_object();
    dms_json_set_text(parameter, "name", name);
    dms_json_set_text(parameter, "in", "path");
    dms_json_set_boolean(parameter, "required", true);
    dms_json_set_text(schema, "type", "string");
    dms_json_take_key(schema, "enum", words);
    dms_json_take_key(parameter, "schema", schema);
    return parameter;
}

/* Of what still stands in braces. WORDS are for the last one, unless it is the id. */
static void
add_variables(struct dms_json *parameters, const char *path, const struct dms_json *words)
{
    size_t at = strcspn(path, "{");
    for (; path[at] != '\0'; at += strcspn(path + at, "{")) {
        char name[32], described[40];
        at++;
        snprintf(name, sizeof(name), "%.*s", (int)strcspn(path + at, "}"), path + at);
        snprintf(described, sizeof(described), "path-%s", name);
        if (words != NULL && strcmp(name, "id") != 0)
            dms_json_take(parameters, choose(name, dms_json_copy(words)));
        else
            dms_json_take(parameters, openapi_ref("parameters", described));
    }
}

/* The item of PATH, with what all its methods take. */
static struct dms_json *
item_at(struct openapi *openapi, const char *path, const struct dms_json *words)
{
    static const char *const headers[] = { "Accept-Language", "DMS-Store",
                                           "X-Request-Id" };
    struct dms_json *item =
        (struct dms_json *)(uintptr_t)dms_json_at_key(openapi->paths, path);
    if (item != NULL)
        return item;
    struct dms_json *parameters = dms_json_create_array();
    item = dms_json_create_object();
    add_variables(parameters, path, words);
    for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
        dms_json_take(parameters, openapi_ref("parameters", headers[i]));
    dms_json_take_key(item, "parameters", parameters);
    dms_json_take_key(openapi->paths, path, item);
    return item;
}

static bool
may(const struct openapi_subject *subject, const char *action)
{
    const struct dms_json *actions = dms_json_at_key(subject->card, "may");
    bool changes = strcmp(action, "update") == 0 || strcmp(action, "remove") == 0;
    if (changes && dms_json_boolean_at(subject->card, "append_only"))
        return false;
    for (size_t i = 0; i < dms_json_count(actions); i++)
        if (strcmp(dms_json_text(dms_json_at(actions, i)), action) == 0)
            return true;
    return false;
}

/* One of the rights it needs is enough. */
static bool
may_any(const struct openapi_subject *subject, const struct dms_json *needs)
{
    for (size_t i = 0; i < dms_json_count(needs); i++)
        if (may(subject, dms_json_text(dms_json_at(needs, i))))
            return true;
    return needs == NULL;
}

static void
add_path(struct openapi *openapi, const struct route *route, const struct dms_json *card,
         const char *variable, const struct openapi_subject *subject)
{
    const char *kind = dms_json_text_at(card, "names");
    struct dms_json *words = kind != NULL ? openapi_names(openapi, subject, kind) : NULL;
    if (may_any(subject, dms_json_at_key(card, "needs")) &&
        (words == NULL || dms_json_count(words) > 0)) {
        char *path = make_path(route, variable, subject->name);
        dms_json_take_key(item_at(openapi, path, words), method_name(route),
                          openapi_operation(openapi, route, subject, card));
        free(path);
    }
    dms_json_destroy(words);
}

/* A call that each brand has its own of is there several times: the path is one. */
static void
add_each(struct openapi *openapi, const struct route *route, const struct dms_json *card,
         const char *variable, const char *part)
{
    const struct dms_json *items = dms_json_at_key(openapi->meta, part);
    for (size_t i = 0; i < dms_json_count(items); i++) {
        struct openapi_subject subject;
        openapi_subject(&subject, dms_json_at(items, i));
        add_path(openapi, route, card, variable, &subject);
        dms_json_destroy(subject.values);
    }
}

void
openapi_add_paths(struct openapi *openapi)
{
    const struct openapi_subject nobody = { .name = "" };
    for (size_t i = 0; i < rest_route_count; i++) {
        const struct route *route = &rest_routes[i];
        const struct dms_json *card = card_of(openapi, route);
        const char *each = dms_json_text_at(card, "each");
        if (card == NULL)
            continue;
        if (each == NULL)
            add_path(openapi, route, card, NULL, &nobody);
        else if (strcmp(each, "entity") == 0)
            add_each(openapi, route, card, "{entity}", "entities");
        else
            add_each(openapi, route, card, "{name}", "calls");
    }
}
