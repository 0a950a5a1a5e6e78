/* problem.c - from the house's answers to HTTP's, and from an error to its problem document. */
#include "problem.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"

/* Said by the house about If-Match: the revision asked for is not the one there is. */
static bool
is_stale(const struct exchange *exchange, enum dms_status st)
{
    return exchange->if_match &&
           (st == DMS_NOT_FOUND
                ? strcmp(exchange_header(exchange, "If-Match"), "*") == 0
                : strcmp(dms_error_key(exchange->error), "door.changed") == 0);
}

static unsigned
limit_status(const struct exchange *exchange)
{
    return dms_error_value(exchange->error, "retry_after")[0] != '\0' ? 429 : 422;
}

static unsigned
http_status(const struct exchange *exchange, enum dms_status st)
{
    if (is_stale(exchange, st))
        return 412;
    switch (st) {
    case DMS_INVALID:
        return strcmp(dms_error_key(exchange->error), "unit.key_reused") == 0 ? 422 : 400;
    case DMS_DENIED:
        return 422;
    case DMS_FORBIDDEN:
        return 403;
    case DMS_CONFLICT:
        return 409;
    case DMS_NOT_FOUND:
    case DMS_UNSUPPORTED:
        return 404;
    case DMS_LIMIT:
        return limit_status(exchange);
    case DMS_BUSY:
        return 503;
    case DMS_FULL:
        return 507;
    default:
        return 500;
    }
}

static void
set_text(const struct exchange *exchange, struct dms_json *json, const char *member,
         const char *format, const char *key)
{
    char name[128];
    snprintf(name, sizeof(name), format, key);
    char *text = dms_house_text(exchange->server->house, exchange->language, name, NULL);
    dms_json_set_text(json, member, text);
    free(text);
}

/* What programs read: the error's own members, without its key and status, which the type and
 * the HTTP status say. */
static struct dms_json *
make_document(const struct exchange *exchange, unsigned status)
{
    char text[160], number[16];
    struct dms_json *json = dms_error_json(exchange->error);
    dms_json_remove_key(json, "key");
    dms_json_set_integer(json, "status", status);
    snprintf(text, sizeof(text), "urn:dms:problem:%s", dms_error_key(exchange->error));
    dms_json_set_text(json, "type", text);
    snprintf(text, sizeof(text), "urn:dms:request:%s", exchange->request_id);
    dms_json_set_text(json, "instance", text);
    snprintf(number, sizeof(number), "%u", status);
    set_text(exchange, json, "title", "rest.status.%s", number);
    char *detail = dms_house_error_text(exchange->server->house, exchange->language,
                                        exchange->error);
    dms_json_set_text(json, "detail", detail);
    free(detail);
    return json;
}

static void
say_when(struct exchange *exchange, unsigned status)
{
    const char *seconds = dms_error_value(exchange->error, "retry_after");
    if (status == 429 || status == 503)
        answer_header(exchange, "Retry-After", "%s", seconds[0] != '\0' ? seconds : "1");
}

enum dms_status
problem(struct exchange *exchange, unsigned status, enum dms_status st)
{
    struct dms_json *json = make_document(exchange, status);
    say_when(exchange, status);
    answer_body(exchange, status, "application/problem+json", dms_json_print(json));
    dms_json_destroy(json);
    if (status >= 500)
        dms_log(exchange->server->house, 1, "rest.failed", "status=%u|key=%s|request=%s",
                status, dms_error_key(exchange->error), exchange->request_id);
    return st;
}

enum dms_status
problem_of(struct exchange *exchange, enum dms_status st)
{
    return problem(exchange, http_status(exchange, st), st);
}
