/* storage.h - the storage interface: one writer with group commit, reading snapshots.
 *
 * SQLite stands behind it. Nothing above this room knows SQL. A session is one thread's
 * view: the writer's inside a work, a reader's between read_begin and read_end. */
#ifndef DMS_STORAGE_STORAGE_H
#define DMS_STORAGE_STORAGE_H

#include "entity/record.h"

struct storage;
struct storage_session;

/* Makes an empty store file at PATH; INVALID when something is there. */
enum dms_status storage_create(const char *path, struct dms_error *error);
/* Opens it, recovers, reads every setting back, starts the writer. INVALID: another
 * application's database, a newer version; STORAGE: corrupt; BUSY: locked by a process. */
enum dms_status storage_open(const char *path, struct storage **storage,
                             struct dms_error *error);
/* Waits for the queue, checkpoints. NULL is welcome. */
void storage_close(struct storage *storage);

/* Adds what SET declares and the file lacks: tables, columns, indexes. Never drops. Runs
 * on the writer, in one transaction; safe under load. Call before SET is used by anybody. */
enum dms_status storage_ensure(struct storage *storage, const struct entity_set *set,
                               struct dms_error *error);
/* Runs a numbered schema step once (renames, data conversions), recorded by NAME + digest;
 * INVALID when a recorded step has changed. */
enum dms_status storage_step(struct storage *storage, const char *name, const char *sql,
                             struct dms_error *error);
/* Records such a step as done without running it: for a plugin that is new to this store
 * and has no past to convert. known: is a step of that NAME recorded? */
enum dms_status storage_step_skip(struct storage *storage, const char *name, const char *sql,
                                  struct dms_error *error);
bool storage_step_known(struct storage *storage, const char *name);

/* Runs on the writer's thread inside a savepoint; anything but DMS_OK rolls just this work
 * back. Must not block. */
typedef enum dms_status (*storage_work)(struct storage_session *session, void *context,
                                        struct dms_error *error);
/* Told once, on the writer's thread, after the commit is durable (or the work failed). */
typedef void (*storage_done)(void *context, enum dms_status status,
                             const struct dms_error *error);
/* Returns after the commit. STORAGE with key "storage.unknown_outcome" when the commit
 * itself failed: idempotency keys decide. FULL: the disk is full, nothing was written. */
enum dms_status storage_write(struct storage *storage, storage_work work, void *context,
                              struct dms_error *error);
enum dms_status storage_write_later(struct storage *storage, storage_work work, void *context,
                                    storage_done done, struct dms_error *error);
/* True on the writer's own thread: there a storage_write would wait for itself. */
bool storage_is_writer(const struct storage *storage);

/* A stable snapshot on a pooled read-only connection. */
enum dms_status storage_read_begin(struct storage *storage, struct storage_session **session,
                                   struct dms_error *error);
void storage_read_end(struct storage_session *session);

/* Records. Load: NOT_FOUND. Insert sets head.id and rev 1. Update compares old_head.rev and
 * raises it: CONFLICT. A unique or foreign key refusal is CONFLICT ("storage.duplicate") or
 * INVALID ("storage.missing_reference") with the field; removing what others refer to is
 * DENIED ("storage.in_use") with the entity. */
enum dms_status session_load(struct storage_session *session, const struct entity *entity,
                             int64_t id, struct scratch *scratch, int64_t offset,
                             struct dms_record **record, struct dms_error *error);
enum dms_status session_insert(struct storage_session *session, struct dms_record *record,
                               struct dms_error *error);
enum dms_status session_update(struct storage_session *session, struct dms_record *record,
                               struct dms_error *error);
enum dms_status session_remove(struct storage_session *session, struct dms_record *record,
                               struct dms_error *error);

/* How busy it is: works that wait, commits since it was opened, bytes on the disk. */
struct storage_figures {
    int64_t queue, commits, database_bytes, log_bytes;
};
void storage_figures(struct storage *storage, struct storage_figures *figures);

/* Whole-file work. backup: a verified copy while the house runs. check: the problems found
 * as an array of text, empty when sound. restore: FILE becomes the store at PATH (not open). */
enum dms_status storage_backup(struct storage *storage, const char *file,
                               struct dms_error *error);
enum dms_status storage_check(struct storage *storage, struct dms_json **problems,
                              struct dms_error *error);
/* The part of check that a running house hardly feels: pages and rows, not what they mean. */
enum dms_status storage_quick_check(struct storage *storage, struct dms_json **problems,
                                    struct dms_error *error);
/* Of the library behind the interface: "3.40.1". */
const char *storage_version(void);
enum dms_status storage_restore(const char *file, const char *path, struct dms_error *error);

#endif
