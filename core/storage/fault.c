/* fault.c - what an SQLite code means to people, and what they can do about it. */
#include <string.h>

#include "storage/inside.h"

enum dms_status
connection_fault(sqlite3 *db, int code, const char *path, struct dms_error *error)
{
    const char *reason = db == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(db);
    const char *file = path == NULL ? "" : path;
    switch (code & 0xff) {
    case SQLITE_FULL:
        return dms_fail(error, DMS_FULL, "storage.full", "file=%s", file);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return dms_fail(error, DMS_BUSY, "storage.busy", "file=%s", file);
    case SQLITE_NOTADB:
        return dms_fail(error, DMS_STORAGE, "storage.not_a_database", "file=%s", file);
    case SQLITE_CORRUPT:
        return dms_fail(error, DMS_STORAGE, "storage.corrupt", "file=%s|reason=%s", file,
                        reason);
    case SQLITE_CANTOPEN:
        return dms_fail(error, DMS_STORAGE, "storage.cannot_open", "file=%s|reason=%s",
                        file, reason);
    case SQLITE_READONLY:
        return dms_fail(error, DMS_STORAGE, "storage.read_only", "file=%s", file);
    case SQLITE_NOMEM:
        return dms_fail(error, DMS_STORAGE, "base.out_of_memory", "");
    default:
        return dms_fail(error, DMS_STORAGE, "storage.failed", "file=%s|reason=%s", file,
                        reason);
    }
}

enum dms_status
session_fault(struct storage_session *session, int code, struct dms_error *error)
{
    session->trouble = code;
    return connection_fault(session->db, code, sqlite3_db_filename(session->db, "main"),
                            error);
}
