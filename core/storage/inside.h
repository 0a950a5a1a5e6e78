/* inside.h - what the files of this room share: a session, its statements, its faults.
 *
 * A session is one SQLite connection used by one thread at a time: the writer's one, or a
 * pooled reader. */
#ifndef DMS_STORAGE_INSIDE_H
#define DMS_STORAGE_INSIDE_H

#include <sqlite3.h>

#include "base/list.h"
#include "base/map.h"
#include "storage/storage.h"

#define STORAGE_APPLICATION 0x444d5331 /* "DMS1" */
#define STORAGE_VERSION     1          /* of the system tables: user_version */
#define CONNECTION_PATIENCE 2000       /* ms until a lock is BUSY */

/* One prepared statement of the cache by SQL text. */
struct statement {
    sqlite3_stmt *stmt;
    char *sql;
    bool cached; /* else it ends when it is given back */
    bool busy;
    struct statement *newer, *older;
};

enum record_action { RECORD_LOAD, RECORD_INSERT, RECORD_REMOVE, RECORD_ACTIONS };

/* The statements of one entity, found by its position in the set. */
struct record_slot {
    const struct entity *entity;
    sqlite3_stmt *stmts[RECORD_ACTIONS];
};

/* The highest id ever given in one table. */
struct record_top {
    char *table;
    int64_t id;
};

struct storage_session {
    struct storage *storage;
    sqlite3 *db; /* NULL: the writer could not reopen it yet */
    bool writer;
    bool in_group; /* writer: between BEGIN and COMMIT */
    int trouble;   /* the last SQLite code that was an error; 0: none */
    uint64_t undone; /* see session_undone */
    unsigned generation; /* of the record slots, see storage_ensure */
    struct record_slot *slots;
    size_t slot_count;
    struct list words; /* writer: of struct index_change, the group's for the search index */
    size_t words_done; /* how many of them are in it already */
    struct map tops;   /* table → record_top */
    struct map by_sql; /* SQL → statement */
    struct statement *newest, *oldest;
    struct storage_session *next; /* in the pool */
};

/* connection.c. open sets every pragma and reads it back. */
enum dms_status session_open(struct storage_session *session, const char *path, bool writer,
                             struct dms_error *error);
void session_close(struct storage_session *session);
/* A connection to any file, checked to be ours, for whole-file work. */
enum dms_status connection_open(const char *path, int flags, sqlite3 **db,
                                struct dms_error *error);
enum dms_status connection_check(sqlite3 *db, const char *path, struct dms_error *error);
/* The first column of the first row as a number; -1 when there is none. */
int connection_number(sqlite3 *db, const char *sql, int64_t *number);


/* fault.c: what an SQLite code means to people. */
enum dms_status connection_fault(sqlite3 *db, int code, const char *path,
                                 struct dms_error *error);
enum dms_status session_fault(struct storage_session *session, int code,
                              struct dms_error *error);

/* statements.c. take: yours until session_give, which resets it. Fails when the group that
 * the writer had open was rolled back underneath: what follows would commit alone. */
enum dms_status session_take(struct storage_session *session, const char *sql,
                             struct statement **statement, struct dms_error *error);
void session_give(struct storage_session *session, struct statement *statement);
enum dms_status session_alive(struct storage_session *session, struct dms_error *error);
/* *ROW: true when a row is ready. */
enum dms_status session_step(struct storage_session *session, sqlite3_stmt *stmt, bool *row,
                             struct dms_error *error);
/* Steps a statement that gives no rows, and gives it back. */
enum dms_status session_finish(struct storage_session *session, struct statement *statement,
                               struct dms_error *error);
/* Forgets every prepared statement. */
void session_forget(struct storage_session *session);
void session_forget_tops(struct storage_session *session);
/* NULL and "" differ; the text must outlive the statement's use. */
void statement_text(sqlite3_stmt *stmt, int index, const char *text);
void statement_value(sqlite3_stmt *stmt, int index, const struct value *value);
/* Never NULL. */
const char *statement_column(sqlite3_stmt *stmt, int column);
/* A copy in SCRATCH; NULL for NULL. */
const char *statement_copy(sqlite3_stmt *stmt, int column, struct scratch *scratch);

/* search.c. The index is changed once per group: FTS5 would write a segment for every
 * savepoint. flush: all that waits. forget: a savepoint began when there were KEEP changes,
 * DONE of them in the index, and was rolled back. */
enum dms_status session_words_flush(struct storage_session *session, struct dms_error *error);
void session_words_forget(struct storage_session *session, size_t keep, size_t done);

/* record_statements.c: the cached statement of one entity. */
enum dms_status session_slot(struct storage_session *session, const struct entity *entity,
                             enum record_action action, sqlite3_stmt **stmt,
                             struct dms_error *error);
enum dms_status session_top(struct storage_session *session, const char *table,
                            struct record_top **top, struct dms_error *error);

/* record_row.c: between a row and a record. The columns are those of record_columns. */
struct text;
void record_columns(const struct entity *entity, const char *alias, struct text *sql);
void record_read(sqlite3_stmt *stmt, struct dms_record *record);

/* record_fault.c: names the field or the entity behind a refused constraint. */
enum dms_status record_fault(struct storage_session *session, const struct dms_record *record,
                             int code, struct dms_error *error);
enum dms_status record_in_use(struct storage_session *session, const struct dms_record *record,
                              struct dms_error *error);

#endif
