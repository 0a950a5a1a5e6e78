/* figures.c - how busy the store is and what waits in it, for who watches over the house. */
#include <stdlib.h>
#include <sys/stat.h>

#include "storage/file.h"
#include "storage/house_file.h"
#include "storage/system.h"

static int64_t
bytes_of(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? (int64_t)info.st_size : 0;
}

void
storage_figures(struct storage *storage, struct storage_figures *figures)
{
    char *log = file_beside(storage->path, "-wal");
    pthread_mutex_lock(&storage->mutex);
    figures->queue = storage->queued_count;
    pthread_mutex_unlock(&storage->mutex);
    figures->commits = storage->commits;
    figures->database_bytes = bytes_of(storage->path);
    figures->log_bytes = bytes_of(log);
    free(log);
}

/* Marks of subscribers that are gone, switched off with their plugin, count too: what waits
 * for them is still kept. */
enum dms_status
session_backlog(struct storage_session *session, int64_t now,
                struct system_backlog *backlog, struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    *backlog = (struct system_backlog){ 0 };
    enum dms_status st =
        session_take(session,
                     "SELECT (SELECT coalesce(max(id),0) FROM outbox),"
                     " (SELECT min(event) FROM heard), (SELECT count(*) FROM parked),"
                     " (SELECT count(*) FROM timer WHERE due<=?1)",
                     &statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_bind_int64(statement->stmt, 1, now);
    st = session_step(session, statement->stmt, &row, error);
    if (row) {
        sqlite3_stmt *stmt = statement->stmt;
        backlog->last_event = sqlite3_column_int64(stmt, 0);
        if (sqlite3_column_type(stmt, 1) != SQLITE_NULL)
            backlog->behind = backlog->last_event - sqlite3_column_int64(stmt, 1);
        backlog->parked = sqlite3_column_int64(stmt, 2);
        backlog->timers_due = sqlite3_column_int64(stmt, 3);
    }
    session_give(session, statement);
    return st;
}
