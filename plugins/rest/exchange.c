/* exchange.c - the life of one request: head, body, work, perhaps a wait, answer, log line. */
#include "exchange.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "access_log.h"
#include "answer.h"
#include "body.h"
#include "guard.h"
#include "head.h"
#include "metrics.h"
#include "problem.h"
#include "target.h"
#include "workers.h"

int64_t
exchange_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Called with the first line, before the headers have come. */
void *
exchange_created(void *server, const char *target, struct MHD_Connection *connection)
{
    struct exchange *exchange = calloc(1, sizeof(*exchange));
    char *text = strdup(target);
    if (exchange == NULL || text == NULL) {
        free(exchange);
        free(text);
        return NULL; /* exchange_called closes such a connection */
    }
    exchange->server = server;
    exchange->connection = connection;
    exchange->target.text = text;
    exchange->language = "zh";
    exchange->since = exchange_now();
    exchange->error = dms_error_create();
    atomic_init(&exchange->holders, 1);
    patience_begin(exchange);
    return exchange;
}

void
exchange_hold(struct exchange *exchange)
{
    atomic_fetch_add(&exchange->holders, 1);
}

void
exchange_release(struct exchange *exchange)
{
    if (atomic_fetch_sub(&exchange->holders, 1) != 1)
        return;
    answer_clear(&exchange->answer);
    body_clear(&exchange->body);
    dms_json_destroy(exchange->json);
    free(exchange->said.text);
    free(exchange->said.next);
    dms_error_destroy(exchange->error);
    free(exchange->target.text);
    free(exchange);
}

const char *
exchange_header(const struct exchange *exchange, const char *name)
{
    return MHD_lookup_connection_value(exchange->connection, MHD_HEADER_KIND, name);
}

static void
count_in(struct exchange *exchange)
{
    pthread_mutex_lock(&exchange->server->lock);
    exchange->server->running++;
    exchange->counted = true;
    pthread_mutex_unlock(&exchange->server->lock);
}

void
exchange_is_idle(struct exchange *exchange)
{
    struct server *server = exchange->server;
    pthread_mutex_lock(&server->lock);
    if (exchange->counted && --server->running == 0)
        pthread_cond_broadcast(&server->quiet);
    exchange->counted = false;
    pthread_mutex_unlock(&server->lock);
}

/* All that can be said before the body is read. */
static enum dms_status
judge(struct exchange *exchange, const char *method, const char *version)
{
    enum dms_status st = head_read(exchange, method, version);
    if (st == DMS_OK)
        st = head_route(exchange);
    if (st == DMS_OK && exchange->route != NULL)
        st = guard_check(exchange);
    if (st == DMS_OK && exchange->route != NULL)
        st = body_expect(exchange);
    return st;
}

static enum MHD_Result
begin(struct exchange *exchange, const char *method, const char *version)
{
    count_in(exchange);
    patience_body(exchange);
    exchange->phase = EXCHANGE_BODY;
    judge(exchange, method, version);
    /* An answer now closes the connection: only right when a body is on its way. */
    return exchange->answer.status != 0 && head_has_body(exchange) ? answer_send(exchange)
                                                                   : MHD_YES;
}

static void
run(struct exchange *exchange)
{
    patience_work(exchange);
    if (exchange->answer.status != 0 || body_read(exchange) != DMS_OK)
        return;
    if ((exchange->route->flags & ROUTE_WORKER) != 0)
        workers_add(exchange->server->workers, exchange);
    else if ((exchange->route->flags & ROUTE_LONG) != 0)
        workers_add(exchange->server->long_workers, exchange);
    else
        exchange->route->handle(exchange);
}

/* Awake again: what the house said becomes the answer, here and not on the writer's thread. Who
 * was woken without an answer hears that the server stops, and what comes later is dropped. */
static void
settle(struct exchange *exchange)
{
    pthread_mutex_lock(&exchange->server->lock);
    bool answered = exchange->answered;
    exchange->abandoned = !answered;
    pthread_mutex_unlock(&exchange->server->lock);
    exchange->slept = exchange->answered = false;
    if (!answered)
        problem(exchange, 503, dms_fail(exchange->error, DMS_BUSY, "rest.stopping", ""));
    else if (exchange->answer.status != 0) /* by a worker */
        return;
    else if (exchange->status == DMS_OK)
        exchange->finish(exchange, &exchange->said);
    else
        problem_of(exchange, exchange->status);
}

enum MHD_Result
exchange_called(void *server, struct MHD_Connection *connection, const char *url,
                const char *method, const char *version, const char *data, size_t *size,
                void **context)
{
    struct exchange *exchange = *context;
    (void)server, (void)connection, (void)url;
    if (exchange == NULL)
        return MHD_NO;
    if (exchange->phase == EXCHANGE_HEAD)
        return begin(exchange, method, version);
    if (*size > 0) {
        bool goes_on = body_add(exchange, data, *size);
        *size = 0;
        return goes_on ? MHD_YES : MHD_NO;
    }
    if (exchange->phase == EXCHANGE_BODY)
        run(exchange);
    else
        settle(exchange);
    /* Asleep, and perhaps awake again already: then we are called once more. */
    exchange->phase = exchange->slept ? EXCHANGE_WAITING : EXCHANGE_DONE;
    return exchange->slept ? MHD_YES : answer_send(exchange);
}

void
exchange_completed(void *server, struct MHD_Connection *connection, void **context,
                   enum MHD_RequestTerminationCode code)
{
    struct exchange *exchange = *context;
    (void)server, (void)connection;
    *context = NULL;
    if (exchange == NULL)
        return;
    patience_end(exchange);
    patience_head(exchange);
    access_log_write(exchange, code);
    metrics_count(exchange->server->metrics, exchange);
    exchange_is_idle(exchange);
    exchange_release(exchange);
}

/* First asleep, then the work is given away: whoever does it may be faster than this thread. */
void
exchange_suspend(struct exchange *exchange)
{
    struct server *server = exchange->server;
    pthread_mutex_lock(&server->lock);
    exchange->slept = exchange->suspended = true;
    exchange->previous = NULL;
    exchange->next = server->suspended;
    if (exchange->next != NULL)
        exchange->next->previous = exchange;
    server->suspended = exchange;
    MHD_suspend_connection(exchange->connection);
    pthread_mutex_unlock(&server->lock);
}

void
exchange_resume(struct exchange *exchange)
{
    struct server *server = exchange->server;
    pthread_mutex_lock(&server->lock);
    if (exchange->suspended) {
        exchange->suspended = false;
        if (exchange->previous != NULL)
            exchange->previous->next = exchange->next;
        else
            server->suspended = exchange->next;
        if (exchange->next != NULL)
            exchange->next->previous = exchange->previous;
        MHD_resume_connection(exchange->connection);
    }
    pthread_mutex_unlock(&server->lock);
}
