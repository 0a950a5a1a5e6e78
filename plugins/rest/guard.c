/* guard.c - a cookie is sent by the browser whoever wrote the page: it counts only with proof
 * that our own page asked. A token is sent by who holds it. */
#include "guard.h"

#include <string.h>
#include <strings.h>

#include "answer.h"
#include "problem.h"

const char *
guard_cookie_name(const struct exchange *exchange)
{
    return exchange->secure ? "__Host-dms" : "dms";
}

const char *
guard_cookie(const struct exchange *exchange)
{
    const char *secret = MHD_lookup_connection_value(
        exchange->connection, MHD_COOKIE_KIND, guard_cookie_name(exchange));
    return secret != NULL && secret[0] != '\0' ? secret : NULL;
}

/* NULL: none came. "": something came that is no bearer token. */
static const char *
bearer(const struct exchange *exchange)
{
    const char *given = exchange_header(exchange, "Authorization");
    if (given == NULL)
        return NULL;
    if (strncasecmp(given, "Bearer ", 7) != 0)
        return "";
    return given + 7 + strspn(given + 7, " ");
}

static enum dms_status
no_entry(struct exchange *exchange)
{
    answer_header(exchange, "WWW-Authenticate", "Bearer");
    return problem(exchange, 401, dms_error_status(exchange->error));
}

static enum dms_status
enter(struct exchange *exchange, const char *secret, uint32_t kind)
{
    exchange->visitor.size = sizeof(exchange->visitor);
    if (secret[0] == '\0')
        dms_fail(exchange->error, DMS_FORBIDDEN, "rest.no_login", "");
    else if (dms_house_enter(exchange->server->house, secret, &exchange->visitor,
                             exchange->error) == DMS_OK &&
             exchange->visitor.kind != kind) /* a session is no token, and the reverse */
        dms_fail(exchange->error, DMS_FORBIDDEN, "rest.no_login", "");
    if (dms_error_status(exchange->error) == DMS_OK)
        return DMS_OK;
    exchange->visitor.kind = 0;
    return no_entry(exchange);
}

/* In a time that does not tell how much of it was right. */
static bool
same_secret(const char *left, const char *right)
{
    size_t size = strlen(right);
    volatile unsigned char differs = strlen(left) != size || size == 0;
    for (size_t i = 0; i < size && left[i] != '\0'; i++)
        differs = (unsigned char)(differs | (left[i] ^ right[i]));
    return differs == 0;
}

static enum dms_status
check_own_page(struct exchange *exchange)
{
    const char *token = exchange_header(exchange, "X-CSRF-Token");
    enum dms_status st = origin_check(exchange, exchange->error);
    if (st == DMS_OK && (token == NULL || !same_secret(token, exchange->visitor.csrf)))
        st = dms_fail(exchange->error, DMS_FORBIDDEN, "rest.no_csrf", "");
    return st == DMS_OK ? DMS_OK : problem(exchange, 403, st);
}

/* Nobody need be logged in, but a stranger's page must not log a browser in. */
static enum dms_status
check_open(struct exchange *exchange)
{
    bool from_page = exchange_header(exchange, "Origin") != NULL;
    if (exchange->method == ROUTE_GET || !from_page)
        return DMS_OK;
    enum dms_status st = origin_check(exchange, exchange->error);
    return st == DMS_OK ? DMS_OK : problem(exchange, 403, st);
}

enum dms_status
guard_check(struct exchange *exchange)
{
    return (exchange->route->flags & ROUTE_OPEN) != 0 ? check_open(exchange)
                                                      : guard_enter(exchange);
}

enum dms_status
guard_enter(struct exchange *exchange)
{
    const char *token = bearer(exchange), *cookie = guard_cookie(exchange);
    if (token != NULL)
        return enter(exchange, token, DMS_VISITOR_TOKEN);
    enum dms_status st =
        enter(exchange, cookie != NULL ? cookie : "", DMS_VISITOR_SESSION);
    return st == DMS_OK && exchange->method != ROUTE_GET ? check_own_page(exchange) : st;
}

bool
guard_again(struct exchange *exchange)
{
    struct dms_visitor visitor = { .size = sizeof(visitor) };
    const char *secret = bearer(exchange);
    if (secret == NULL)
        secret = guard_cookie(exchange);
    if (secret == NULL ||
        dms_house_enter(exchange->server->house, secret, &visitor, NULL) != DMS_OK)
        return false;
    exchange->visitor = visitor;
    return true;
}
