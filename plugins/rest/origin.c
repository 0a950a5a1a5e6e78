/* origin.c - the page that asks must be of our own host, or of one the administrator named. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "guard.h"

/* "scheme://host:port" of a URL. */
static bool
origin_of(const char *url, char origin[static 280])
{
    const char *host = strstr(url, "://");
    if (host == NULL)
        return false;
    size_t size = (size_t)(host + 3 - url) + strcspn(host + 3, "/?#");
    if (size >= 280)
        return false;
    memcpy(origin, url, size);
    origin[size] = '\0';
    return true;
}

static bool
is_ours(const struct exchange *exchange, const char *origin)
{
    char own[280];
    const char *host = exchange_header(exchange, "Host");
    snprintf(own, sizeof(own), "%s://%s", exchange->secure ? "https" : "http",
             host != NULL ? host : "");
    return strcasecmp(own, origin) == 0 ||
           settings_list_has(exchange->server->settings.origins, origin);
}

enum dms_status
origin_check(const struct exchange *exchange, struct dms_error *error)
{
    char origin[280];
    const char *given = exchange_header(exchange, "Origin");
    if (given == NULL)
        given = exchange_header(exchange, "Referer");
    if (given == NULL || !origin_of(given, origin))
        return dms_fail(error, DMS_FORBIDDEN, "rest.no_origin", "");
    if (is_ours(exchange, origin))
        return DMS_OK;
    return dms_fail(error, DMS_FORBIDDEN, "rest.foreign_origin", "origin=%s", origin);
}
