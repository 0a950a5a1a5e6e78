/* later.c - requests that do not wait one by one: told when done, or many in one commit. */
#include <errno.h>
#include <semaphore.h>
#include <stdlib.h>

#include "base/error.h"
#include "storage/storage.h"
#include "unit/job.h"

static void
destroy_job(struct job *job)
{
    job_forget_answer(job);
    const char *const texts[] = { job->request.user,     job->request.store,
                                  job->request.language, job->request.request_id,
                                  job->request.key,      job->request.body_hash,
                                  job->request.scope };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        free((void *)(uintptr_t)texts[i]);
    free(job);
}

static void
job_done(void *context, enum dms_status status, const struct dms_error *error)
{
    struct job *job = context;
    job_ended(job, status);
    job->done(job->context, status, job->answer, job->warnings, error);
    destroy_job(job);
}

enum dms_status
dms_house_write_later(struct dms_house *house, const struct dms_request *request,
                      dms_work work, void *context, dms_done done,
                      struct dms_error *error)
{
    struct job *job = memory_get(sizeof(*job));
    job->house = house;
    job->work = work;
    job->context = context;
    job->done = done;
    job->request = (struct dms_request){ .size = sizeof(struct dms_request),
                                         .flags = request->flags,
                                         .user = memory_copy(request->user),
                                         .store = memory_copy(request->store),
                                         .language = memory_copy(request->language),
                                         .request_id = memory_copy(request->request_id),
                                         .key = memory_copy(request->key),
                                         .body_hash = memory_copy(request->body_hash),
                                         .scope = memory_copy(request_scope(request)) };
    job->start.request = &job->request;
    enum dms_status st =
        storage_write_later(house->storage, job_run, job, job_done, error);
    if (st != DMS_OK)
        destroy_job(job);
    return st;
}

/* One of many that are waited for together; begins with the job, which is its work's. */
struct waiting {
    struct job job;
    struct house_write *write;
    sem_t *woken;
};

static void
wake(void *context, enum dms_status status, const struct dms_error *error)
{
    struct waiting *waiting = context;
    waiting->write->status = status;
    error_copy(waiting->write->error, error);
    sem_post(waiting->woken);
}

static bool
queue(struct dms_house *house, struct house_write *write, struct waiting *waiting,
      sem_t *woken)
{
    waiting->write = write;
    waiting->woken = woken;
    waiting->job.house = house;
    waiting->job.start = write->start;
    waiting->job.work = write->work;
    waiting->job.context = write->context;
    enum dms_status st =
        storage_write_later(house->storage, job_run, waiting, wake, write->error);
    if (st != DMS_OK)
        write->status = st;
    return st == DMS_OK;
}

void
house_write_all(struct dms_house *house, struct house_write *writes, size_t count)
{
    struct waiting *waiting = memory_get((count + 1) * sizeof(*waiting));
    size_t queued = 0;
    sem_t woken;
    sem_init(&woken, 0, 0);
    for (size_t i = 0; i < count; i++)
        queued += queue(house, &writes[i], &waiting[i], &woken);
    while (queued > 0)
        if (sem_wait(&woken) == 0)
            queued--;
    for (size_t i = 0; i < count; i++) {
        job_ended(&waiting[i].job, writes[i].status);
        job_forget_answer(&waiting[i].job);
    }
    sem_destroy(&woken);
    free(waiting);
}
