/* audit_rows.c - rows of the audit chain: appended, read, never changed. */
#include <string.h>

#include "storage/inside.h"
#include "storage/system.h"

#define COLUMNS                                                                          \
    "id,at,user,store,record,kind,entity,action,changes,request,previous,digest"

static const char *
or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

enum dms_status
session_audit_add(struct storage_session *session, struct audit_row *row,
                  struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(
        session,
        "INSERT INTO audit(" COLUMNS ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)",
        &statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_stmt *stmt = statement->stmt;
    if (row->id != 0) /* the chain counts for itself */
        sqlite3_bind_int64(stmt, 1, row->id);
    sqlite3_bind_int64(stmt, 2, row->at);
    sqlite3_bind_int64(stmt, 3, row->user);
    sqlite3_bind_int64(stmt, 4, row->store);
    sqlite3_bind_int64(stmt, 5, row->record);
    statement_text(stmt, 6, or_empty(row->kind));
    statement_text(stmt, 7, or_empty(row->entity));
    statement_text(stmt, 8, or_empty(row->action));
    statement_text(stmt, 9, row->changes);
    statement_text(stmt, 10, or_empty(row->request));
    sqlite3_bind_blob(stmt, 11, row->previous, sizeof(row->previous), SQLITE_STATIC);
    sqlite3_bind_blob(stmt, 12, row->digest, sizeof(row->digest), SQLITE_STATIC);
    st = session_finish(session, statement, error);
    if (st == DMS_OK)
        row->id = sqlite3_last_insert_rowid(session->db);
    return st;
}

/* A digest of another size is no digest: zeros, which no chain goes on from. */
static void
read_digest(sqlite3_stmt *stmt, int column, unsigned char digest[32])
{
    const void *blob = sqlite3_column_blob(stmt, column);
    memset(digest, 0, 32);
    if (blob != NULL && sqlite3_column_bytes(stmt, column) == 32)
        memcpy(digest, blob, 32);
}

enum dms_status
session_audit_last(struct storage_session *session, int64_t *id, unsigned char digest[32],
                   struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    *id = 0;
    memset(digest, 0, 32);
    enum dms_status st = session_take(
        session, "SELECT id,digest FROM audit ORDER BY id DESC LIMIT 1", &statement, error);
    if (st != DMS_OK)
        return st;
    st = session_step(session, statement->stmt, &row, error);
    if (row) {
        *id = sqlite3_column_int64(statement->stmt, 0);
        read_digest(statement->stmt, 1, digest);
    }
    session_give(session, statement);
    return st;
}

/* Text is lent by the statement while EACH looks at it. */
static void
read_row(sqlite3_stmt *stmt, struct audit_row *row)
{
    row->id = sqlite3_column_int64(stmt, 0);
    row->at = sqlite3_column_int64(stmt, 1);
    row->user = sqlite3_column_int64(stmt, 2);
    row->store = sqlite3_column_int64(stmt, 3);
    row->record = sqlite3_column_int64(stmt, 4);
    row->kind = statement_column(stmt, 5);
    row->entity = statement_column(stmt, 6);
    row->action = statement_column(stmt, 7);
    row->changes = (const char *)sqlite3_column_text(stmt, 8);
    row->request = statement_column(stmt, 9);
    read_digest(stmt, 10, row->previous);
    read_digest(stmt, 11, row->digest);
}

static enum dms_status
walk(struct storage_session *session, struct statement *statement, audit_each each,
     void *context, struct dms_error *error)
{
    bool row = false;
    enum dms_status st;
    while ((st = session_step(session, statement->stmt, &row, error)) == DMS_OK && row) {
        struct audit_row item = { 0 };
        read_row(statement->stmt, &item);
        st = each(&item, context, error);
        if (st != DMS_OK)
            break;
    }
    session_give(session, statement);
    return st;
}

enum dms_status
session_audit_walk(struct storage_session *session, int64_t from, audit_each each,
                   void *context, struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st =
        session_take(session, "SELECT " COLUMNS " FROM audit WHERE id>=?1 ORDER BY id",
                     &statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_bind_int64(statement->stmt, 1, from);
    return walk(session, statement, each, context, error);
}

enum dms_status
session_audit_of(struct storage_session *session, const char *entity, int64_t record,
                 audit_each each, void *context, struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(
        session,
        "SELECT " COLUMNS " FROM audit WHERE entity=?1 AND record=?2 ORDER BY id",
        &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, entity);
    sqlite3_bind_int64(statement->stmt, 2, record);
    return walk(session, statement, each, context, error);
}
