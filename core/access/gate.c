/* gate.c - a counter of free places, with a clock that nobody sets. */
#include "access/gate.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/list.h"

struct gate {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    int places;
    int64_t wait;
};

struct gate *
gate_create(int places, int64_t wait)
{
    struct gate *gate = memory_get(sizeof(*gate));
    pthread_condattr_t monotonic;
    gate->places = places;
    gate->wait = wait;
    pthread_mutex_init(&gate->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&gate->freed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return gate;
}

void
gate_destroy(struct gate *gate)
{
    if (gate == NULL)
        return;
    pthread_mutex_destroy(&gate->lock);
    pthread_cond_destroy(&gate->freed);
    free(gate);
}

bool
gate_enter(struct gate *gate)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += gate->wait / 1000;
    end.tv_nsec += gate->wait % 1000 * 1000000;
    end.tv_sec += end.tv_nsec / 1000000000;
    end.tv_nsec %= 1000000000;
    pthread_mutex_lock(&gate->lock);
    int waited = 0;
    while (gate->places == 0 && waited != ETIMEDOUT)
        waited = pthread_cond_timedwait(&gate->freed, &gate->lock, &end);
    bool inside = gate->places > 0;
    gate->places -= inside;
    pthread_mutex_unlock(&gate->lock);
    return inside;
}

void
gate_leave(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->places++;
    pthread_cond_signal(&gate->freed);
    pthread_mutex_unlock(&gate->lock);
}
