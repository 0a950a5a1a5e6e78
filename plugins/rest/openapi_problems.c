/* openapi_problems.c - whatever goes wrong is a Problem; which statuses a route knows follows
 * from what it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "openapi.h"

enum { READS = 1, WRITES = 2, TAKES_BODY = 4, TAKES_REV = 8, GUARDED = 16, NAMES = 32 };

/* When: a route with one of these may answer so; 0: each. */
static const struct {
    unsigned status, when;
} statuses[] = {
    { 400, 0 },          { 401, GUARDED },   { 403, 0 },          { 404, NAMES },
    { 409, WRITES },     { 412, TAKES_REV }, { 413, TAKES_BODY }, { 414, READS },
    { 415, TAKES_BODY }, { 422, WRITES },    { 429, 0 },          { 500, 0 },
    { 503, 0 },          { 507, WRITES },
};

static unsigned
nature_of(const struct route *route, bool has_rev)
{
    unsigned nature = route->method == ROUTE_GET ? READS : WRITES;
    if ((route->method & (ROUTE_POST | ROUTE_PATCH)) != 0)
        nature |= TAKES_BODY;
    if (has_rev)
        nature |= TAKES_REV;
    if ((route->flags & ROUTE_OPEN) == 0 || route->method != ROUTE_GET)
        nature |= GUARDED;
    if (strchr(route->pattern, '{') != NULL)
        nature |= NAMES;
    return nature;
}

void
openapi_add_problems(struct dms_json *responses, const struct route *route, bool has_rev)
{
    unsigned nature = nature_of(route, has_rev);
    for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
        char status[8], name[24];
        if (statuses[i].when != 0 && (statuses[i].when & nature) == 0)
            continue;
        snprintf(status, sizeof(status), "%u", statuses[i].status);
        snprintf(name, sizeof(name), "Problem%u", statuses[i].status);
        dms_json_take_key(responses, status, openapi_ref("responses", name));
    }
}

static void
add_header(struct dms_json *response, const char *name)
{
    const struct dms_json *known = dms_json_at_key(response, "headers");
    struct dms_json *headers =
        known != NULL ? dms_json_copy(known) : dms_json_create_object();
    dms_json_take_key(headers, name, openapi_ref("headers", name));
    dms_json_take_key(response, "headers", headers);
}

static struct dms_json *
describe(const struct openapi *openapi, const char *key)
{
    const struct exchange *exchange = openapi->exchange;
    struct dms_json *response = dms_json_create_object();
    char *text = dms_house_text(exchange->server->house, exchange->language, key, NULL);
    dms_json_set_text(response, "description", text);
    free(text);
    add_header(response, "X-Request-Id");
    return response;
}

static struct dms_json *
make_response(const struct openapi *openapi, unsigned status)
{
    char key[32];
    struct dms_json *content = dms_json_create_object(), *type = dms_json_create_object();
    snprintf(key, sizeof(key), "rest.status.%u", status);
    struct dms_json *response = describe(openapi, key);
    dms_json_take_key(type, "schema", openapi_ref("schemas", "Problem"));
    dms_json_take_key(content, "application/problem+json", type);
    dms_json_take_key(response, "content", content);
    if (status == 401)
        add_header(response, "WWW-Authenticate");
    if (status == 429 || status == 503)
        add_header(response, "Retry-After");
    return response;
}

struct dms_json *
openapi_responses(const struct openapi *openapi)
{
    struct dms_json *responses = dms_json_create_object();
    struct dms_json *same = describe(openapi, "rest.openapi.not_modified");
    add_header(same, "ETag");
    dms_json_take_key(responses, "NotModified", same);
    for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
        char name[24];
        snprintf(name, sizeof(name), "Problem%u", statuses[i].status);
        dms_json_take_key(responses, name, make_response(openapi, statuses[i].status));
    }
    return responses;
}
