/* parked.c - what was given up, kept with its reason until somebody sees to it. */
#include "storage/inside.h"
#include "storage/system.h"

/* A counter of its own: who lets go of 7 must not meet another 7. */
static enum dms_status
next_id(struct storage_session *session, int64_t *id, struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    enum dms_status st =
        session_take(session,
                     "INSERT INTO number(series,last)"
                     " SELECT '/parked',coalesce(max(id),0)+1 FROM parked WHERE true"
                     " ON CONFLICT(series) DO UPDATE SET last=last+1 RETURNING last",
                     &statement, error);
    *id = 0;
    if (st != DMS_OK)
        return st;
    st = session_step(session, statement->stmt, &row, error);
    if (row)
        *id = sqlite3_column_int64(statement->stmt, 0);
    if (row && st == DMS_OK)
        st = session_step(session, statement->stmt, &row, error);
    session_give(session, statement);
    return st;
}

enum dms_status
session_park(struct storage_session *session, const char *subscriber, int64_t event,
             const char *reason, struct dms_error *error)
{
    struct statement *statement = NULL;
    int64_t id;
    enum dms_status st = next_id(session, &id, error);
    if (st == DMS_OK)
        st = session_take(session,
                          "INSERT INTO parked(id,subscriber,event,reason)"
                          " VALUES(?1,?2,?3,?4) ON CONFLICT(subscriber,event)"
                          " DO UPDATE SET reason=excluded.reason",
                          &statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_bind_int64(statement->stmt, 1, id);
    statement_text(statement->stmt, 2, subscriber);
    sqlite3_bind_int64(statement->stmt, 3, event);
    statement_text(statement->stmt, 4, reason == NULL ? "" : reason);
    return session_finish(session, statement, error);
}

static void
read_parked(sqlite3_stmt *stmt, struct scratch *scratch, struct parked_row *row)
{
    *row = (struct parked_row){ .id = sqlite3_column_int64(stmt, 0),
                                .event = sqlite3_column_int64(stmt, 2) };
    row->subscriber = statement_copy(stmt, 1, scratch);
    row->reason = statement_copy(stmt, 3, scratch);
    row->told.id = row->event;
    row->told.at = sqlite3_column_int64(stmt, 4);
    row->told.name = statement_copy(stmt, 5, scratch);
    row->told.entity = statement_copy(stmt, 6, scratch);
    row->told.record = sqlite3_column_int64(stmt, 7);
    row->told.store = sqlite3_column_int64(stmt, 8);
    row->told.user = sqlite3_column_int64(stmt, 9);
    row->told.payload = statement_copy(stmt, 10, scratch);
}

enum dms_status
session_parked_after(struct storage_session *session, const char *subscriber,
                     int64_t after, size_t limit, struct scratch *scratch,
                     struct parked_row **rows, size_t *count, struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    *count = 0;
    *rows = NULL;
    enum dms_status st =
        session_take(session,
                     "SELECT p.id,p.subscriber,p.event,p.reason,o.at,o.name,o.entity,"
                     "o.record,o.store,o.user,o.payload"
                     " FROM parked p LEFT JOIN outbox o ON o.id=p.event"
                     " WHERE p.id>?1 AND (?2 IS NULL OR p.subscriber=?2)"
                     " ORDER BY p.id LIMIT ?3",
                     &statement, error);
    if (st != DMS_OK)
        return st;
    *rows = scratch_alloc(scratch, (limit + 1) * sizeof(**rows));
    sqlite3_bind_int64(statement->stmt, 1, after);
    statement_text(statement->stmt, 2, subscriber);
    sqlite3_bind_int64(statement->stmt, 3, (int64_t)limit);
    while ((st = session_step(session, statement->stmt, &row, error)) == DMS_OK && row)
        read_parked(statement->stmt, scratch, &(*rows)[(*count)++]);
    session_give(session, statement);
    return st;
}

enum dms_status
session_parked_count(struct storage_session *session, const char *subscriber,
                     int64_t *count, struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    *count = 0;
    enum dms_status st = session_take(
        session, "SELECT count(*) FROM parked WHERE ?1 IS NULL OR subscriber=?1",
        &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, subscriber);
    st = session_step(session, statement->stmt, &row, error);
    if (row)
        *count = sqlite3_column_int64(statement->stmt, 0);
    session_give(session, statement);
    return st;
}

enum dms_status
session_parked_reason(struct storage_session *session, int64_t id, const char *reason,
                      struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(session, "UPDATE parked SET reason=?2 WHERE id=?1",
                                      &statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_bind_int64(statement->stmt, 1, id);
    statement_text(statement->stmt, 2, reason);
    return session_finish(session, statement, error);
}

enum dms_status
session_parked_drop(struct storage_session *session, int64_t id, bool *was_there,
                    struct dms_error *error)
{
    struct statement *statement = NULL;
    *was_there = false;
    enum dms_status st =
        session_take(session, "DELETE FROM parked WHERE id=?1", &statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_bind_int64(statement->stmt, 1, id);
    st = session_finish(session, statement, error);
    *was_there = st == DMS_OK && sqlite3_changes(session->db) > 0;
    return st;
}
