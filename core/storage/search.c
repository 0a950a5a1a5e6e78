/* search.c - the words of records in FTS5: put, drop, find.
 *
 * The index keeps no text of its own (external content), so what is taken out of it must be
 * told exactly as it was put in: searchdoc remembers that. */
#include <stdlib.h>
#include <string.h>

#include "storage/inside.h"
#include "storage/search_words.h"
#include "storage/system.h"

struct kept {
    int64_t id; /* 0: nothing is kept of this record */
    const char *body;
    struct statement *statement; /* lends body */
};

static enum dms_status
find_kept(struct storage_session *session, const struct dms_record *record,
          struct kept *kept, struct dms_error *error)
{
    bool row = false;
    *kept = (struct kept){ 0 };
    enum dms_status st = session_take(
        session, "SELECT id,body FROM searchdoc WHERE entity=?1 AND record=?2",
        &kept->statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(kept->statement->stmt, 1, record->entity->name);
    sqlite3_bind_int64(kept->statement->stmt, 2, record->head.id);
    st = session_step(session, kept->statement->stmt, &row, error);
    if (row) {
        kept->id = sqlite3_column_int64(kept->statement->stmt, 0);
        kept->body = statement_column(kept->statement->stmt, 1);
    }
    return st;
}

/* SQL with an id as ?1 and a body as ?2. */
static enum dms_status
run(struct storage_session *session, const char *sql, int64_t id, const char *body,
    struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(session, sql, &statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_bind_int64(statement->stmt, 1, id);
    if (sqlite3_bind_parameter_count(statement->stmt) > 1)
        statement_text(statement->stmt, 2, body);
    return session_finish(session, statement, error);
}

/* One change of the index that waits for the end of the group. */
struct index_change {
    int64_t id;
    bool removes;
    char body[];
};

static enum dms_status
change_index(struct storage_session *session, int64_t id, const char *body, bool removes,
             struct dms_error *error)
{
    return run(
        session,
        removes ? "INSERT INTO searchword(searchword,rowid,body) VALUES('delete',?1,?2)"
                : "INSERT INTO searchword(rowid,body) VALUES(?1,?2)",
        id, body, error);
}

static void
put_off(struct storage_session *session, int64_t id, const char *body, bool removes)
{
    size_t size = strlen(body) + 1;
    struct index_change *change = memory_get(sizeof(*change) + size);
    change->id = id;
    change->removes = removes;
    memcpy(change->body, body, size);
    list_add(&session->words, change);
}

enum dms_status
session_words_flush(struct storage_session *session, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    while (st == DMS_OK && session->words_done < session->words.count) {
        const struct index_change *change = session->words.items[session->words_done++];
        st = change_index(session, change->id, change->body, change->removes, error);
    }
    return st;
}

void
session_words_forget(struct storage_session *session, size_t keep, size_t done)
{
    while (session->words.count > keep)
        free(session->words.items[--session->words.count]);
    if (session->words_done > done)
        session->words_done = done;
}

static enum dms_status
add(struct storage_session *session, const struct dms_record *record, const char *body,
    struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(
        session, "INSERT INTO searchdoc(entity,record,body) VALUES(?1,?2,?3)", &statement,
        error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, record->entity->name);
    sqlite3_bind_int64(statement->stmt, 2, record->head.id);
    statement_text(statement->stmt, 3, body);
    st = session_finish(session, statement, error);
    if (st == DMS_OK)
        put_off(session, sqlite3_last_insert_rowid(session->db), body, false);
    return st;
}

static enum dms_status
change(struct storage_session *session, const struct kept *kept, const char *body,
       struct dms_error *error)
{
    if (strcmp(kept->body, body) == 0)
        return DMS_OK;
    enum dms_status st =
        run(session, "UPDATE searchdoc SET body=?2 WHERE id=?1", kept->id, body, error);
    if (st == DMS_OK) {
        put_off(session, kept->id, kept->body, true);
        put_off(session, kept->id, body, false);
    }
    return st;
}

static enum dms_status
put(struct storage_session *session, const struct dms_record *record, bool is_new,
    struct dms_error *error)
{
    struct text words = { 0 };
    struct kept kept = { 0 };
    enum dms_status st = DMS_OK;
    text_add(&words, "");
    search_words_of(&words, record);
    if (!is_new)
        st = find_kept(session, record, &kept, error);
    if (st == DMS_OK && kept.id != 0)
        st = change(session, &kept, words.data, error);
    else if (st == DMS_OK && words.size > 0)
        st = add(session, record, words.data, error);
    session_give(session, kept.statement);
    text_clear(&words);
    return st;
}

enum dms_status
session_search_put(struct storage_session *session, const struct dms_record *record,
                   struct dms_error *error)
{
    return record->entity->has_search ? put(session, record, record->head.rev == 1, error)
                                      : DMS_OK;
}

enum dms_status
session_search_refresh(struct storage_session *session, const struct dms_record *record,
                       struct dms_error *error)
{
    return put(session, record, false, error);
}

enum dms_status
session_search_drop(struct storage_session *session, const struct dms_record *record,
                    struct dms_error *error)
{
    struct kept kept = { 0 };
    enum dms_status st = find_kept(session, record, &kept, error);
    if (st == DMS_OK && kept.id != 0)
        put_off(session, kept.id, kept.body, true);
    session_give(session, kept.statement);
    if (st == DMS_OK && kept.id != 0)
        st = run(session, "DELETE FROM searchdoc WHERE id=?1", kept.id, NULL, error);
    return st;
}

#define FIND                                                                             \
    "SELECT d.entity,d.record FROM searchword w JOIN searchdoc d ON d.id=w.rowid"        \
    " WHERE searchword MATCH ?1"
#define BEST_FIRST " ORDER BY w.rank,d.id LIMIT ?2 OFFSET ?3"
#define NEWEST_FIRST                                                                     \
    " ORDER BY w.rowid DESC LIMIT ?2 OFFSET ?3" /* as the index has them: nothing is sorted */

static enum dms_status
take_find(struct storage_session *session, const struct entity *entity, bool newest,
          const char *question, size_t skip, size_t limit, struct statement **statement,
          struct dms_error *error)
{
    static const char *const sql[][2] = {
        { FIND BEST_FIRST, FIND " AND d.entity=?4" BEST_FIRST },
        { FIND NEWEST_FIRST, FIND " AND d.entity=?4" NEWEST_FIRST }
    };
    enum dms_status st =
        session_take(session, sql[newest][entity != NULL], statement, error);
    if (st != DMS_OK)
        return st;
    sqlite3_stmt *stmt = (*statement)->stmt;
    sqlite3_bind_text(stmt, 1, question, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(stmt, 2, (int64_t)limit);
    sqlite3_bind_int64(stmt, 3, (int64_t)skip);
    if (entity != NULL)
        statement_text(stmt, 4, entity->name);
    return DMS_OK;
}

static enum dms_status
find(struct storage_session *session, const struct entity_set *set,
     const struct entity *entity, bool newest, const char *text, size_t skip,
     size_t limit, struct scratch *scratch, struct search_hit **hits, size_t *count,
     struct dms_error *error)
{
    struct text question = { 0 };
    struct statement *statement = NULL;
    bool row = false;
    *count = 0;
    *hits = scratch_alloc(scratch, (limit + 1) * sizeof(**hits));
    search_question(&question, text);
    enum dms_status st = session_words_flush(session, error);
    if (st == DMS_OK && question.size > 0)
        st = take_find(session, entity, newest, question.data, skip, limit, &statement,
                       error);
    while (st == DMS_OK && statement != NULL &&
           (st = session_step(session, statement->stmt, &row, error)) == DMS_OK && row) {
        const struct entity *found = entity_at(set, statement_column(statement->stmt, 0));
        if (found != NULL) /* else of a plugin that is off */
            (*hits)[(*count)++] =
                (struct search_hit){ found, sqlite3_column_int64(statement->stmt, 1) };
    }
    session_give(session, statement);
    text_clear(&question);
    return st;
}

enum dms_status
session_search_find(struct storage_session *session, const struct entity_set *set,
                    const struct entity *entity, const char *text, size_t skip,
                    size_t limit, struct scratch *scratch, struct search_hit **hits,
                    size_t *count, struct dms_error *error)
{
    return find(session, set, entity, false, text, skip, limit, scratch, hits, count,
                error);
}

enum dms_status
session_search_newest(struct storage_session *session, const struct entity_set *set,
                      const char *text, size_t skip, size_t limit,
                      struct scratch *scratch, struct search_hit **hits, size_t *count,
                      struct dms_error *error)
{
    return find(session, set, NULL, true, text, skip, limit, scratch, hits, count, error);
}
