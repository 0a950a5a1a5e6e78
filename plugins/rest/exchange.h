/* exchange.h - one request and its answer, from the first line of the one to the last byte of
 * the other. */
#ifndef REST_EXCHANGE_H
#define REST_EXCHANGE_H

#include <microhttpd.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>

#include "dms/front.h"

#include "routes.h"
#include "server.h"

enum { SEGMENTS = 8, PARAMETERS = 16, HEADERS = 8 };

struct pair {
    const char *name, *value;
};

/* What was asked. Text is borrowed from the target or the connection. */
struct target {
    char *text; /* decoded in place; owns the rest */
    const char *segments[SEGMENTS];
    size_t segment_count;
    struct pair parameters[PARAMETERS];
    size_t parameter_count;
};

struct upload;

struct body {
    char *data;
    size_t size, room;
    bool too_large;
    struct upload *upload; /* of a ROUTE_FILE: it goes there, and DATA stays empty */
};

struct answer {
    unsigned status;  /* 0: there is none yet */
    const char *type; /* a constant */
    char *body;
    size_t size;
    int64_t rev; /* of the record it shows; 0: none */
    bool may_be_kept; /* by the asker, to ask again with its ETag */
    /* Of a file for browsers, in place of what every other answer says; constants, or NULL. */
    const char *policy, *caching, *vary;
    struct MHD_Response *response; /* made by a route itself; else NULL */
    struct {
        const char *name;
        char *value;
    } headers[HEADERS];
    size_t header_count;
};

enum exchange_phase {
    EXCHANGE_HEAD,    /* the head is still coming */
    EXCHANGE_BODY,    /* the body is */
    EXCHANGE_WAITING, /* for a writer or a worker */
    EXCHANGE_DONE     /* the answer is on its way */
};

/* Called on the connection's own thread with what the house said; takes ANSWER's text. */
typedef void (*exchange_finish)(struct exchange *exchange, struct dms_answer_text *answer);

struct exchange {
    struct server *server;
    struct MHD_Connection *connection;
    atomic_uint holders;
    enum exchange_phase phase;
    int64_t since; /* ms, monotonic */

    unsigned method; /* enum route_method; HEAD counts as GET */
    const struct route *route;
    struct target target;
    struct body body;
    struct dms_json *json; /* the body, read; NULL: none came */
    char request_id[65];
    const char *language; /* "zh" or "en" */
    char address[64];     /* where the asker sits */
    bool secure;          /* nobody between us and the asker can read it */
    bool counted;         /* in server->running */
    struct dms_visitor visitor; /* kind 0: nobody */
    bool if_match;        /* the asker named the revision it means to change */

    struct exchange *next, *previous; /* in server->suspended */
    bool suspended;
    bool slept;     /* since it was last called; the connection's own thread knows */
    bool answered;  /* by a writer or a worker, under the server's lock */
    bool abandoned; /* nobody waits for the answer any more; likewise */
    exchange_finish finish;
    enum dms_status status;
    struct dms_answer_text said; /* by the house; its text and next are ours to free */
    struct dms_error *error;

    struct answer answer;
};

/* libmicrohttpd's callbacks. */
void *exchange_created(void *server, const char *target, struct MHD_Connection *connection);
enum MHD_Result exchange_called(void *server, struct MHD_Connection *connection, const char *url,
                                const char *method, const char *version, const char *data,
                                size_t *size, void **context);
void exchange_completed(void *server, struct MHD_Connection *connection, void **context,
                        enum MHD_RequestTerminationCode code);

/* Its answer goes on, but a stop need not wait for it. */
void exchange_is_idle(struct exchange *exchange);

/* A hold of somebody who answers later, on another thread. */
void exchange_hold(struct exchange *exchange);
void exchange_release(struct exchange *exchange);
/* The connection sleeps until exchange_resume, which any thread may call, once or again. */
void exchange_suspend(struct exchange *exchange);
void exchange_resume(struct exchange *exchange);

const char *exchange_header(const struct exchange *exchange, const char *name);
/* NULL when it was not given. */
const char *exchange_parameter(const struct exchange *exchange, const char *name);
/* What stands in the path where the route's pattern says {NAME}; "" when nowhere. */
const char *exchange_part(const struct exchange *exchange, const char *name);
/* ms, monotonic */
int64_t exchange_now(void);

#endif
