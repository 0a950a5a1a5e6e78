/* storage.c - makes, opens and closes a store. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/list.h"
#include "storage/file.h"
#include "storage/house_file.h"
#include "storage/schema.h"

/* How long another process may still be closing it. */
#define LOCK_TRIES 50
#define LOCK_PAUSE 20000000L /* ns */

static enum dms_status
make_tables(sqlite3 *db, const char *path, struct dms_error *error)
{
    char version[64];
    sqlite3_snprintf(sizeof(version), version,
                     "PRAGMA application_id=%d; PRAGMA user_version=%d",
                     STORAGE_APPLICATION, STORAGE_VERSION);
    int code = sqlite3_exec(db, "PRAGMA journal_mode=DELETE; BEGIN", NULL, NULL, NULL);
    for (size_t i = 0; system_tables[i] != NULL && code == SQLITE_OK; i++)
        code = sqlite3_exec(db, system_tables[i], NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, version, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, "COMMIT; PRAGMA journal_mode=WAL", NULL, NULL, NULL);
    return code == SQLITE_OK ? DMS_OK : connection_fault(db, code, path, error);
}

/* Made under another name and renamed, so that half a store never stands at PATH. */
enum dms_status
storage_create(const char *path, struct dms_error *error)
{
    sqlite3 *db = NULL;
    if (access(path, F_OK) == 0)
        return dms_fail(error, DMS_INVALID, "storage.exists", "file=%s", path);
    char *new_path = file_beside(path, ".new");
    file_remove(new_path);
    enum dms_status st =
        connection_open(new_path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &db, error);
    if (st == DMS_OK)
        st = make_tables(db, new_path, error);
    sqlite3_close(db);
    if (st == DMS_OK)
        st = file_put(new_path, path, false, error);
    if (st != DMS_OK)
        file_remove(new_path);
    free(new_path);
    return st;
}

/* SQLite would let a second process write between our commits; ids and the audit's chain
 * are counted in memory and allow one only. */
static enum dms_status
lock(struct storage *storage, struct dms_error *error)
{
    char *path = file_beside(storage->path, ".lock");
    const struct timespec pause = { .tv_nsec = LOCK_PAUSE };
    int result = -1, reason = 0;
    storage->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    for (int i = 0; storage->lock >= 0 && i < LOCK_TRIES && result != 0; i++) {
        if (i > 0)
            nanosleep(&pause, NULL);
        result = flock(storage->lock, LOCK_EX | LOCK_NB);
    }
    reason = errno;
    free(path);
    if (result == 0)
        return DMS_OK;
    if (storage->lock >= 0 && reason == EWOULDBLOCK)
        return dms_fail(error, DMS_BUSY, "storage.in_other_process", "file=%s",
                        storage->path);
    return dms_fail(error, DMS_STORAGE, "storage.cannot_open", "file=%s|reason=%s",
                    storage->path, strerror(reason));
}

static void
destroy(struct storage *storage)
{
    pool_clear(storage);
    session_close(&storage->writer);
    if (storage->lock >= 0)
        close(storage->lock);
    pthread_mutex_destroy(&storage->mutex);
    pthread_mutex_destroy(&storage->pool_mutex);
    pthread_cond_destroy(&storage->queued);
    free(storage->path);
    free(storage);
}

enum dms_status
storage_open(const char *path, struct storage **storage, struct dms_error *error)
{
    *storage = NULL;
    if (access(path, F_OK) != 0)
        return dms_fail(error, DMS_NOT_FOUND, "storage.no_file", "file=%s", path);
    struct storage *made = memory_get(sizeof(*made));
    made->path = memory_copy(path);
    made->writer.storage = made;
    pthread_mutex_init(&made->mutex, NULL);
    pthread_mutex_init(&made->pool_mutex, NULL);
    pthread_cond_init(&made->queued, NULL);
    enum dms_status st = lock(made, error);
    if (st == DMS_OK)
        st = session_open(&made->writer, path, true, error);
    if (st == DMS_OK)
        st = writer_start(made, error);
    if (st != DMS_OK) {
        destroy(made);
        return st;
    }
    *storage = made;
    return DMS_OK;
}

void
storage_close(struct storage *storage)
{
    if (storage == NULL)
        return;
    writer_stop(storage);
    pool_clear(storage);
    if (storage->writer.db != NULL)
        sqlite3_wal_checkpoint_v2(storage->writer.db, "main", SQLITE_CHECKPOINT_TRUNCATE,
                                  NULL, NULL);
    destroy(storage);
}
