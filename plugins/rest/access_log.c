/* access_log.c - the route's pattern stands for the path, whose parts may be somebody's data;
 * no query, no body, no cookie, no token. */
#include "access_log.h"

#include <inttypes.h>

#include "dms/house.h"

enum { NOTICE = 2, DEBUG = 3 };

static const char *
method_name(unsigned method)
{
    static const struct {
        unsigned method;
        const char *name;
    } names[] = { { ROUTE_GET, "GET" },
                  { ROUTE_POST, "POST" },
                  { ROUTE_PATCH, "PATCH" },
                  { ROUTE_DELETE, "DELETE" },
                  { ROUTE_OPTIONS, "OPTIONS" } };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].method == method)
            return names[i].name;
    return "-";
}

void
access_log_write(const struct exchange *exchange, enum MHD_RequestTerminationCode code)
{
    bool whole = code == MHD_REQUEST_TERMINATED_COMPLETED_OK;
    dms_log(
        exchange->server->house, exchange->server->settings.access_log ? NOTICE : DEBUG,
        "rest.request",
        "method=%s|route=%s|status=%u|ms=%" PRId64
        "|request=%s|user=%s|address=%s|ended=%s",
        method_name(exchange->method),
        exchange->route != NULL ? exchange->route->pattern : "-", exchange->answer.status,
        exchange_now() - exchange->since, exchange->request_id,
        exchange->visitor.kind != 0 ? exchange->visitor.name : "-",
        exchange->address[0] != '\0' ? exchange->address : "-", whole ? "well" : "early");
}
