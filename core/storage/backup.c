/* backup.c - a verified copy while the house runs; and a copy put in the store's place. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "storage/check.h"
#include "storage/file.h"
#include "storage/house_file.h"

/* Page by page in one snapshot, the log included. */
static enum dms_status
copy_pages(sqlite3 *from, sqlite3 *to, const char *path, struct dms_error *error)
{
    sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");
    int code = copy != NULL ? sqlite3_backup_step(copy, -1) : sqlite3_errcode(to);
    int ended = sqlite3_backup_finish(copy);
    if (code == SQLITE_DONE && ended == SQLITE_OK)
        return DMS_OK;
    return connection_fault(to, code == SQLITE_DONE ? ended : code, path, error);
}

static enum dms_status
must_be_sound(sqlite3 *db, const char *path, struct dms_error *error)
{
    struct dms_json *problems = dms_json_create_array();
    enum dms_status st = connection_check(db, path, error);
    if (st == DMS_OK)
        st = check_connection(db, path, problems, error);
    if (st == DMS_OK && dms_json_count(problems) > 0)
        st = dms_fail(error, DMS_STORAGE, "storage.corrupt", "file=%s|reason=%s", path,
                      dms_json_text(dms_json_at(problems, 0)));
    dms_json_destroy(problems);
    return st;
}

/* A copy of FROM at PATH, read through and whole. */
static enum dms_status
make_copy(sqlite3 *from, const char *path, struct dms_error *error)
{
    sqlite3 *to = NULL;
    file_remove(path);
    enum dms_status st =
        connection_open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &to, error);
    if (st == DMS_OK)
        st = copy_pages(from, to, path, error);
    if (st == DMS_OK)
        st = must_be_sound(to, path, error);
    sqlite3_close(to);
    if (st != DMS_OK)
        file_remove(path);
    return st;
}

enum dms_status
storage_backup(struct storage *storage, const char *file, struct dms_error *error)
{
    struct storage_session *session = NULL;
    if (access(file, F_OK) == 0)
        return dms_fail(error, DMS_INVALID, "storage.exists", "file=%s", file);
    char *new_path = file_beside(file, ".new");
    enum dms_status st = storage_read_begin(storage, &session, error);
    if (st == DMS_OK) {
        st = make_copy(session->db, new_path, error);
        storage_read_end(session);
    }
    if (st == DMS_OK)
        st = file_put(new_path, file, false, error);
    file_remove(new_path);
    free(new_path);
    return st;
}

/* The store that is replaced stays beside it, whole, until the next time. */
static void
set_aside(const char *path)
{
    static const char *const endings[] = { "", "-wal" };
    char *old = file_beside(path, ".before-restore");
    file_remove(old);
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        char *from = file_beside(path, endings[i]), *to = file_beside(old, endings[i]);
        rename(from, to);
        free(from);
        free(to);
    }
    free(old);
    file_remove(path);
}

static enum dms_status
copy_from(const char *file, const char *new_path, struct dms_error *error)
{
    sqlite3 *from = NULL;
    if (access(file, R_OK) != 0)
        return dms_fail(error, DMS_NOT_FOUND, "storage.no_file", "file=%s", file);
    enum dms_status st = connection_open(file, SQLITE_OPEN_READONLY, &from, error);
    if (st == DMS_OK)
        st = must_be_sound(from, file, error);
    if (st == DMS_OK)
        st = make_copy(from, new_path, error);
    sqlite3_close(from);
    return st;
}

enum dms_status
storage_restore(const char *file, const char *path, struct dms_error *error)
{
    char *lock = file_beside(path, ".lock"), *new_path = file_beside(path, ".new");
    int held = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    enum dms_status st =
        held >= 0 && flock(held, LOCK_EX | LOCK_NB) != 0
            ? dms_fail(error, DMS_BUSY, "storage.in_other_process", "file=%s", path)
            : copy_from(file, new_path, error);
    if (st == DMS_OK) {
        set_aside(path);
        st = file_put(new_path, path, true, error);
    }
    if (st != DMS_OK)
        file_remove(new_path);
    if (held >= 0)
        close(held);
    free(lock);
    free(new_path);
    return st;
}
