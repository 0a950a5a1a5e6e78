/* records.c - one record in and out. An update names the changed fields only: SQLite would
 * rewrite every index of a column it is told to set, changed or not. */
#include "base/text.h"
#include "storage/inside.h"

enum dms_status
session_load(struct storage_session *session, const struct entity *entity, int64_t id,
             struct scratch *scratch, int64_t offset, struct dms_record **record,
             struct dms_error *error)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    *record = NULL;
    enum dms_status st = session_slot(session, entity, RECORD_LOAD, &stmt, error);
    if (st != DMS_OK)
        return st;
    sqlite3_bind_int64(stmt, 1, id);
    st = session_step(session, stmt, &row, error);
    if (row) {
        *record = record_create(scratch, entity, offset);
        record_read(stmt, *record);
    } else if (st == DMS_OK) {
        st = dms_fail(error, DMS_NOT_FOUND, "storage.no_record", "entity=@entity.%s|id=%lld",
                      entity->name, (long long)id);
    }
    sqlite3_reset(stmt);
    return st;
}

static void
bind_all(sqlite3_stmt *stmt, const struct dms_record *record)
{
    const struct record_head *head = &record->head;
    sqlite3_bind_int64(stmt, COLUMN_ID + 1, head->id);
    sqlite3_bind_int64(stmt, COLUMN_REV + 1, head->rev);
    sqlite3_bind_int64(stmt, COLUMN_STORE + 1, head->store);
    statement_text(stmt, COLUMN_STATE + 1, head->state == NULL ? "" : head->state);
    sqlite3_bind_int64(stmt, COLUMN_PROCESS + 1, head->process);
    sqlite3_bind_int64(stmt, COLUMN_OWNER + 1, head->owner);
    sqlite3_bind_int64(stmt, COLUMN_CREATED_AT + 1, head->created_at);
    sqlite3_bind_int64(stmt, COLUMN_CREATED_BY + 1, head->created_by);
    sqlite3_bind_int64(stmt, COLUMN_UPDATED_AT + 1, head->updated_at);
    sqlite3_bind_int64(stmt, COLUMN_UPDATED_BY + 1, head->updated_by);
    for (uint32_t i = 0; i < record->entity->field_count; i++)
        statement_value(stmt, (int)(COLUMN_COUNT + i + 1), &record->values[i]);
}

enum dms_status
session_insert(struct storage_session *session, struct dms_record *record,
               struct dms_error *error)
{
    sqlite3_stmt *stmt = NULL;
    struct record_top *top = NULL;
    enum dms_status st =
        session_slot(session, record->entity, RECORD_INSERT, &stmt, error);
    if (st == DMS_OK)
        st = session_top(session, record->entity->table, &top, error);
    if (st != DMS_OK)
        return st;
    record->head.id = top->id + 1;
    record->head.rev = 1;
    bind_all(stmt, record);
    int code = sqlite3_step(stmt);
    if (code == SQLITE_DONE)
        top->id++;
    else
        st = record_fault(session, record, code, error);
    sqlite3_reset(stmt);
    if (st != DMS_OK)
        record->head.id = record->head.rev = 0;
    return st;
}

/* Columns of the head that may change, and their place among the parameters. */
static const enum entity_column movable[] = { COLUMN_STORE, COLUMN_STATE, COLUMN_PROCESS,
                                              COLUMN_OWNER };
#define MOVABLE_COUNT (sizeof(movable) / sizeof(movable[0]))

static bool
column_changed(const struct dms_record *record, enum entity_column column)
{
    struct value now = record_column(&record->head, column);
    struct value before = record_column(&record->old_head, column);
    return !value_equal(&now, &before);
}

static bool
value_changed(const struct dms_record *record, uint32_t index)
{
    return record->old == NULL ||
           !value_equal(&record->values[index], &record->old[index]);
}

