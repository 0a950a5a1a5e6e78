/* schema.c - grows the file to what a set declares: tables, columns, indexes. Never drops.
 *
 * Equal declarations give an equal digest, kept as a note: an ordinary start asks once. */
#include "storage/schema.h"

#include <string.h>

#include "storage/house_file.h"
#include "storage/query.h"
#include "storage/system.h"

#define DIGEST_NOTE "schema.digest"

static enum dms_status
run(struct storage_session *session, const char *sql, struct dms_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int code = sqlite3_prepare_v2(session->db, sql, -1, &stmt, NULL);
    if (code != SQLITE_OK)
        return session_fault(session, code, error);
    enum dms_status st = session_step(session, stmt, &row, error);
    sqlite3_finalize(stmt);
    return st;
}

static enum dms_status
wrong_type(const struct entity *entity, const struct entity_field *field,
           const char *type, struct dms_error *error)
{
    dms_fail(error, DMS_INVALID, "storage.column_type",
             "entity=%s|field=%s|kept=%s|declared=%s|owner=%s", entity->name,
             field->card.name, type, schema_column_type(field), field->owner);
    dms_error_at_field(error, field->card.name);
    return DMS_INVALID;
}

/* Marks in KNOWN the fields that have their column. */
static enum dms_status
known_columns(struct storage_session *session, const struct entity *entity, bool *known,
              struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    enum dms_status st = session_take(
        session, "SELECT name,type FROM pragma_table_info(?1)", &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, entity->table);
    while ((st = session_step(session, statement->stmt, &row, error)) == DMS_OK && row) {
        const struct entity_field *field =
            entity_field_at(entity, statement_column(statement->stmt, 0));
        const char *type = statement_column(statement->stmt, 1);
        if (field == NULL)
            continue;
        known[field->index] = true;
        if (strcmp(type, schema_column_type(field)) != 0) {
            st = wrong_type(entity, field, type, error);
            break;
        }
    }
    session_give(session, statement);
    return st;
}

static enum dms_status
add_columns(struct storage_session *session, const struct entity *entity,
            const bool *known, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (uint32_t i = 0; i < entity->field_count && st == DMS_OK; i++) {
        struct text sql = { 0 };
        if (known[i])
            continue;
        text_printf(&sql, "ALTER TABLE \"%s\" ADD COLUMN ", entity->table);
        schema_column_sql(&entity->fields[i], &sql);
        st = run(session, sql.data, error);
        text_clear(&sql);
    }
    return st;
}

static enum dms_status
make_index(const struct entity *entity, const char *sql, const char *fields,
           void *context, struct dms_error *error)
{
    struct storage_session *session = context;
    struct dms_error own;
    dms_error_clear(&own);
    enum dms_status st = run(session, sql, &own);
    if (st != DMS_OK && (session->trouble & 0xff) == SQLITE_CONSTRAINT) {
        dms_fail(error, DMS_INVALID, "storage.cannot_be_unique", "entity=%s|fields=%s",
                 entity->name, fields);
        dms_error_at_field(error, fields);
        return DMS_INVALID;
    }
    error_copy(error, &own);
    return st;
}

/* A rule nobody declares any more must not refuse; other indexes are only slow to lose. While
 * a field is away its index stays, for when it comes back. */
static enum dms_status
drop_freed(struct storage_session *session, struct scratch *scratch,
           const struct entity *entity, struct dms_error *error)
{
    struct statement *statement = NULL;
    struct list freed = { 0 };
    bool row = false;
    enum dms_status st = session_take(
        session, "SELECT name FROM sqlite_schema WHERE type='index' AND tbl_name=?1",
        &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, entity->table);
    while ((st = session_step(session, statement->stmt, &row, error)) == DMS_OK && row) {
        const char *name = statement_column(statement->stmt, 0),
                   *mark = strchr(name, '!');
        if (mark != NULL && schema_frees(entity, mark + 1))
            list_add(&freed, scratch_printf(scratch, "DROP INDEX \"%s\"", name));
    }
    session_give(session, statement);
    for (size_t i = 0; i < freed.count && st == DMS_OK; i++)
        st = run(session, freed.items[i], error);
    list_clear(&freed, NULL);
    return st;
}

static enum dms_status
name_table(struct storage_session *session, const struct entity *entity,
           struct dms_error *error)
{
    struct statement *statement = NULL;
    enum dms_status st = session_take(
        session,
        "INSERT INTO entity(tbl,name) VALUES(?1,?2) ON CONFLICT(tbl) DO UPDATE"
        " SET name=excluded.name WHERE name<>excluded.name",
        &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, entity->table);
    statement_text(statement->stmt, 2, entity->name);
    return session_finish(session, statement, error);
}

/* Which fields words come from, as kept and as declared; equal when nothing changed. */
static const char *
search_fields(const struct entity *entity, struct scratch *scratch)
{
    struct text names = { 0 };
    text_add(&names, "");
    for (uint32_t i = 0; i < entity->field_count; i++)
        if ((entity->fields[i].card.flags & DMS_SEARCH) != 0)
            /* The mark: a title has its initials among its words. */
            text_printf(&names, "%s%s ", entity->fields[i].card.name,
                        &entity->fields[i] == entity->title ? "*" : "");
    const char *copy = scratch_copy(scratch, names.data);
    text_clear(&names);
    return copy;
}

