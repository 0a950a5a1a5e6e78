/* step.c - numbered schema steps: each runs once, in one transaction, and never changes. */
#include <stdlib.h>
#include <string.h>

#include "storage/house_file.h"
#include "storage/schema.h"

struct step {
    const char *name, *sql;
    char digest[DIGEST_TEXT_SIZE];
};

static enum dms_status
find_step(struct storage_session *session, const struct step *step, bool *done,
          struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st =
        session_take(session, "SELECT digest FROM step WHERE name=?1", &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, step->name);
    st = session_step(session, statement->stmt, done, error);
    if (*done && strcmp(statement_column(statement->stmt, 0), step->digest) != 0)
        st = dms_fail(error, DMS_INVALID, "storage.step_changed", "step=%s", step->name);
    session_give(session, statement);
    return st;
}

static int64_t
line_of(const char *sql, const char *at)
{
    int64_t line = 1;
    at += strspn(at, " \t\r\n");
    for (; sql < at && *sql != '\0'; sql++)
        line += *sql == '\n';
    return line;
}

/* A COMMIT in the step would end the group of everybody else. ALTER TABLE itself asks for
 * a quick_check. */
static int
refuse(void *context, int action, const char *first, const char *second,
       const char *database, const char *trigger)
{
    (void)context, (void)second, (void)database, (void)trigger;
    bool check = first != NULL && sqlite3_stricmp(first, "quick_check") == 0;
    bool bad = action == SQLITE_TRANSACTION || action == SQLITE_SAVEPOINT ||
               action == SQLITE_ATTACH || action == SQLITE_DETACH ||
               (action == SQLITE_PRAGMA && !check);
    return bad ? SQLITE_DENY : SQLITE_OK;
}

static enum dms_status
bad_step(const struct step *step, const char *at, const char *reason,
         struct dms_error *error)
{
    dms_fail(error, DMS_INVALID, "storage.step_failed", "step=%s|reason=%s", step->name,
             reason);
    dms_error_at_file(error, step->name, line_of(step->sql, at));
    return DMS_INVALID;
}

static enum dms_status
run_statement(struct storage_session *session, const struct step *step, const char **at,
              struct dms_error *error)
{
    sqlite3_stmt *stmt = NULL;
    const char *from = *at;
    int code = sqlite3_prepare_v2(session->db, from, -1, &stmt, at);
    if (code == SQLITE_OK && stmt != NULL) {
        while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
            continue;
        code = code == SQLITE_DONE ? SQLITE_OK : code;
    }
    int kind = code & 0xff;
    enum dms_status st = DMS_OK;
    if (kind == SQLITE_ERROR || kind == SQLITE_CONSTRAINT || kind == SQLITE_AUTH)
        st = bad_step(step, from, sqlite3_errmsg(session->db), error);
    else if (code != SQLITE_OK)
        st = session_fault(session, code, error);
    sqlite3_finalize(stmt);
    return st;
}

static enum dms_status
record_step(struct storage_session *session, const struct step *step, struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(session, "INSERT INTO step(name,digest) VALUES(?1,?2)",
                                      &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, step->name);
    statement_text(statement->stmt, 2, step->digest);
    return session_finish(session, statement, error);
}

static enum dms_status
run_step(struct storage_session *session, void *context, struct dms_error *error)
{
    const struct step *step = context;
    bool done = false;
    enum dms_status st = find_step(session, step, &done, error);
    if (st != DMS_OK || done)
        return st;
    sqlite3_set_authorizer(session->db, refuse, NULL);
    for (const char *at = step->sql; *at != '\0' && st == DMS_OK;)
        st = run_statement(session, step, &at, error);
    sqlite3_set_authorizer(session->db, NULL, NULL);
    session_forget_tops(session); /* it may have added records */
    return st == DMS_OK ? record_step(session, step, error) : st;
}

static enum dms_status
skip_step(struct storage_session *session, void *context, struct dms_error *error)
{
    bool done = false;
    enum dms_status st = find_step(session, context, &done, error);
    return st != DMS_OK || done ? st : record_step(session, context, error);
}

static void
digest_step(struct step *step)
{
    struct digest_state state;
    unsigned char digest[DIGEST_SIZE];
    digest_begin(&state);
    digest_add(&state, step->sql, strlen(step->sql));
    digest_end(&state, digest);
    digest_print(digest, step->digest);
}

enum dms_status
storage_step(struct storage *storage, const char *name, const char *sql,
             struct dms_error *error)
{
    struct step step = { .name = name, .sql = sql };
    digest_step(&step);
    atomic_fetch_add_explicit(&storage->generation, 1, memory_order_acq_rel);
    return storage_write(storage, run_step, &step, error);
}

enum dms_status
storage_step_skip(struct storage *storage, const char *name, const char *sql,
                  struct dms_error *error)
{
    struct step step = { .name = name, .sql = sql };
    digest_step(&step);
    return storage_write(storage, skip_step, &step, error);
}

bool
storage_step_known(struct storage *storage, const char *name)
{
    struct storage_session *session = NULL;
    struct statement *statement = NULL;
    bool known = false;
    if (storage_read_begin(storage, &session, NULL) != DMS_OK)
        return false;
    if (session_take(session, "SELECT 1 FROM step WHERE name=?1", &statement, NULL) == DMS_OK) {
        statement_text(statement->stmt, 1, name);
        session_step(session, statement->stmt, &known, NULL);
    }
    session_give(session, statement);
    storage_read_end(session);
    return known;
}
