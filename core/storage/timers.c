/* timers.c - what is to happen later, kept until it has happened. */
#include "storage/inside.h"
#include "storage/system.h"

static const char *
or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

/* A replaced timer gets a new id: whoever is just running the old one drops only that. */
enum dms_status
session_timer_put(struct storage_session *session, const struct timer_row *row,
                  struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(
        session,
        "INSERT OR REPLACE INTO timer(due,handler,entity,record,key,payload)"
        " VALUES(?1,?2,?3,?4,?5,?6)",
        &statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_stmt *stmt = statement->stmt;
    sqlite3_bind_int64(stmt, 1, row->due);
    statement_text(stmt, 2, row->handler);
    statement_text(stmt, 3, or_empty(row->entity));
    sqlite3_bind_int64(stmt, 4, row->record);
    statement_text(stmt, 5, or_empty(row->key));
    statement_text(stmt, 6, row->payload);
    return session_finish(session, statement, error);
}

enum dms_status
session_timer_cancel(struct storage_session *session, const char *handler,
                     const char *entity, int64_t record, const char *key,
                     struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(
        session,
        "DELETE FROM timer WHERE handler=?1 AND entity=?2 AND record=?3 AND key=?4",
        &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, handler);
    statement_text(statement->stmt, 2, or_empty(entity));
    sqlite3_bind_int64(statement->stmt, 3, record);
    statement_text(statement->stmt, 4, or_empty(key));
    return session_finish(session, statement, error);
}

enum dms_status
session_timer_drop(struct storage_session *session, int64_t id, bool *was_there,
                   struct dms_error *error)
{
    struct statement *statement = NULL;
    *was_there = false;
    enum dms_status st =
        session_take(session, "DELETE FROM timer WHERE id=?1", &statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_bind_int64(statement->stmt, 1, id);
    st = session_finish(session, statement, error);
    *was_there = st == DMS_OK && sqlite3_changes(session->db) > 0;
    return st;
}

static void
read_timer(sqlite3_stmt *stmt, struct scratch *scratch, struct timer_row *row)
{
    row->id = sqlite3_column_int64(stmt, 0);
    row->due = sqlite3_column_int64(stmt, 1);
    row->handler = statement_copy(stmt, 2, scratch);
    row->entity = statement_copy(stmt, 3, scratch);
    row->record = sqlite3_column_int64(stmt, 4);
    row->key = statement_copy(stmt, 5, scratch);
    row->payload = statement_copy(stmt, 6, scratch);
}

enum dms_status
session_timer_due(struct storage_session *session, int64_t until, size_t limit,
                  struct scratch *scratch, struct timer_row **rows, size_t *count,
                  struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    *count = 0;
    *rows = NULL;
    enum dms_status st = session_take(
        session,
        "SELECT id,due,handler,entity,record,key,payload FROM timer"
        " WHERE due<=?1 ORDER BY due,id LIMIT ?2",
        &statement, error);
    if (st != DMS_OK)
        return st;
    *rows = scratch_alloc(scratch, (limit + 1) * sizeof(**rows));
    sqlite3_bind_int64(statement->stmt, 1, until);
    sqlite3_bind_int64(statement->stmt, 2, (int64_t)limit);
    while ((st = session_step(session, statement->stmt, &row, error)) == DMS_OK && row)
        read_timer(statement->stmt, scratch, &(*rows)[(*count)++]);
    session_give(session, statement);
    return st;
}
