/* workers.c - a few threads and a queue with an end: more than that is told to come again. */
#include "workers.h"

#include <stdlib.h>

#include "problem.h"

struct workers {
    pthread_mutex_t lock;
    pthread_cond_t more;
    bool ends;
    unsigned room, first, waiting; /* a ring of exchanges */
    struct exchange **queue;
    unsigned count;
    pthread_t threads[];
};

static void
give_back(struct exchange *exchange)
{
    pthread_mutex_lock(&exchange->server->lock);
    exchange->answered = true;
    pthread_mutex_unlock(&exchange->server->lock);
    exchange_resume(exchange);
    exchange_release(exchange);
}

/* NULL: the end. */
static struct exchange *
next(struct workers *workers)
{
    struct exchange *exchange = NULL;
    pthread_mutex_lock(&workers->lock);
    while (workers->waiting == 0 && !workers->ends)
        pthread_cond_wait(&workers->more, &workers->lock);
    if (workers->waiting > 0) {
        exchange = workers->queue[workers->first];
        workers->first = (workers->first + 1) % workers->room;
        workers->waiting--;
    }
    pthread_mutex_unlock(&workers->lock);
    return exchange;
}

static void *
work(void *data)
{
    struct workers *workers = data;
    struct exchange *exchange;
    while ((exchange = next(workers)) != NULL) {
        if (atomic_load(&exchange->server->stopping))
            problem(exchange, 503,
                    dms_fail(exchange->error, DMS_BUSY, "rest.stopping", ""));
        else
            exchange->route->handle(exchange);
        give_back(exchange);
    }
    return NULL;
}

struct workers *
workers_create(unsigned threads, unsigned queue)
{
    struct workers *workers = calloc(1, sizeof(*workers) + threads * sizeof(pthread_t));
    if (workers == NULL)
        return NULL;
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->more, NULL);
    workers->room = queue;
    workers->queue = calloc(queue, sizeof(struct exchange *));
    while (workers->queue != NULL && workers->count < threads &&
           pthread_create(&workers->threads[workers->count], NULL, work, workers) == 0)
        workers->count++;
    if (workers->count > 0)
        return workers;
    workers_destroy(workers);
    return NULL;
}

void
workers_destroy(struct workers *workers)
{
    if (workers == NULL)
        return;
    pthread_mutex_lock(&workers->lock);
    workers->ends = true;
    pthread_cond_broadcast(&workers->more);
    pthread_mutex_unlock(&workers->lock);
    for (unsigned i = 0; i < workers->count; i++)
        pthread_join(workers->threads[i], NULL);
    pthread_cond_destroy(&workers->more);
    pthread_mutex_destroy(&workers->lock);
    free(workers->queue);
    free(workers);
}

void
workers_add(struct workers *workers, struct exchange *exchange)
{
    pthread_mutex_lock(&workers->lock);
    bool fits = workers->waiting < workers->room && !workers->ends;
    if (fits) {
        exchange_hold(exchange);
        exchange_suspend(exchange);
        workers->queue[(workers->first + workers->waiting++) % workers->room] = exchange;
        pthread_cond_signal(&workers->more);
    }
    pthread_mutex_unlock(&workers->lock);
    if (!fits)
        problem(exchange, 503,
                dms_fail(exchange->error, DMS_BUSY, "rest.queue_full", ""));
}

unsigned
workers_waiting(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    unsigned waiting = workers->waiting;
    pthread_mutex_unlock(&workers->lock);
    return waiting;
}
