/* answers.c - small things by name: answers already given, number series, notes. */
#include "storage/inside.h"
#include "storage/system.h"

enum dms_status
session_answer_get(struct storage_session *session, const char *key,
                   struct scratch *scratch, bool *found, const char **body_hash,
                   const char **answer, struct dms_error *error)
{
    struct statement *statement = NULL;
    *found = false;
    *body_hash = *answer = NULL;
    enum dms_status st = session_take(
        session, "SELECT hash,body FROM answer WHERE key=?1", &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, key);
    st = session_step(session, statement->stmt, found, error);
    if (*found) {
        *body_hash = statement_copy(statement->stmt, 0, scratch);
        *answer = statement_copy(statement->stmt, 1, scratch);
        if ((*answer)[0] == '\0')
            *answer = NULL; /* the work answered nothing */
    }
    session_give(session, statement);
    return st;
}

enum dms_status
session_answer_put(struct storage_session *session, const char *key,
                   const char *body_hash, const char *answer, int64_t at,
                   struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(
        session, "INSERT OR REPLACE INTO answer(key,hash,body,at) VALUES(?1,?2,?3,?4)",
        &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, key);
    statement_text(statement->stmt, 2, body_hash == NULL ? "" : body_hash);
    statement_text(statement->stmt, 3, answer == NULL ? "" : answer);
    sqlite3_bind_int64(statement->stmt, 4, at);
    return session_finish(session, statement, error);
}

enum dms_status
session_answer_forget(struct storage_session *session, int64_t before, int64_t most,
                      struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st =
        session_take(session,
                     "DELETE FROM answer WHERE key IN"
                     " (SELECT key FROM answer WHERE at<?1 ORDER BY at LIMIT ?2)",
                     &statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_bind_int64(statement->stmt, 1, before);
    sqlite3_bind_int64(statement->stmt, 2, most);
    return session_finish(session, statement, error);
}

enum dms_status
session_number_next(struct storage_session *session, const char *series, int64_t *number,
                    struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    enum dms_status st =
        session_take(session,
                     "INSERT INTO number(series,last) VALUES(?1,1) ON CONFLICT(series) "
                     "DO UPDATE SET last=last+1 RETURNING last",
                     &statement, error);
    *number = 0;
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, series);
    st = session_step(session, statement->stmt, &row, error);
    if (row)
        *number = sqlite3_column_int64(statement->stmt, 0);
    if (row && st == DMS_OK)
        st = session_step(session, statement->stmt, &row, error);
    session_give(session, statement);
    return st;
}

enum dms_status
session_note_get(struct storage_session *session, const char *name,
                 struct scratch *scratch, const char **text, struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    *text = NULL;
    enum dms_status st =
        session_take(session, "SELECT body FROM note WHERE name=?1", &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, name);
    st = session_step(session, statement->stmt, &row, error);
    if (row)
        *text = statement_copy(statement->stmt, 0, scratch);
    session_give(session, statement);
    return st;
}

enum dms_status
session_note_set(struct storage_session *session, const char *name, const char *text,
                 struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st =
        session_take(session, "INSERT OR REPLACE INTO note(name,body) VALUES(?1,?2)",
                     &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, name);
    statement_text(statement->stmt, 2, text == NULL ? "" : text);
    return session_finish(session, statement, error);
}
