/* outbox.c - events in commit order, and how far each subscriber has heard. */
#include "storage/inside.h"
#include "storage/system.h"

enum dms_status
session_outbox_add(struct storage_session *session, struct outbox_row *row,
                   struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(
        session,
        "INSERT INTO outbox(at,name,entity,record,store,user,payload)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7)",
        &statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_stmt *stmt = statement->stmt;
    sqlite3_bind_int64(stmt, 1, row->at);
    statement_text(stmt, 2, row->name);
    statement_text(stmt, 3, row->entity == NULL ? "" : row->entity);
    sqlite3_bind_int64(stmt, 4, row->record);
    sqlite3_bind_int64(stmt, 5, row->store);
    sqlite3_bind_int64(stmt, 6, row->user);
    statement_text(stmt, 7, row->payload);
    st = session_finish(session, statement, error);
    if (st == DMS_OK)
        row->id = sqlite3_last_insert_rowid(session->db);
    return st;
}

static void
read_event(sqlite3_stmt *stmt, struct scratch *scratch, struct outbox_row *row)
{
    row->id = sqlite3_column_int64(stmt, 0);
    row->at = sqlite3_column_int64(stmt, 1);
    row->name = statement_copy(stmt, 2, scratch);
    row->entity = statement_copy(stmt, 3, scratch);
    row->record = sqlite3_column_int64(stmt, 4);
    row->store = sqlite3_column_int64(stmt, 5);
    row->user = sqlite3_column_int64(stmt, 6);
    row->payload = statement_copy(stmt, 7, scratch);
}

enum dms_status
session_outbox_after(struct storage_session *session, int64_t after, size_t limit,
                     struct scratch *scratch, struct outbox_row **rows, size_t *count,
                     struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    *count = 0;
    *rows = NULL;
    enum dms_status st = session_take(
        session,
        "SELECT id,at,name,entity,record,store,user,payload FROM outbox"
        " WHERE id>?1 ORDER BY id LIMIT ?2",
        &statement, error);
    if (st != DMS_OK)
        return st;
    *rows = scratch_alloc(scratch, (limit + 1) * sizeof(**rows));
    sqlite3_bind_int64(statement->stmt, 1, after);
    sqlite3_bind_int64(statement->stmt, 2, (int64_t)limit);
    while ((st = session_step(session, statement->stmt, &row, error)) == DMS_OK && row)
        read_event(statement->stmt, scratch, &(*rows)[(*count)++]);
    session_give(session, statement);
    return st;
}

enum dms_status
session_outbox_last(struct storage_session *session, int64_t *id, struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    *id = 0;
    enum dms_status st = session_take(session, "SELECT coalesce(max(id),0) FROM outbox",
                                      &statement, error);
    if (st != DMS_OK)
        return st;
    st = session_step(session, statement->stmt, &row, error);
    if (row)
        *id = sqlite3_column_int64(statement->stmt, 0);
    session_give(session, statement);
    return st;
}

enum dms_status
session_heard_get(struct storage_session *session, const char *subscriber, bool *known,
                  int64_t *event, struct dms_error *error)
{
    struct statement *statement = NULL;
    *known = false;
    *event = 0;
    enum dms_status st = session_take(
        session, "SELECT event FROM heard WHERE subscriber=?1", &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, subscriber);
    st = session_step(session, statement->stmt, known, error);
    if (*known)
        *event = sqlite3_column_int64(statement->stmt, 0);
    session_give(session, statement);
    return st;
}

enum dms_status
session_heard_set(struct storage_session *session, const char *subscriber, int64_t event,
                  struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st =
        session_take(session, "INSERT OR REPLACE INTO heard(subscriber,event) VALUES(?1,?2)",
                     &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, subscriber);
    sqlite3_bind_int64(statement->stmt, 2, event);
    return session_finish(session, statement, error);
}
