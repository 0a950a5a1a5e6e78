/* house_file.h - the inside of storage: the queue, the writer, the pool of readers. */
#ifndef DMS_STORAGE_HOUSE_FILE_H
#define DMS_STORAGE_HOUSE_FILE_H

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "base/error.h"
#include "storage/inside.h"

/* The most works one commit carries: bounds what a lost group costs. */
#define GROUP_LIMIT 128

struct job {
    storage_work work;
    void *context;
    storage_done done; /* NULL: somebody waits on woken */
    sem_t woken;
    enum dms_status status;
    struct dms_error error;
    struct job *next;
};

struct storage {
    char *path;
    int lock; /* held while the store is open: one process at a time */
    pthread_mutex_t mutex; /* guards the queue */
    pthread_cond_t queued;
    struct job *first, *last;
    int64_t queued_count;
    bool closing;
    pthread_t thread;
    struct storage_session writer;
    int wal_pages, wal_mark; /* in the log; try a checkpoint from here on */
    pthread_mutex_t pool_mutex;
    struct storage_session *pool;
    size_t pool_count;
    _Atomic int64_t commits;
    atomic_uint generation; /* raised when an entity set is about to be used */
};

/* writer.c */
enum dms_status writer_start(struct storage *storage, struct dms_error *error);
void writer_stop(struct storage *storage);
/* group.c: runs COUNT jobs in one transaction and sets the status of each. */
void group_run(struct storage *storage, struct job **jobs, size_t count);
/* reader.c */
void pool_clear(struct storage *storage);

#endif
