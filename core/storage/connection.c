/* connection.c - opens a connection, sets what matters and reads every setting back.
 *
 * A pragma that SQLite does not know or refuses is silent; a house without fsync or foreign
 * keys would look well until the day it matters. */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/private_file.h"
#include "storage/file.h"
#include "storage/inside.h"

struct setting {
    const char *name, *value;
};

static const struct setting shared_settings[] = {
    { "journal_mode", "wal" }, { "foreign_keys", "1" }, { "trusted_schema", "0" },
    { "mmap_size", "0" },      { "temp_store", "2" },   { NULL, NULL },
};

/* synchronous 2 is FULL. Checkpoints are made by the writer alone, when nobody waits. */
static const struct setting writer_settings[] = {
    { "synchronous", "2" },
    { "cache_size", "-32768" },
    { "wal_autocheckpoint", "0" },
    { "journal_size_limit", "67108864" },
    { NULL, NULL },
};

/* A cache holds the inner pages of the tables of ten million customers, so that a record is one page
 * read (./dev bench scale); a small house never fills it. */
static const struct setting reader_settings[] = {
    { "query_only", "1" },
    { "cache_size", "-16384" },
    { "wal_autocheckpoint", "0" },
    { NULL, NULL },
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* SQLite's memory statistics would make all threads queue at one mutex. */
static void
prepare_library(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int
connection_number(sqlite3 *db, const char *sql, int64_t *number)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
    *number = -1;
    if (code == SQLITE_OK)
        code = sqlite3_step(stmt);
    if (code == SQLITE_ROW)
        *number = sqlite3_column_int64(stmt, 0);
    int ended = sqlite3_finalize(stmt);
    return code == SQLITE_ROW || code == SQLITE_DONE ? ended : code;
}

enum dms_status
connection_check(sqlite3 *db, const char *path, struct dms_error *error)
{
    int64_t application = 0, version = 0, tables = 0;
    int code = connection_number(db, "PRAGMA application_id", &application);
    if (code == SQLITE_OK)
        code = connection_number(db, "PRAGMA user_version", &version);
    if (code == SQLITE_OK)
        code = connection_number(db, "SELECT count(*) FROM sqlite_schema", &tables);
    if (code != SQLITE_OK)
        return connection_fault(db, code, path, error);
    if (application != STORAGE_APPLICATION)
        return dms_fail(error, DMS_INVALID, "storage.foreign_file", "file=%s", path);
    if (version > STORAGE_VERSION)
        return dms_fail(error, DMS_INVALID, "storage.newer_version",
                        "file=%s|version=%lld|known=%d", path, (long long)version,
                        STORAGE_VERSION);
    return DMS_OK;
}

static int
read_setting(sqlite3 *db, const char *sql, char *got, size_t size)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
    got[0] = '\0';
    while (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        const unsigned char *text = sqlite3_column_text(stmt, 0);
        sqlite3_snprintf((int)size, got, "%s", text == NULL ? (const void *)"" : text);
        code = SQLITE_OK;
    }
    int ended = sqlite3_finalize(stmt);
    return code == SQLITE_DONE ? ended : code;
}

static enum dms_status
set_one(sqlite3 *db, const char *path, const struct setting *setting,
        struct dms_error *error)
{
    char sql[128], got[32];
    sqlite3_snprintf(sizeof(sql), sql, "PRAGMA %s=%s", setting->name, setting->value);
    int code = read_setting(db, sql, got, sizeof(got));
    sqlite3_snprintf(sizeof(sql), sql, "PRAGMA %s", setting->name);
    if (code == SQLITE_OK)
        code = read_setting(db, sql, got, sizeof(got));
    if (code != SQLITE_OK)
        return connection_fault(db, code, path, error);
    /* Built without mmap, SQLite answers nothing: as good as 0. */
    bool absent = strcmp(setting->name, "mmap_size") == 0 && got[0] == '\0';
    if (absent || strcmp(got, setting->value) == 0)
        return DMS_OK;
    return dms_fail(error, DMS_STORAGE, "storage.setting",
                    "file=%s|setting=%s|wanted=%s|got=%s", path, setting->name,
                    setting->value, got);
}

static enum dms_status
set_all(sqlite3 *db, const char *path, const struct setting *settings,
        struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (; settings->name != NULL && st == DMS_OK; settings++)
        st = set_one(db, path, settings, error);
    return st;
}

/* Configurations that are no pragmas; each call reports what is set now. */
static enum dms_status
set_guards(sqlite3 *db, const char *path, bool writer, struct dms_error *error)
{
    int defensive = 0, quiet_close = 0;
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, &defensive);
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !writer, &quiet_close);
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, CONNECTION_PATIENCE);
    if (defensive == 1 && quiet_close == !writer)
        return DMS_OK;
    return dms_fail(error, DMS_STORAGE, "storage.setting",
                    "file=%s|setting=defensive|wanted=1|got=%d", path, defensive);
}

/* SQLite makes a file by the umask, and its log and index like the file. */
static void
make_private(const char *path)
{
    int file = private_open(path, O_RDWR);
    if (file >= 0)
        close(file);
}

/* A store made by an older version, or an index a copy has left without the right to write:
 * with that every commit would fail until somebody removes it. */
static void
mend_files(const char *path)
{
    static const char *const endings[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        char *name = file_beside(path, endings[i]);
        private_mend(name);
        free(name);
    }
}

enum dms_status
connection_open(const char *path, int flags, sqlite3 **db, struct dms_error *error)
{
    pthread_once(&once, prepare_library);
    if ((flags & SQLITE_OPEN_CREATE) != 0)
        make_private(path);
    int code = sqlite3_open_v2(path, db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        return DMS_OK;
    connection_fault(*db, code, path, error);
    enum dms_status st = code == SQLITE_BUSY ? DMS_BUSY : DMS_STORAGE;
    sqlite3_close(*db);
    *db = NULL;
    return st;
}

enum dms_status
session_open(struct storage_session *session, const char *path, bool writer,
             struct dms_error *error)
{
    int flags = writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    session->writer = writer;
    if (writer)
        mend_files(path);
    enum dms_status st = connection_open(path, flags, &session->db, error);
    if (st == DMS_OK)
        st = set_guards(session->db, path, writer, error);
    if (st == DMS_OK)
        st = connection_check(session->db, path, error);
    if (st == DMS_OK)
        st = set_all(session->db, path, shared_settings, error);
    if (st == DMS_OK)
        st =
            set_all(session->db, path, writer ? writer_settings : reader_settings, error);
    if (st != DMS_OK)
        session_close(session);
    return st;
}

void
session_close(struct storage_session *session)
{
    session_forget(session);
    session_forget_tops(session);
    session_words_forget(session, 0, 0);
    list_clear(&session->words, NULL);
    free(session->slots);
    session->slots = NULL;
    session->slot_count = 0;
    sqlite3_close(session->db);
    session->db = NULL;
    session->in_group = false;
    session->undone++;
}