static void
update_sql(const struct dms_record *record, struct text *sql)
{
    const struct entity *entity = record->entity;
    text_printf(sql, "UPDATE \"%s\" SET rev=?,updated_at=?,updated_by=?", entity->table);
    for (size_t i = 0; i < MOVABLE_COUNT; i++)
        if (column_changed(record, movable[i]))
            text_printf(sql, ",%s=?", entity_columns[movable[i]].name);
    for (uint32_t i = 0; i < entity->field_count; i++)
        if (value_changed(record, i))
            text_printf(sql, ",\"%s\"=?", entity->fields[i].card.name);
    text_add(sql, " WHERE id=? AND rev=?");
}

/* In the order of update_sql. */
static void
bind_changed(sqlite3_stmt *stmt, const struct dms_record *record)
{
    int at = 1;
    sqlite3_bind_int64(stmt, at++, record->old_head.rev + 1);
    sqlite3_bind_int64(stmt, at++, record->head.updated_at);
    sqlite3_bind_int64(stmt, at++, record->head.updated_by);
    for (size_t i = 0; i < MOVABLE_COUNT; i++) {
        struct value value = record_column(&record->head, movable[i]);
        if (!column_changed(record, movable[i]))
            continue;
        if (movable[i] == COLUMN_STATE)
            statement_text(stmt, at++, record->head.state);
        else
            sqlite3_bind_int64(stmt, at++,
                               value.kind == VALUE_EMPTY ? 0 : value.as.number);
    }
    for (uint32_t i = 0; i < record->entity->field_count; i++)
        if (value_changed(record, i))
            statement_value(stmt, at++, &record->values[i]);
    sqlite3_bind_int64(stmt, at++, record->head.id);
    sqlite3_bind_int64(stmt, at, record->old_head.rev);
}

static enum dms_status
conflict(const struct dms_record *record, struct dms_error *error)
{
    return dms_fail(error, DMS_CONFLICT, "storage.changed", "entity=@entity.%s|id=%lld",
                    record->entity->name, (long long)record->head.id);
}

enum dms_status
session_update(struct storage_session *session, struct dms_record *record,
               struct dms_error *error)
{
    struct text sql = { 0 };
    struct statement *statement = NULL;
    update_sql(record, &sql);
    enum dms_status st = session_take(session, sql.data, &statement, error);
    text_clear(&sql);
    if (st != DMS_OK)
        return st;
    bind_changed(statement->stmt, record);
    int code = sqlite3_step(statement->stmt);
    if (code != SQLITE_DONE)
        st = record_fault(session, record, code, error);
    else if (sqlite3_changes(session->db) == 0)
        st = conflict(record, error);
    else
        record->head.rev = record->old_head.rev + 1;
    session_give(session, statement);
    return st;
}

/* The last record's id is noted, so that the next one does not get it. */
static enum dms_status
note_top(struct storage_session *session, const struct dms_record *record,
         struct dms_error *error)
{
    struct record_top *top = NULL;
    struct statement *statement = NULL;
    enum dms_status st = session_top(session, record->entity->table, &top, error);
    if (st != DMS_OK || top->id != record->head.id)
        return st;
    st = session_take(session, "INSERT OR REPLACE INTO top(tbl,id) VALUES(?1,?2)",
                      &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, record->entity->table);
    sqlite3_bind_int64(statement->stmt, 2, record->head.id);
    return session_finish(session, statement, error);
}

enum dms_status
session_remove(struct storage_session *session, struct dms_record *record,
               struct dms_error *error)
{
    sqlite3_stmt *stmt = NULL;
    enum dms_status st =
        session_slot(session, record->entity, RECORD_REMOVE, &stmt, error);
    if (st == DMS_OK)
        st = note_top(session, record, error);
    if (st != DMS_OK)
        return st;
    sqlite3_bind_int64(stmt, 1, record->head.id);
    sqlite3_bind_int64(stmt, 2, record->old_head.rev);
    int code = sqlite3_step(stmt);
    int changes = sqlite3_changes(session->db);
    sqlite3_reset(stmt);
    if ((code & 0xff) == SQLITE_CONSTRAINT)
        return record_in_use(session, record, error);
    if (code != SQLITE_DONE)
        return session_fault(session, code, error);
    if (changes == 0)
        return conflict(record, error);
    record->removed = true;
    return DMS_OK;
}