/* The writer's group may hold words of others: only what is put off here is forgotten, and
 * not before it is in the index. */
static enum dms_status
index_record(struct dms_record *record, void *context, struct dms_error *error)
{
    struct storage_session *session = context;
    size_t kept = session->words.count;
    enum dms_status st = session_search_refresh(session, record, error);
    if (st == DMS_OK)
        st = session_words_flush(session, error);
    if (st == DMS_OK)
        session_words_forget(session, kept, kept);
    return st;
}

/* Records from before a field was searched, or while it was away, get their words. */
static enum dms_status
ensure_words(struct storage_session *session, struct scratch *scratch,
             const struct entity_set *set, const struct entity *entity,
             struct dms_error *error)
{
    static const struct row_scope all = { .everything = true };
    const char *note = scratch_printf(scratch, "search.%s", entity->name), *kept = NULL;
    const char *fields = search_fields(entity, scratch);
    struct query *query = NULL;
    enum dms_status st = session_note_get(session, note, scratch, &kept, error);
    if (st != DMS_OK || strcmp(kept != NULL ? kept : "", fields) == 0)
        return st;
    st = query_create(set, entity, NULL, 0, &query, error);
    if (st == DMS_OK)
        st = session_walk(session, query, &all, index_record, session, error);
    query_destroy(query);
    return st == DMS_OK ? session_note_set(session, note, fields, error) : st;
}

static enum dms_status
ensure_entity(struct storage_session *session, struct scratch *scratch,
              const struct entity *entity, struct dms_error *error)
{
    struct text sql = { 0 };
    bool *known = scratch_alloc(scratch, entity->field_count + 1);
    schema_table_sql(entity, &sql);
    enum dms_status st = run(session, sql.data, error);
    text_clear(&sql);
    if (st == DMS_OK)
        st = known_columns(session, entity, known, error);
    if (st == DMS_OK)
        st = add_columns(session, entity, known, error);
    if (st == DMS_OK)
        st = schema_indexes(entity, make_index, session, error);
    if (st == DMS_OK)
        st = drop_freed(session, scratch, entity, error);
    if (st == DMS_OK)
        st = name_table(session, entity, error);
    return st;
}

/* At every start the set of the plugins comes first, then that with the fields of the rules: the
 * note holds both, the later one at its end. */
#define DIGESTS_KEPT 2
#define DIGEST_LENGTH (DIGEST_TEXT_SIZE - 1)

struct ensuring {
    const struct entity_set *set;
    bool first; /* since the file was opened */
};

/* The first set of a start is a step on the way: it need only have been here before. The last one
 * counts; another may have left rules behind that this one must free. */
static bool
is_ensured(const struct ensuring *ensuring, const char *done, const char *digest)
{
    const char *at = done != NULL ? strstr(done, digest) : NULL;
    return at != NULL && (ensuring->first || at[DIGEST_LENGTH] == '\0');
}

static enum dms_status
note_digest(struct storage_session *session, struct scratch *scratch, const char *done,
            const char *digest, struct dms_error *error)
{
    const char *before = done != NULL ? done : "";
    if (strlen(before) >= (size_t)DIGESTS_KEPT * DIGEST_LENGTH)
        before += strlen(before) - DIGEST_LENGTH;
    if (strncmp(before, digest, DIGEST_LENGTH) == 0)
        before += DIGEST_LENGTH;
    return session_note_set(session, DIGEST_NOTE,
                            scratch_printf(scratch, "%s%s", before, digest), error);
}

/* On the writer's thread. */
static enum dms_status
ensure_set(struct storage_session *session, void *context, struct dms_error *error)
{
    const struct ensuring *ensuring = context;
    const struct entity_set *set = ensuring->set;
    struct scratch *scratch = scratch_create();
    const char *done = NULL;
    char digest[DIGEST_TEXT_SIZE];
    schema_digest(set, digest);
    enum dms_status st = session_note_get(session, DIGEST_NOTE, scratch, &done, error);
    if (st == DMS_OK && is_ensured(ensuring, done, digest))
        goto done;
    for (size_t i = 0; i < set->count && st == DMS_OK; i++)
        st = ensure_entity(session, scratch, set->items[i], error);
    for (size_t i = 0; i < set->count && st == DMS_OK; i++)
        st = ensure_words(session, scratch, set, set->items[i], error);
    if (st == DMS_OK)
        st = note_digest(session, scratch, done, digest, error);
done:
    scratch_destroy(scratch);
    return st;
}

enum dms_status
storage_ensure(struct storage *storage, const struct entity_set *set,
               struct dms_error *error)
{
    unsigned before =
        atomic_fetch_add_explicit(&storage->generation, 1, memory_order_acq_rel);
    struct ensuring ensuring = { set, before == 0 };
    return storage_write(storage, ensure_set, &ensuring, error);
}
