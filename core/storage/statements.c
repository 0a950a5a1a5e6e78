/* statements.c - statements prepared once and kept: by SQL text, the oldest forgotten. */
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/scratch.h"
#include "storage/inside.h"

#define CACHE_LIMIT 200

static void
unlink_statement(struct storage_session *session, struct statement *statement)
{
    if (statement->newer != NULL)
        statement->newer->older = statement->older;
    else
        session->newest = statement->older;
    if (statement->older != NULL)
        statement->older->newer = statement->newer;
    else
        session->oldest = statement->newer;
}

static void
link_newest(struct storage_session *session, struct statement *statement)
{
    statement->newer = NULL;
    statement->older = session->newest;
    if (session->newest != NULL)
        session->newest->newer = statement;
    else
        session->oldest = statement;
    session->newest = statement;
}

static void
end(struct statement *statement)
{
    sqlite3_finalize(statement->stmt);
    free(statement->sql);
    free(statement);
}

static void
forget(struct storage_session *session, struct statement *statement)
{
    map_set(&session->by_sql, statement->sql, NULL);
    unlink_statement(session, statement);
    if (statement->busy)
        statement->cached = false; /* ends when it is given back */
    else
        end(statement);
}

enum dms_status
session_alive(struct storage_session *session, struct dms_error *error)
{
    if (session->db == NULL)
        return dms_fail(error, DMS_STORAGE, "storage.not_open", "");
    if (session->in_group && sqlite3_get_autocommit(session->db))
        return dms_fail(error, DMS_STORAGE, "storage.group_lost", "");
    return DMS_OK;
}

static enum dms_status
prepare(struct storage_session *session, const char *sql, struct statement **statement,
        struct dms_error *error)
{
    sqlite3_stmt *stmt = NULL;
    int code =
        sqlite3_prepare_v3(session->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    if (code != SQLITE_OK)
        return session_fault(session, code, error);
    *statement = memory_get(sizeof(**statement));
    (*statement)->stmt = stmt;
    (*statement)->busy = true;
    return DMS_OK;
}

enum dms_status
session_take(struct storage_session *session, const char *sql,
             struct statement **statement, struct dms_error *error)
{
    enum dms_status st = session_alive(session, error);
    struct statement *found = map_at(&session->by_sql, sql);
    *statement = NULL;
    if (st != DMS_OK)
        return st;
    if (found != NULL && !found->busy) {
        unlink_statement(session, found);
        link_newest(session, found);
        found->busy = true;
        *statement = found;
        return DMS_OK;
    }
    st = prepare(session, sql, statement, error);
    if (st != DMS_OK || found != NULL)
        return st; /* the same text is running already: this one is not kept */
    (*statement)->cached = true;
    (*statement)->sql = memory_copy(sql);
    map_set(&session->by_sql, (*statement)->sql, *statement);
    link_newest(session, *statement);
    if (session->by_sql.count > CACHE_LIMIT)
        forget(session, session->oldest);
    return DMS_OK;
}

void
session_give(struct storage_session *session, struct statement *statement)
{
    (void)session;
    if (statement == NULL)
        return;
    sqlite3_reset(statement->stmt);
    sqlite3_clear_bindings(statement->stmt);
    statement->busy = false;
    if (!statement->cached)
        end(statement);
}

enum dms_status
session_step(struct storage_session *session, sqlite3_stmt *stmt, bool *row,
             struct dms_error *error)
{
    int code = sqlite3_step(stmt);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return DMS_OK;
    return session_fault(session, code, error);
}

enum dms_status
session_finish(struct storage_session *session, struct statement *statement,
               struct dms_error *error)
{
    bool row = false;
    enum dms_status st = session_step(session, statement->stmt, &row, error);
    session_give(session, statement);
    return st;
}

void
session_forget(struct storage_session *session)
{
    while (session->newest != NULL)
        forget(session, session->newest);
    map_clear(&session->by_sql);
    for (size_t i = 0; i < session->slot_count; i++) {
        for (size_t k = 0; k < RECORD_ACTIONS; k++)
            sqlite3_finalize(session->slots[i].stmts[k]);
        memset(&session->slots[i], 0, sizeof(session->slots[i]));
    }
}

void
statement_text(sqlite3_stmt *stmt, int index, const char *text)
{
    if (text == NULL)
        sqlite3_bind_null(stmt, index);
    else
        sqlite3_bind_text(stmt, index, text, -1, SQLITE_STATIC);
}

void
statement_value(sqlite3_stmt *stmt, int index, const struct value *value)
{
    if (value->kind == VALUE_EMPTY)
        sqlite3_bind_null(stmt, index);
    else if (value->kind == VALUE_NUMBER)
        sqlite3_bind_int64(stmt, index, value->as.number);
    else
        sqlite3_bind_text(stmt, index, value->as.text, (int)value->size, SQLITE_STATIC);
}

const char *
statement_column(sqlite3_stmt *stmt, int column)
{
    const unsigned char *text = sqlite3_column_text(stmt, column);
    return text == NULL ? "" : (const char *)text;
}

const char *
statement_copy(sqlite3_stmt *stmt, int column, struct scratch *scratch)
{
    const unsigned char *text = sqlite3_column_text(stmt, column);
    size_t size = (size_t)sqlite3_column_bytes(stmt, column);
    return text == NULL ? NULL : scratch_copy_sized(scratch, (const char *)text, size);
}
