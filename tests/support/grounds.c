/* grounds.c - the list of them, to be kept up with plugins/rest/routes.c. */
#include "support/grounds.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *route;
    enum ground ground;
} grounds[] = {
    { "GET /healthz", OPEN_TO_ALL },
    { "GET /readyz", OPEN_TO_ALL },
    { "POST /api/v1/login", OPEN_TO_ALL },
    { "POST /api/v1/logout", SOMEWHERE_ELSE },
    { "GET /api/v1/me", OWN_AFFAIR },
    { "GET /api/v1/tokens", OWN_AFFAIR },
    { "POST /api/v1/tokens", SOMEWHERE_ELSE },
    { "DELETE /api/v1/tokens/{id}", SOMEWHERE_ELSE },
    { "GET /api/v1/meta", OWN_AFFAIR },
    { "GET /api/v1/meta/{entity}", OF_ENTITY },
    { "GET /api/v1/search", OWN_AFFAIR },
    { "GET /api/v1/find", OWN_AFFAIR },
    { "GET /api/v1/admin/plugins", SOMEWHERE_ELSE },
    { "POST /api/v1/admin/plugins/{plugin}", SOMEWHERE_ELSE },
    { "GET /api/v1/admin/health", SOMEWHERE_ELSE },
    { "GET /api/v1/admin/parked", SOMEWHERE_ELSE },
    { "POST /api/v1/admin/parked/retry", SOMEWHERE_ELSE },
    { "POST /api/v1/admin/parked/{id}/retry", SOMEWHERE_ELSE },
    { "POST /api/v1/admin/parked/{id}/drop", SOMEWHERE_ELSE },
    { "GET /api/v1/admin/audit", SOMEWHERE_ELSE },
    { "GET /api/v1/admin/audit/verify", SOMEWHERE_ELSE },
    { "GET /api/v1/{entity}/states", SOMEWHERE_ELSE },
    { "GET /api/v1/pages", OWN_AFFAIR },
    { "GET /api/v1/pages/{name}", SOMEWHERE_ELSE },
    { "GET /api/v1/tasks", OWN_AFFAIR },
    { "GET /api/v1/figures", OWN_AFFAIR },
    { "GET /api/v1/figures/{name}", SOMEWHERE_ELSE },
    { "GET /api/v1/figures/{name}/rows", SOMEWHERE_ELSE },
    { "POST /api/v1/calls/{name}", CALLS },
    { "GET /api/v1/{entity}", LISTS },
    { "POST /api/v1/{entity}", CREATES },
    { "POST /api/v1/{entity}/batch", CHANGES },
    { "GET /api/v1/{entity}/{id}", READS },
    { "PATCH /api/v1/{entity}/{id}", CHANGES },
    { "DELETE /api/v1/{entity}/{id}", REMOVES },
    { "GET /api/v1/{entity}/{id}/transitions", READS },
    { "POST /api/v1/{entity}/{id}/transitions/{name}", MOVES },
    { "POST /api/v1/{entity}/{id}/print", SOMEWHERE_ELSE },
    { "GET /api/v1/prints/{id}", SOMEWHERE_ELSE },
    { "GET /api/v1/elements", OWN_AFFAIR },
    { "GET /api/v1/elements/{plugin}/{name}", SOMEWHERE_ELSE },
    { "GET /api/v1/{entity}/{id}/history", READS },
    { "GET /api/v1/{entity}/{id}/explain/{field}", READS },
    { "POST /api/v1/{entity}/{id}/reveal/{field}", REVEALS },
    /* Not there yet, or only just. */
    { "GET /metrics", OPEN_TO_ALL },
    { "GET /{assets}", OPEN_TO_ALL },
    { "GET /api/v1/openapi.json", OPEN_TO_ALL },
    { "GET /api/v1/events", SOMEWHERE_ELSE },
    { "POST /api/v1/import/{format}", SOMEWHERE_ELSE },
    { "GET /api/v1/rest.import/{id}/rejects", SOMEWHERE_ELSE },
    { "GET /api/v1/{entity}/export", EXPORTS },
};

enum ground
ground_of(const struct route_line *route)
{
    for (size_t i = 0; i < sizeof(grounds) / sizeof(grounds[0]); i++)
        if (strcmp(grounds[i].route, route->name) == 0)
            return grounds[i].ground;
    return 0;
}

void
ground_path(const struct route_line *route, const char *entity, int64_t id,
            const char *name, char *path, size_t size)
{
    const char *pattern = route->pattern;
    char number[24];
    size_t at = 0;
    snprintf(number, sizeof(number), "%" PRId64, id);
    while (*pattern != '\0' && at < size - 1) {
        const char *part = strncmp(pattern, "{entity}", 8) == 0   ? entity
                           : strncmp(pattern, "{id}", 4) == 0     ? number
                           : strncmp(pattern, "{assets}", 8) == 0 ? "ui/"
                           : pattern[0] == '{'                    ? name
                                                                  : NULL;
        if (part == NULL) {
            path[at++] = *pattern++;
            continue;
        }
        at += (size_t)snprintf(path + at, size - at, "%s", part);
        pattern += strcspn(pattern, "}") + 1;
    }
    path[at] = '\0';
}
