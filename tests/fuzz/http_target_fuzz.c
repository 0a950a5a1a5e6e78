/* http_target_fuzz.c - any first line, headers and body: what the HTTP server reads in them is
 * text without surprises, or a refusal. This file stands in the place of the library. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "answer.h"
#include "body.h"
#include "condition.h"
#include "exchange.h"
#include "guard.h"
#include "head.h"
#include "language.h"
#include "patience.h"
#include "problem.h"
#include "proxies.h"
#include "target.h"
#include "upload.h"

#define MOST 32

static struct {
    char *names[MOST], *values[MOST];
    size_t count;
} headers;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

const char *
exchange_header(const struct exchange *exchange, const char *name)
{
    (void)exchange;
    for (size_t i = 0; i < headers.count; i++)
        if (strcasecmp(headers.names[i], name) == 0)
            return headers.values[i];
    return NULL;
}

int
MHD_get_connection_values_n(struct MHD_Connection *connection, enum MHD_ValueKind kind,
                            MHD_KeyValueIteratorN each, void *context)
{
    (void)connection, (void)kind;
    for (size_t i = 0; i < headers.count; i++)
        each(context, MHD_HEADER_KIND, headers.names[i], strlen(headers.names[i]),
             headers.values[i], strlen(headers.values[i]));
    return (int)headers.count;
}

/* The library's own reading of cookies is not ours to prove: "name=value", as it gives it. */
const char *
MHD_lookup_connection_value(struct MHD_Connection *connection, enum MHD_ValueKind kind,
                            const char *name)
{
    const char *cookie = exchange_header(NULL, "Cookie");
    size_t size = strlen(name);
    (void)connection, (void)kind;
    return cookie != NULL && strncmp(cookie, name, size) == 0 && cookie[size] == '='
               ? cookie + size + 1
               : NULL;
}

/* Two secrets open the house. */
enum dms_status
dms_house_enter(struct dms_house *house, const char *secret, struct dms_visitor *visitor,
                struct dms_error *error)
{
    (void)house;
    bool session = strcmp(secret, "session") == 0;
    if (!session && strcmp(secret, "token") != 0)
        return dms_fail(error, DMS_FORBIDDEN, "access.no_visit", "");
    visitor->kind = session ? DMS_VISITOR_SESSION : DMS_VISITOR_TOKEN;
    strcpy(visitor->csrf, session ? "proof" : "");
    return DMS_OK;
}

/* At the other end sits a proxy that is believed. */
const union MHD_ConnectionInfo *
MHD_get_connection_info(struct MHD_Connection *connection,
                        enum MHD_ConnectionInfoType type, ...)
{
    static struct sockaddr_in proxy = { .sin_family = AF_INET };
    static union MHD_ConnectionInfo info;
    (void)connection, (void)type;
    proxy.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    info.client_addr = (struct sockaddr *)&proxy;
    return &info;
}

void
answer_header(struct exchange *exchange, const char *name, const char *format, ...)
{
    (void)exchange, (void)name, (void)format;
}

void
answer_empty(struct exchange *exchange, unsigned status)
{
    exchange->answer.status = status;
}

/* A refusal says why and is one. */
enum dms_status
problem(struct exchange *exchange, unsigned status, enum dms_status st)
{
    if (st == DMS_OK || status < 400 || status > 499 ||
        dms_error_key(exchange->error)[0] == '\0')
        abort();
    exchange->answer.status = status;
    return st;
}

/* No route of ours takes a file: bodies are read as JSON. */
enum dms_status
upload_expect(struct exchange *exchange)
{
    (void)exchange;
    return DMS_OK;
}

bool
upload_add(struct exchange *exchange, const char *data, size_t size)
{
    (void)exchange, (void)data, (void)size;
    return true;
}

enum dms_status
upload_end(struct exchange *exchange)
{
    (void)exchange;
    return DMS_OK;
}

void
upload_destroy(struct upload *upload)
{
    (void)upload;
}

void
patience_more(struct exchange *exchange, size_t size)
{
    (void)exchange, (void)size;
}

const struct route *
routes_find(const struct exchange *exchange, unsigned *methods)
{
    static const struct route route = { ROUTE_POST, "/{name}", "q where", ROUTE_OBJECT,
                                        NULL };
    *methods = ROUTE_POST;
    return exchange->method == ROUTE_POST ? &route : NULL;
}

void
routes_allowed(unsigned methods, char text[static 64])
{
    (void)methods;
    strcpy(text, "POST");
}

