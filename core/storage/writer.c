/* writer.c - the one thread that writes: takes what is queued, commits once, tells each.
 *
 * Only this thread moves the log back into the file: Debian's SQLite can lose pages when two
 * connections do that at once. */
#include "storage/house_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/log.h"

/* Pages in the log (16 MiB) before they are moved, and before the next try. */
#define LOG_PAGES 4000
#define LOG_MOST  (2 * LOG_PAGES) /* from here on readers are waited for */
#define PATIENCE  200             /* ms */

static size_t
take_jobs(struct storage *storage, struct job **jobs)
{
    size_t count = 0;
    pthread_mutex_lock(&storage->mutex);
    while (storage->first == NULL && !storage->closing)
        pthread_cond_wait(&storage->queued, &storage->mutex);
    while (storage->first != NULL && count < GROUP_LIMIT) {
        jobs[count++] = storage->first;
        storage->first = storage->first->next;
    }
    storage->queued_count -= (int64_t)count;
    if (storage->first == NULL)
        storage->last = NULL;
    pthread_mutex_unlock(&storage->mutex);
    return count;
}

static void
tell(struct job *job)
{
    if (job->done == NULL) {
        sem_post(&job->woken); /* the job is its waiter's again */
        return;
    }
    job->done(job->context, job->status, &job->error);
    free(job);
}

/* The log begins anew only when nobody reads in it. Readers who take turns would let it grow for
 * ever: a log that is long waits for those of this moment, but not for one who stays. */
static int
checkpoint(struct storage *storage, int *pages, int *moved)
{
    sqlite3 *db = storage->writer.db;
    if (storage->wal_pages < LOG_MOST)
        return sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_PASSIVE, pages,
                                         moved);
    sqlite3_busy_timeout(db, PATIENCE);
    int code =
        sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_RESTART, pages, moved);
    sqlite3_busy_timeout(db, CONNECTION_PATIENCE);
    return code;
}

/* Between groups. A reader's snapshot may hold pages back: tried again when the log grew. */
static void
move_log(struct storage *storage)
{
    int pages = 0, moved = 0;
    if (storage->wal_pages < storage->wal_mark || storage->writer.db == NULL)
        return;
    int code = checkpoint(storage, &pages, &moved);
    bool all = code == SQLITE_OK && pages == moved;
    if (code != SQLITE_OK && code != SQLITE_BUSY)
        log_line(LOG_WARNING, "storage.checkpoint", "reason=%s", sqlite3_errstr(code));
    storage->wal_mark = all ? LOG_PAGES : storage->wal_pages + LOG_PAGES;
}

static void *
write_for_ever(void *context)
{
    struct storage *storage = context;
    struct job *jobs[GROUP_LIMIT];
    size_t count;
    while ((count = take_jobs(storage, jobs)) > 0) {
        group_run(storage, jobs, count);
        for (size_t i = 0; i < count; i++)
            tell(jobs[i]);
        move_log(storage);
    }
    return NULL;
}

enum dms_status
writer_start(struct storage *storage, struct dms_error *error)
{
    storage->wal_mark = LOG_PAGES;
    int code = pthread_create(&storage->thread, NULL, write_for_ever, storage);
    if (code == 0)
        return DMS_OK;
    return dms_fail(error, DMS_STORAGE, "storage.no_thread", "reason=%s", strerror(code));
}

/* What is queued is still written. */
void
writer_stop(struct storage *storage)
{
    pthread_mutex_lock(&storage->mutex);
    storage->closing = true;
    pthread_cond_signal(&storage->queued);
    pthread_mutex_unlock(&storage->mutex);
    pthread_join(storage->thread, NULL);
}

static enum dms_status
queue(struct storage *storage, struct job *job, struct dms_error *error)
{
    pthread_mutex_lock(&storage->mutex);
    bool closing = storage->closing, idle = storage->first == NULL;
    if (!closing && idle)
        storage->first = job;
    else if (!closing)
        storage->last->next = job;
    if (!closing) {
        storage->last = job;
        storage->queued_count++;
    }
    pthread_mutex_unlock(&storage->mutex);
    if (closing)
        return dms_fail(error, DMS_STORAGE, "storage.closing", "");
    if (idle)
        pthread_cond_signal(&storage->queued);
    return DMS_OK;
}

bool
storage_is_writer(const struct storage *storage)
{
    return pthread_equal(pthread_self(), storage->thread);
}

enum dms_status
storage_write(struct storage *storage, storage_work work, void *context,
              struct dms_error *error)
{
    struct job job; /* not zeroed: an error is large and seldom needed */
    if (storage_is_writer(storage))
        return dms_fail(error, DMS_BUG, "storage.write_in_work", "");
    job.work = work;
    job.context = context;
    job.done = NULL;
    job.next = NULL;
    job.status = DMS_OK;
    job.error.status = DMS_OK;
    dms_error_clear(&job.error);
    sem_init(&job.woken, 0, 0);
    enum dms_status st = queue(storage, &job, error);
    if (st == DMS_OK) {
        while (sem_wait(&job.woken) != 0 && errno == EINTR)
            continue;
        st = job.status;
        error_copy(error, &job.error);
    }
    sem_destroy(&job.woken);
    return st;
}

static void
tell_nobody(void *context, enum dms_status status, const struct dms_error *error)
{
    (void)context, (void)status, (void)error;
}

enum dms_status
storage_write_later(struct storage *storage, storage_work work, void *context,
                    storage_done done, struct dms_error *error)
{
    struct job *job = memory_get(sizeof(*job));
    job->work = work;
    job->context = context;
    job->done = done == NULL ? tell_nobody : done;
    enum dms_status st = queue(storage, job, error);
    if (st != DMS_OK)
        free(job);
    return st;
}
