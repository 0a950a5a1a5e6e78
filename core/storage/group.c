/* group.c - many works, one commit: each in a savepoint of its own, all durable at once.
 *
 * A failed statement may have rolled back the whole transaction underneath (a full disk, an
 * I/O error): after every failure SQLite is asked whether the group is still there. */
#include "storage/house_file.h"
#include "storage/system.h"

static enum dms_status
run(struct storage_session *session, const char *sql, struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(session, sql, &statement, error);
    return st == DMS_OK ? session_finish(session, statement, error) : st;
}

static void
fail(struct job *job, const struct dms_error *error)
{
    job->status = error->status;
    dms_error_clear(&job->error);
    error_copy(&job->error, error);
}

static void
fail_succeeded(struct job **jobs, size_t count, const struct dms_error *error)
{
    for (size_t i = 0; i < count; i++)
        if (jobs[i]->status == DMS_OK)
            fail(jobs[i], error);
}

static int
note_pages(void *context, sqlite3 *db, const char *name, int pages)
{
    struct storage *storage = context;
    (void)db, (void)name;
    storage->wal_pages = pages;
    return SQLITE_OK;
}

/* After a commit of unknown outcome the writer starts afresh, from what is on the disk. */
static enum dms_status
open_again(struct storage *storage, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    if (storage->writer.db == NULL)
        st = session_open(&storage->writer, storage->path, true, error);
    if (st == DMS_OK)
        sqlite3_wal_hook(storage->writer.db, note_pages, storage);
    return st;
}

static enum dms_status
begin(struct storage *storage, struct dms_error *error)
{
    struct storage_session *session = &storage->writer;
    enum dms_status st = open_again(storage, error);
    session->trouble = 0;
    if (st == DMS_OK)
        st = run(session, "BEGIN IMMEDIATE", error);
    session->in_group = st == DMS_OK;
    return st;
}

uint64_t
session_undone(const struct storage_session *session)
{
    return session->undone;
}

static void
roll_back(struct storage_session *session)
{
    session->undone++;
    session->in_group = false;
    session_forget_tops(session);
    session_words_forget(session, 0, 0);
    if (session->db != NULL && !sqlite3_get_autocommit(session->db))
        run(session, "ROLLBACK", NULL);
}

static void
run_job(struct storage_session *session, struct job *job)
{
    size_t words = session->words.count, words_done = session->words_done;
    job->status = run(session, "SAVEPOINT work", &job->error);
    if (job->status != DMS_OK)
        return;
    job->status = job->work(session, job->context, &job->error);
    if (sqlite3_get_autocommit(session->db))
        return; /* the savepoint is gone with the group */
    if (job->status == DMS_OK) {
        job->status = run(session, "RELEASE work", &job->error);
        return;
    }
    session->undone++;
    session_forget_tops(session);
    session_words_forget(session, words, words_done);
    if (run(session, "ROLLBACK TO work", NULL) != DMS_OK ||
        run(session, "RELEASE work", NULL) != DMS_OK)
        roll_back(session);
}

static void
lose_group(struct storage_session *session, struct job **jobs, size_t count)
{
    struct dms_error lost;
    dms_error_clear(&lost);
    if ((session->trouble & 0xff) == SQLITE_FULL)
        session_fault(session, SQLITE_FULL, &lost);
    else
        dms_fail(&lost, DMS_STORAGE, "storage.group_lost", "");
    roll_back(session);
    fail_succeeded(jobs, count, &lost);
}

/* FULL and BUSY come before anything is in the log; an I/O error may come after. */
static void
commit(struct storage *storage, struct job **jobs, size_t count)
{
    struct storage_session *session = &storage->writer;
    struct dms_error own;
    dms_error_clear(&own);
    enum dms_status st = session_words_flush(session, &own);
    if (st != DMS_OK) {
        roll_back(session);
        fail_succeeded(jobs, count, &own);
        return;
    }
    session_words_forget(session, 0, 0);
    st = run(session, "COMMIT", &own);
    if (st == DMS_OK) {
        session->in_group = false;
        storage->commits++;
        return;
    }
    if (st == DMS_FULL || st == DMS_BUSY) {
        roll_back(session);
    } else {
        dms_error_clear(&own);
        dms_fail(&own, DMS_STORAGE, "storage.unknown_outcome", "reason=%s",
                 sqlite3_errmsg(session->db));
        session_close(session);
    }
    fail_succeeded(jobs, count, &own);
}

/* How many jobs are dealt with: fewer than COUNT when the group was lost on the way. */
static size_t
run_part(struct storage *storage, struct job **jobs, size_t count)
{
    struct storage_session *session = &storage->writer;
    struct dms_error own;
    dms_error_clear(&own);
    if (begin(storage, &own) != DMS_OK) {
        for (size_t i = 0; i < count; i++)
            fail(jobs[i], &own);
        return count;
    }
    for (size_t i = 0; i < count; i++) {
        run_job(session, jobs[i]);
        if (!sqlite3_get_autocommit(session->db))
            continue;
        lose_group(session, jobs, i + 1);
        return i + 1;
    }
    commit(storage, jobs, count);
    return count;
}

void
group_run(struct storage *storage, struct job **jobs, size_t count)
{
    for (size_t done = 0; done < count;)
        done += run_part(storage, jobs + done, count - done);
}
