/* routes.c - the table of all routes, and how a path finds its own. */
#include "routes.h"

#include <stdio.h>
#include <string.h>

#include "exchange.h"
#include "handlers.h"

#define V1     "/api/v1"
#define RECORD V1 "/{entity}/{id}"
#define WINDOW "window at days from to only"
#define PAGE   "where sort limit cursor fields q titles"

/* Words stand before patterns that would take them. An entity's name has a dot, a word none. */
const struct route rest_routes[] = {
    { ROUTE_GET, "/healthz", "", ROUTE_OPEN, health_alive },
    { ROUTE_GET, "/readyz", "", ROUTE_OPEN, health_ready },
    { ROUTE_GET, "/metrics", "", ROUTE_OPEN, metrics_tell },
    { ROUTE_POST, V1 "/login", "",
      ROUTE_OPEN | ROUTE_WORKER | ROUTE_OBJECT | ROUTE_KEYLESS, session_login },
    { ROUTE_POST, V1 "/logout", "", ROUTE_WORKER | ROUTE_KEYLESS, session_logout },
    { ROUTE_GET, V1 "/me", "", 0, session_me },
    { ROUTE_GET, V1 "/tokens", "", 0, token_list },
    { ROUTE_POST, V1 "/tokens", "", ROUTE_WORKER | ROUTE_OBJECT | ROUTE_KEYLESS,
      token_create },
    { ROUTE_DELETE, V1 "/tokens/{id}", "", 0, token_revoke },
    { ROUTE_GET, V1 "/meta", "", ROUTE_KEPT, meta_all },
    { ROUTE_GET, V1 "/meta/{entity}", "", ROUTE_KEPT, meta_entity },
    { ROUTE_GET, V1 "/pages", "", ROUTE_KEPT, page_list },
    { ROUTE_GET, V1 "/pages/{name}", "", ROUTE_KEPT, page_show },
    { ROUTE_GET, V1 "/prints/{id}", "", ROUTE_WORKER, print_show },
    { ROUTE_GET, V1 "/elements", "", ROUTE_WORKER, element_list },
    { ROUTE_GET, V1 "/elements/{plugin}/{name}", "", ROUTE_WORKER, element_show },
    { ROUTE_GET, V1 "/events", "after names", 0, events_listen },
    { ROUTE_GET, V1 "/openapi.json", "", ROUTE_KEPT, openapi_show },
    { ROUTE_GET, V1 "/find", "q", 0, list_find },
    { ROUTE_GET, V1 "/search", "q entity limit", 0, list_search },
    { ROUTE_GET, V1 "/figures", WINDOW, 0, figure_list },
    { ROUTE_GET, V1 "/figures/{name}", WINDOW " by trend", 0, figure_show },
    { ROUTE_GET, V1 "/figures/{name}/rows",
      WINDOW " part sort limit cursor fields titles", 0, figure_rows },
    { ROUTE_GET, V1 "/tasks", "all due_by limit", 0, list_tasks },
    { ROUTE_POST, V1 "/calls/{name}", "", 0, move_call },
    { ROUTE_POST, V1 "/import/{format}", "map dry_run name wait", ROUTE_LONG | ROUTE_FILE,
      import_begin },
    { ROUTE_GET, V1 "/rest.import/{id}/rejects", "", 0, import_rejects },
    { ROUTE_GET, V1 "/admin/plugins", "", 0, admin_plugins },
    { ROUTE_POST, V1 "/admin/plugins/{plugin}", "",
      ROUTE_WORKER | ROUTE_OBJECT | ROUTE_KEYLESS, admin_switch },
    { ROUTE_GET, V1 "/admin/health", "", 0, admin_health },
    { ROUTE_GET, V1 "/admin/parked", "subscriber limit cursor", 0, admin_parked },
    { ROUTE_POST, V1 "/admin/parked/retry", "", ROUTE_LONG | ROUTE_OBJECT | ROUTE_KEYLESS,
      admin_retry },
    { ROUTE_POST, V1 "/admin/parked/{id}/retry", "", ROUTE_WORKER | ROUTE_KEYLESS,
      admin_retry },
    { ROUTE_POST, V1 "/admin/parked/{id}/drop", "",
      ROUTE_WORKER | ROUTE_OBJECT | ROUTE_KEYLESS, admin_drop },
    { ROUTE_GET, V1 "/admin/audit", "limit", 0, admin_audit },
    { ROUTE_GET, V1 "/admin/audit/verify", "", ROUTE_LONG, admin_verify },
    { ROUTE_GET, V1 "/{entity}/states", "where", 0, list_states },
    { ROUTE_GET, V1 "/{entity}/export", "format where sort fields", ROUTE_LONG,
      export_file },
    { ROUTE_GET, V1 "/{entity}", PAGE, 0, list_page },
    { ROUTE_POST, V1 "/{entity}", "titles", ROUTE_OBJECT, record_create },
    { ROUTE_POST, V1 "/{entity}/batch", "", ROUTE_WORKER | ROUTE_OBJECT, record_batch },
    { ROUTE_GET, RECORD, "fields titles", 0, record_get },
    { ROUTE_PATCH, RECORD, "titles", ROUTE_OBJECT, record_set },
    { ROUTE_DELETE, RECORD, "", 0, record_remove },
    { ROUTE_GET, RECORD "/transitions", "", 0, move_list },
    { ROUTE_POST, RECORD "/transitions/{name}", "titles", 0, move_do },
    { ROUTE_POST, RECORD "/print", "", ROUTE_WORKER | ROUTE_OBJECT, print_make },
    { ROUTE_GET, RECORD "/history", "", 0, record_history },
    { ROUTE_GET, RECORD "/explain/{field}", "", 0, record_explain },
    { ROUTE_POST, RECORD "/reveal/{field}", "", ROUTE_OBJECT | ROUTE_KEYLESS,
      record_reveal },
    { ROUTE_GET, "/{assets}", "*", ROUTE_OPEN | ROUTE_ASSETS, asset_show },
};
const size_t rest_route_count = sizeof(rest_routes) / sizeof(rest_routes[0]);

