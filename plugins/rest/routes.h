/* routes.h - which paths there are, and who answers them. */
#ifndef REST_ROUTES_H
#define REST_ROUTES_H

#include <stdbool.h>
#include <stddef.h>

struct exchange;

enum route_method { ROUTE_GET = 1, ROUTE_POST = 2, ROUTE_PATCH = 4, ROUTE_DELETE = 8,
                    ROUTE_OPTIONS = 16 };

enum route_flag {
    ROUTE_OPEN = 1 << 0,    /* needs no login */
    ROUTE_WORKER = 1 << 1,  /* takes long: answered on a thread of the plugin's own */
    ROUTE_OBJECT = 1 << 2,  /* needs a JSON object as its body */
    ROUTE_KEYLESS = 1 << 3, /* its answer is a secret: it takes no idempotency key */
    ROUTE_KEPT = 1 << 4,    /* holds no personal data: its answer may be kept */
    ROUTE_LONG = 1 << 5,    /* takes very long: as ROUTE_WORKER, on threads where no login waits */
    ROUTE_FILE = 1 << 6,    /* its body is a file */
    ROUTE_ASSETS = 1 << 7   /* every path in a folder that a plugin has registered */
};

struct route {
    unsigned method; /* enum route_method */
    const char *pattern;    /* "/api/v1/{entity}/{id}" */
    const char *parameters; /* names with blanks between; "": none; "*": any */
    unsigned flags;         /* enum route_flag */
    void (*handle)(struct exchange *exchange);
};

extern const struct route rest_routes[];
extern const size_t rest_route_count;

/* The route of the exchange's path and method. NULL: *METHODS has those the path knows (0: there
 * is no such path). A pattern earlier in the table wins. */
const struct route *routes_find(const struct exchange *exchange, unsigned *methods);
/* "GET, HEAD, OPTIONS" */
void routes_allowed(unsigned methods, char text[static 64]);

#endif
