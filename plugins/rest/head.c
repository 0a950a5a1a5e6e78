/* head.c - who asks from where in which language, and heads that two readers could read in two
 * ways: those are refused. */
#include "head.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "answer.h"
#include "language.h"
#include "problem.h"
#include "proxies.h"
#include "target.h"

static const char *const singles[] = {
    "Host",          "Content-Length", "Content-Type",    "Transfer-Encoding",
    "Authorization", "Cookie",         "Origin",          "Referer",
    "If-Match",      "If-None-Match",  "Idempotency-Key", "X-CSRF-Token",
    "Last-Event-ID", "DMS-Store",      "X-Forwarded-For", "X-Forwarded-Proto"
};

struct reading {
    unsigned seen; /* bit per single */
    const char *twice;
    bool unclean;
};

static enum MHD_Result
read_header(void *context, enum MHD_ValueKind kind, const char *name, size_t name_size,
            const char *value, size_t value_size)
{
    struct reading *reading = context;
    (void)kind, (void)name_size;
    if (value != NULL &&
        (strlen(value) != value_size || !target_is_text(value, value_size)))
        reading->unclean = true;
    for (unsigned i = 0; i < sizeof(singles) / sizeof(singles[0]); i++) {
        if (strcasecmp(name, singles[i]) != 0)
            continue;
        if ((reading->seen & (1U << i)) != 0)
            reading->twice = singles[i];
        reading->seen |= 1U << i;
    }
    return MHD_YES;
}

static enum dms_status
check_headers(struct exchange *exchange, const char *version)
{
    struct reading reading = { 0 };
    MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, read_header,
                                &reading);
    if (reading.unclean)
        return dms_fail(exchange->error, DMS_INVALID, "rest.header_unclean", "");
    if (reading.twice != NULL)
        return dms_fail(exchange->error, DMS_INVALID, "rest.header_twice", "name=%s",
                        reading.twice);
    const char *coding = exchange_header(exchange, "Transfer-Encoding");
    if (coding != NULL && exchange_header(exchange, "Content-Length") != NULL)
        return dms_fail(exchange->error, DMS_INVALID, "rest.two_lengths", "");
    if (coding != NULL && strcasecmp(coding, "chunked") != 0) /* it would have no end */
        return dms_fail(exchange->error, DMS_INVALID, "rest.transfer_coding", "");
    if (exchange_header(exchange, "Host") == NULL && strcmp(version, "HTTP/1.1") == 0)
        return dms_fail(exchange->error, DMS_INVALID, "rest.no_host", "");
    return DMS_OK;
}

/* A name the asker gives is kept when it can stand in a log and an audit row as it is. */
static void
name_request(struct exchange *exchange)
{
    const char *given = exchange_header(exchange, "X-Request-Id");
    size_t size = given != NULL ? strlen(given) : 0;
    bool sane = size > 0 && size < sizeof(exchange->request_id) &&
                strspn(given, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789._-") == size;
    if (sane)
        memcpy(exchange->request_id, given, size + 1);
    else
        snprintf(exchange->request_id, sizeof(exchange->request_id),
                 "%016" PRIx64 "-%" PRIx64, exchange->server->number_base,
                 (uint64_t)atomic_fetch_add(&exchange->server->numbers, 1));
}

static unsigned
method_of(const char *name)
{
    static const struct {
        const char *name;
        unsigned method;
    } known[] = { { "GET", ROUTE_GET },       { "HEAD", ROUTE_GET },
                  { "POST", ROUTE_POST },     { "PATCH", ROUTE_PATCH },
                  { "DELETE", ROUTE_DELETE }, { "OPTIONS", ROUTE_OPTIONS } };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strcmp(known[i].name, name) == 0)
            return known[i].method;
    return 0;
}

enum dms_status
head_read(struct exchange *exchange, const char *method, const char *version)
{
    exchange->method = method_of(method);
    exchange->language = language_of(exchange_header(exchange, "Accept-Language"));
    name_request(exchange);
    proxies_look_through(exchange);
    enum dms_status st = check_headers(exchange, version);
    if (st == DMS_OK)
        st = target_read(&exchange->target, exchange->error);
    if (st != DMS_OK)
        problem(exchange, st == DMS_LIMIT ? 414 : 400, st);
    return st;
}

static enum dms_status
no_route(struct exchange *exchange, unsigned methods)
{
    char allowed[64];
    if (methods == 0)
        return problem(exchange, 404,
                       dms_fail(exchange->error, DMS_NOT_FOUND, "rest.no_path", ""));
    routes_allowed(methods, allowed);
    answer_header(exchange, "Allow", "%s", allowed);
    if (exchange->method == ROUTE_OPTIONS) {
        answer_empty(exchange, 204);
        return DMS_OK;
    }
    return problem(exchange, 405,
                   dms_fail(exchange->error, DMS_UNSUPPORTED, "rest.no_method",
                            "known=%s", allowed));
}

enum dms_status
head_route(struct exchange *exchange)
{
    unsigned methods;
    exchange->route = routes_find(exchange, &methods);
    if (exchange->route == NULL)
        return no_route(exchange, methods);
    enum dms_status st = target_check(exchange, exchange->error);
    return st == DMS_OK ? DMS_OK : problem(exchange, 400, st);
}

bool
head_has_body(const struct exchange *exchange)
{
    const char *length = exchange_header(exchange, "Content-Length");
    return exchange_header(exchange, "Transfer-Encoding") != NULL ||
           (length != NULL && strspn(length, "0") != strlen(length));
}

/* Up to the weight: "gzip;q=0" takes nothing. */
bool
head_takes(const struct exchange *exchange, const char *name, const char *word)
{
    const char *at = exchange_header(exchange, name);
    size_t size = strlen(word);
    while (at != NULL) {
        at += strspn(at, " \t,");
        if (strncasecmp(at, word, size) == 0 && strchr(" \t,;", at[size]) != NULL) {
            size_t rest = strcspn(at, ",");
            const char *weight = strstr(at, "q=");
            return weight == NULL || weight >= at + rest || strtod(weight + 2, NULL) > 0;
        }
        at = strchr(at, ',');
    }
    return false;
}
