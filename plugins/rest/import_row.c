/* import_row.c - files wait their turn: one import at a time leaves the writer room for people. */
#include <stdlib.h>
#include <time.h>

#include "imports.h"

#define PLACES 16

struct imports {
    struct server *server;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t more, done;
    struct import_job *first, **last;
    atomic_uint places;
    bool ends;
};

bool
imports_take_place(struct imports *imports)
{
    if (atomic_fetch_add(&imports->places, 1) < PLACES)
        return true;
    imports_give_place(imports);
    return false;
}

void
imports_give_place(struct imports *imports)
{
    atomic_fetch_sub(&imports->places, 1);
}

unsigned
imports_places(struct imports *imports)
{
    return atomic_load(&imports->places);
}

/* NULL: the end. */
static struct import_job *
next(struct imports *imports)
{
    pthread_mutex_lock(&imports->lock);
    while (imports->first == NULL && !imports->ends)
        pthread_cond_wait(&imports->more, &imports->lock);
    struct import_job *job = imports->first;
    if (job != NULL)
        imports->first = job->next;
    if (imports->first == NULL)
        imports->last = &imports->first;
    pthread_mutex_unlock(&imports->lock);
    return job;
}

static void
finish(struct imports *imports, struct import_job *job)
{
    pthread_mutex_lock(&imports->lock);
    job->done = true;
    pthread_cond_broadcast(&imports->done);
    pthread_mutex_unlock(&imports->lock);
    imports_release(imports, job);
}

static void *
work(void *data)
{
    struct imports *imports = data;
    struct import_job *job;
    while ((job = next(imports)) != NULL) {
        if (atomic_load(&imports->server->stopping))
            import_job_drop(job);
        else
            import_job_run(job);
        finish(imports, job);
    }
    return NULL;
}

struct imports *
imports_create(struct server *server)
{
    struct imports *imports = calloc(1, sizeof(*imports));
    pthread_condattr_t monotonic;
    if (imports == NULL)
        return NULL;
    imports->server = server;
    imports->last = &imports->first;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&imports->lock, NULL);
    pthread_cond_init(&imports->more, NULL);
    pthread_cond_init(&imports->done, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&imports->thread, NULL, work, imports) == 0)
        return imports;
    free(imports);
    return NULL;
}

void
imports_destroy(struct imports *imports)
{
    if (imports == NULL)
        return;
    pthread_mutex_lock(&imports->lock);
    imports->ends = true;
    pthread_cond_signal(&imports->more);
    pthread_mutex_unlock(&imports->lock);
    pthread_join(imports->thread, NULL);
    pthread_cond_destroy(&imports->more);
    pthread_cond_destroy(&imports->done);
    pthread_mutex_destroy(&imports->lock);
    free(imports);
}

void
imports_add(struct imports *imports, struct import_job *job)
{
    pthread_mutex_lock(&imports->lock);
    job->holders = 2; /* the row and the caller */
    *imports->last = job;
    imports->last = &job->next;
    pthread_cond_signal(&imports->more);
    pthread_mutex_unlock(&imports->lock);
}

bool
imports_wait(struct imports *imports, struct import_job *job, int64_t seconds)
{
    struct timespec end;
    int result = 0;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += seconds;
    pthread_mutex_lock(&imports->lock);
    while (!job->done && result == 0)
        result = pthread_cond_timedwait(&imports->done, &imports->lock, &end);
    bool done = job->done;
    pthread_mutex_unlock(&imports->lock);
    return done;
}

void
imports_release(struct imports *imports, struct import_job *job)
{
    pthread_mutex_lock(&imports->lock);
    bool last = --job->holders == 0;
    pthread_mutex_unlock(&imports->lock);
    if (last)
        import_job_destroy(job);
}