/* What people may write where a pattern says {NAME}. */
static bool
fits(const char *name, size_t size, const char *segment)
{
    if (size == 6 && strncmp(name, "entity", size) == 0)
        return strchr(segment, '.') != NULL;
    return segment[0] != '\0';
}

static bool
matches(const char *pattern, const struct target *target)
{
    for (size_t i = 0; i < target->segment_count; i++) {
        if (*pattern != '/')
            return false;
        size_t size = strcspn(++pattern, "/");
        const char *segment = target->segments[i];
        bool right = pattern[0] == '{' ? fits(pattern + 1, size - 2, segment)
                                       : strlen(segment) == size &&
                                             strncmp(pattern, segment, size) == 0;
        if (!right)
            return false;
        pattern += size;
    }
    return *pattern == '\0';
}

static bool
leads(const struct exchange *exchange, const struct route *route)
{
    return (route->flags & ROUTE_ASSETS) != 0
               ? asset_known(exchange)
               : matches(route->pattern, &exchange->target);
}

const struct route *
routes_find(const struct exchange *exchange, unsigned *methods)
{
    const char *pattern = NULL;
    const struct route *found = NULL;
    *methods = 0;
    for (size_t i = 0; i < rest_route_count; i++) {
        const struct route *route = &rest_routes[i];
        if (pattern == NULL && leads(exchange, route))
            pattern = route->pattern;
        if (pattern == NULL || strcmp(pattern, route->pattern) != 0)
            continue;
        *methods |= route->method;
        if (route->method == exchange->method)
            found = route;
    }
    return found;
}

void
routes_allowed(unsigned methods, char text[static 64])
{
    snprintf(text, 64, "%s%s%s%sOPTIONS", methods & ROUTE_GET ? "GET, HEAD, " : "",
             methods & ROUTE_POST ? "POST, " : "", methods & ROUTE_PATCH ? "PATCH, " : "",
             methods & ROUTE_DELETE ? "DELETE, " : "");
}

const char *
exchange_part(const struct exchange *exchange, const char *name)
{
    const char *pattern = exchange->route != NULL ? exchange->route->pattern : "";
    size_t wanted = strlen(name);
    for (size_t i = 0; *pattern == '/' && i < exchange->target.segment_count; i++) {
        size_t size = strcspn(++pattern, "/");
        if (pattern[0] == '{' && size == wanted + 2 &&
            strncmp(pattern + 1, name, wanted) == 0)
            return exchange->target.segments[i];
        pattern += size;
    }
    return "";
}
