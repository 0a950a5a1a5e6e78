/* openapi_operation.c - one method of one path: its parameters, who may ask, what it answers. */
#include <stdlib.h>
#include <string.h>

#include "openapi.h"

static bool
is_open(const struct route *route)
{
    return (route->flags & ROUTE_OPEN) != 0;
}

/* Do its answers have an ETag? A stream and a file from the disk have none. */
static bool
is_tagged(const struct route *route, const struct dms_json *card)
{
    return route->method == ROUTE_GET && !is_open(route) &&
           !dms_json_boolean_at(card, "untagged");
}

/* The parameter NAME as the files describe it; one they do not know is told by its name. */
static struct dms_json *
make_parameter(const struct openapi *openapi, const char *name, bool required)
{
    const struct openapi_subject nobody = { .name = "" };
    const struct dms_json *card =
        dms_json_at_key(dms_json_at_key(openapi->skeleton, "parameters"), name);
    if (card != NULL && !required)
        return openapi_ref("parameters", name);
    struct dms_json *parameter =
        card != NULL ? openapi_fill(openapi, &nobody, card) : dms_json_create_object();
    if (card == NULL) {
        struct dms_json *schema = dms_json_create_object();
        dms_json_set_text(schema, "type", "string");
        dms_json_set_text(parameter, "name", name);
        dms_json_set_text(parameter, "in", "query");
        dms_json_take_key(parameter, "schema", schema);
    }
    if (required)
        dms_json_set_boolean(parameter, "required", true);
    return parameter;
}

static struct dms_json *
make_parameters(const struct openapi *openapi, const struct route *route,
                const struct dms_json *card)
{
    struct dms_json *parameters = dms_json_create_array();
    const char *required = dms_json_text_at(card, "requires");
    char *names = strdup(route->parameters), *rest = NULL;
    if (names == NULL)
        abort();
    for (char *name = strtok_r(names, " ", &rest); name != NULL;
         name = strtok_r(NULL, " ", &rest))
        dms_json_take(parameters,
                      make_parameter(openapi, name,
                                     required != NULL && strcmp(required, name) == 0));
    free(names);
    const struct dms_json *takes = dms_json_at_key(card, "takes");
    for (size_t i = 0; i < dms_json_count(takes); i++)
        dms_json_take(parameters,
                      openapi_ref("parameters", dms_json_text(dms_json_at(takes, i))));
    if (is_tagged(route, card))
        dms_json_take(parameters, openapi_ref("parameters", "If-None-Match"));
    if (route->method != ROUTE_GET && (route->flags & ROUTE_KEYLESS) == 0)
        dms_json_take(parameters, openapi_ref("parameters", "Idempotency-Key"));
    if (dms_json_boolean_at(card, "rev"))
        dms_json_take(parameters, openapi_ref("parameters", "If-Match"));
    return parameters;
}

/* A cookie changes things only together with the proof that our own page asked. */
static struct dms_json *
make_security(const struct route *route, const struct dms_json *card)
{
    struct dms_json *ways = dms_json_create_array(), *cookie, *bearer;
    if (is_open(route))
        return ways;
    cookie = dms_json_create_object();
    dms_json_take_key(cookie, "cookie", dms_json_create_array());
    if (route->method != ROUTE_GET)
        dms_json_take_key(cookie, "csrf", dms_json_create_array());
    dms_json_take(ways, cookie);
    if (dms_json_boolean_at(card, "session"))
        return ways;
    bearer = dms_json_create_object();
    dms_json_take_key(bearer, "bearer", dms_json_create_array());
    dms_json_take(ways, bearer);
    return ways;
}

/* What was made for this document alone: nobody else holds it. */
static struct dms_json *
own(const struct dms_json *json)
{
    return (struct dms_json *)(uintptr_t)json;
}

static void
add_headers(struct dms_json *response, bool tagged)
{
    struct dms_json *headers = own(dms_json_at_key(response, "headers"));
    if (headers == NULL) {
        headers = dms_json_create_object();
        dms_json_take_key(response, "headers", headers);
    }
    dms_json_take_key(headers, "X-Request-Id", openapi_ref("headers", "X-Request-Id"));
    if (tagged)
        dms_json_take_key(headers, "ETag", openapi_ref("headers", "ETag"));
}

static void
add_responses(struct dms_json *operation, const struct route *route,
              const struct dms_json *card)
{
    struct dms_json *responses = own(dms_json_at_key(operation, "responses"));
    for (size_t i = 0; i < dms_json_count(responses); i++)
        add_headers(own(dms_json_value_at(responses, i)), is_tagged(route, card));
    if (is_tagged(route, card))
        dms_json_take_key(responses, "304", openapi_ref("responses", "NotModified"));
    openapi_add_problems(responses, route, dms_json_boolean_at(card, "rev"));
}

/* A call takes its own arguments; when it takes none, it needs no body. */
static void
add_arguments(struct dms_json *operation, const struct dms_json *call)
{
    struct dms_json *body = dms_json_create_object(), *content = dms_json_create_object();
    struct dms_json *type = dms_json_create_object(), *schema = openapi_arguments(call);
    dms_json_set_boolean(body, "required", dms_json_at_key(schema, "required") != NULL);
    dms_json_take_key(type, "schema", schema);
    dms_json_take_key(content, "application/json", type);
    dms_json_take_key(body, "content", content);
    dms_json_take_key(operation, "requestBody", body);
}

struct dms_json *
openapi_operation(const struct openapi *openapi, const struct route *route,
                  const struct openapi_subject *subject, const struct dms_json *card)
{
    struct dms_json *operation =
        openapi_fill(openapi, subject, dms_json_at_key(card, "operation"));
    dms_json_take_key(operation, "parameters", make_parameters(openapi, route, card));
    dms_json_take_key(operation, "security", make_security(route, card));
    add_responses(operation, route, card);
    if (dms_json_at_key(subject->card, "arguments") != NULL)
        add_arguments(operation, subject->card);
    return operation;
}
