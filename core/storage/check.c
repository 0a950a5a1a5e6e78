/* check.c - is the file sound? What SQLite, the links and the search index say. */
#include "storage/check.h"

#include <string.h>

#include "storage/house_file.h"

#define MOST_PROBLEMS 100

/* Every row of SQL whose text is not "ok" is a problem. */
static enum dms_status
ask(sqlite3 *db, const char *path, const char *sql, struct dms_json *problems,
    struct dms_error *error)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *text = statement_column(stmt, 0);
        if (strcmp(text, "ok") != 0 && dms_json_count(problems) < MOST_PROBLEMS)
            dms_json_take(problems, dms_json_create_text(text));
        code = SQLITE_OK;
    }
    enum dms_status st = DMS_OK;
    if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB)
        dms_json_take(problems, dms_json_create_text(sqlite3_errmsg(db)));
    else if (code != SQLITE_DONE)
        st = connection_fault(db, code, path, error);
    sqlite3_finalize(stmt);
    return st;
}

enum dms_status
check_connection(sqlite3 *db, const char *path, struct dms_json *problems,
                 struct dms_error *error)
{
    enum dms_status st = ask(db, path, "PRAGMA integrity_check", problems, error);
    if (st == DMS_OK)
        st = ask(db, path,
                 "SELECT \"table\"||' '||coalesce(rowid,'')||' → '||parent"
                 " FROM pragma_foreign_key_check",
                 problems, error);
    return st;
}

/* FTS5 compares its index with searchdoc; a writer's command, undone at once. */
static enum dms_status
check_search(struct storage_session *session, void *context, struct dms_error *error)
{
    (void)error;
    char *message = NULL;
    int code = sqlite3_exec(
        session->db, "INSERT INTO searchword(searchword,rank) VALUES('integrity-check',1)",
        NULL, NULL, &message);
    if (code != SQLITE_OK)
        dms_json_take(context, dms_json_create_text(message != NULL ? message : "searchword"));
    sqlite3_free(message);
    return DMS_OK;
}

enum dms_status
storage_check(struct storage *storage, struct dms_json **problems, struct dms_error *error)
{
    struct storage_session *session = NULL;
    *problems = dms_json_create_array();
    enum dms_status st = storage_read_begin(storage, &session, error);
    if (st == DMS_OK) {
        st = check_connection(session->db, storage->path, *problems, error);
        storage_read_end(session);
    }
    if (st == DMS_OK)
        st = storage_write(storage, check_search, *problems, error);
    if (st != DMS_OK) {
        dms_json_destroy(*problems);
        *problems = NULL;
    }
    return st;
}

enum dms_status
storage_quick_check(struct storage *storage, struct dms_json **problems,
                    struct dms_error *error)
{
    struct storage_session *session = NULL;
    *problems = dms_json_create_array();
    enum dms_status st = storage_read_begin(storage, &session, error);
    if (st != DMS_OK)
        return st;
    st = ask(session->db, storage->path, "PRAGMA quick_check", *problems, error);
    storage_read_end(session);
    return st;
}

const char *
storage_version(void)
{
    return sqlite3_libversion();
}
