/* reader.c - snapshots on pooled connections that can only read. */
#include "storage/house_file.h"

#include <stdlib.h>

#include "base/list.h"

/* Idle connections kept; more are opened when more threads read, and closed after. */
#define POOL_LIMIT 16

static struct storage_session *
take_pooled(struct storage *storage)
{
    pthread_mutex_lock(&storage->pool_mutex);
    struct storage_session *session = storage->pool;
    if (session != NULL) {
        storage->pool = session->next;
        storage->pool_count--;
    }
    pthread_mutex_unlock(&storage->pool_mutex);
    return session;
}

static bool
give_pooled(struct storage *storage, struct storage_session *session)
{
    pthread_mutex_lock(&storage->pool_mutex);
    bool room = storage->pool_count < POOL_LIMIT;
    if (room) {
        session->next = storage->pool;
        storage->pool = session;
        storage->pool_count++;
    }
    pthread_mutex_unlock(&storage->pool_mutex);
    return room;
}

static void
end_session(struct storage_session *session)
{
    session_close(session);
    free(session);
}

static enum dms_status
run(struct storage_session *session, const char *sql, struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    enum dms_status st = session_take(session, sql, &statement, error);
    if (st == DMS_OK)
        st = session_step(session, statement->stmt, &row, error);
    session_give(session, statement);
    return st;
}

enum dms_status
storage_read_begin(struct storage *storage, struct storage_session **session,
                   struct dms_error *error)
{
    struct storage_session *made = take_pooled(storage);
    enum dms_status st = DMS_OK;
    *session = NULL;
    if (made == NULL) {
        made = memory_get(sizeof(*made));
        made->storage = storage;
        st = session_open(made, storage->path, false, error);
    }
    if (st == DMS_OK)
        st = run(made, "BEGIN", error);
    /* BEGIN alone takes no snapshot; the first row read does. */
    if (st == DMS_OK)
        st = run(made, "SELECT 1 FROM note LIMIT 1", error);
    if (st != DMS_OK) {
        end_session(made);
        return st;
    }
    *session = made;
    return DMS_OK;
}

void
storage_read_end(struct storage_session *session)
{
    if (session == NULL)
        return;
    if (run(session, "COMMIT", NULL) != DMS_OK || !give_pooled(session->storage, session))
        end_session(session);
}

void
pool_clear(struct storage *storage)
{
    struct storage_session *session;
    while ((session = take_pooled(storage)) != NULL)
        end_session(session);
}