static void
need_text(const char *text)
{
    if (!target_is_text(text, strlen(text)))
        abort();
}

static void
check_target(const struct target *target)
{
    for (size_t i = 0; i < target->segment_count && i < SEGMENTS; i++) {
        const char *segment = target->segments[i];
        need_text(segment);
        if (strchr(segment, '/') != NULL || strcmp(segment, "..") == 0)
            abort();
    }
    for (size_t i = 0; i < target->parameter_count; i++) {
        need_text(target->parameters[i].name);
        need_text(target->parameters[i].value);
    }
}

static void
check_condition(struct exchange *exchange)
{
    struct dms_json *question = dms_json_create_object();
    if (condition_rev(exchange, question) == DMS_OK &&
        dms_json_at_key(question, "rev") != NULL &&
        dms_json_integer_at(question, "rev") <= 0)
        abort();
    dms_json_destroy(question);
}

static void
check_headers(struct exchange *exchange)
{
    if (strcmp(exchange->language, "zh") != 0 && strcmp(exchange->language, "en") != 0)
        abort();
    need_text(exchange->request_id);
    need_text(exchange->address);
    head_takes(exchange, "Accept-Encoding", "gzip");
    check_condition(exchange);
    struct dms_error *error = dms_error_create();
    origin_check(exchange, error);
    dms_error_destroy(error);
}

/* Whoever is let in has brought what opens, and for a change from a page the page's proof. */
static void
check_guard(struct exchange *exchange)
{
    const char *token = exchange_header(exchange, "Authorization");
    const char *proof = exchange_header(exchange, "X-CSRF-Token");
    if (guard_check(exchange) != DMS_OK) {
        if (exchange->answer.status != 401 && exchange->answer.status != 403)
            abort();
        return;
    }
    if (token != NULL && strncasecmp(token, "Bearer ", 7) != 0)
        abort();
    if (token == NULL && strcmp(guard_cookie(exchange), "session") != 0)
        abort();
    if (token == NULL && exchange->method != ROUTE_GET &&
        (proof == NULL || strcmp(proof, "proof") != 0))
        abort();
    if (!guard_again(exchange))
        abort();
}

/* In two parts, as it comes from a wire. */
static void
check_body(struct exchange *exchange, const char *data, size_t size)
{
    if (exchange->route == NULL || body_expect(exchange) != DMS_OK)
        return;
    if (!body_add(exchange, data, size / 2) ||
        !body_add(exchange, data + size / 2, size - size / 2))
        return;
    if (body_read(exchange) == DMS_OK && exchange->body.size > 0 &&
        dms_json_kind(exchange->json) != DMS_JSON_OBJECT)
        abort();
}

/* The next line of *AT, which moves on; an ending 0 takes the place of the line's. */
static char *
next_line(char **at)
{
    char *line = *at, *end = strchr(line, '\n');
    *at = end != NULL ? end + 1 : line + strlen(line);
    if (end != NULL)
        *end = '\0';
    return line;
}

/* "Name: value" until an empty line. */
static void
read_headers(char **at)
{
    headers.count = 0;
    while (headers.count < MOST) {
        char *line = next_line(at), *colon = strchr(line, ':');
        if (line[0] == '\0')
            return;
        if (colon != NULL)
            *colon++ = '\0';
        else
            colon = line + strlen(line);
        headers.names[headers.count] = line;
        headers.values[headers.count++] = colon + strspn(colon, " ");
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct server server = { .settings = { .origins = "http://page.example",
                                           .proxies = "127.0.0.1 10.0.0.0/8",
                                           .body_bytes = 1024 } };
    struct exchange exchange = { .server = &server, .language = "zh" };
    char *text = calloc(1, size + 1), *at = text;
    if (text == NULL)
        abort();
    if (size > 0)
        memcpy(text, data, size);
    const char *method = next_line(&at);
    exchange.target.text = strdup(next_line(&at));
    exchange.error = dms_error_create();
    read_headers(&at);
    if (head_read(&exchange, method, "HTTP/1.1") == DMS_OK) {
        check_target(&exchange.target);
        check_headers(&exchange);
        if (head_route(&exchange) == DMS_OK) {
            check_guard(&exchange);
            dms_error_clear(exchange.error);
            check_body(&exchange, at, size - (size_t)(at - text));
        }
    }
    body_clear(&exchange.body);
    dms_json_destroy(exchange.json);
    dms_error_destroy(exchange.error);
    free(exchange.target.text);
    free(text);
    return 0;
}
