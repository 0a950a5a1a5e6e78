/* record_fault.c - names the field, or the other entity, behind a constraint that said no. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "storage/inside.h"

/* "UNIQUE constraint failed: crm_lead.store, crm_lead.phone": the last column is the one
 * that tells records apart; what stands before it (a store, a parent) is its range. */
static const char *
column_of(const struct dms_record *record, const char *message)
{
    const char *dot = strrchr(message, '.');
    if (dot == NULL)
        return "";
    const struct entity_field *field = entity_field_at(record->entity, dot + 1);
    if (field != NULL)
        return field->card.name;
    int column = entity_column_at(dot + 1);
    return column < 0 ? "" : entity_columns[column].name;
}

static enum dms_status
duplicate(struct storage_session *session, const struct dms_record *record,
          struct dms_error *error)
{
    const char *name = column_of(record, sqlite3_errmsg(session->db));
    struct dms_json *json = dms_record_json(record, name);
    char *shown =
        dms_json_text(json) != NULL ? strdup(dms_json_text(json)) : dms_json_print(json);
    dms_fail(error, DMS_CONFLICT, "storage.duplicate",
             "entity=@entity.%s|field=@field.%s.%s|value=%s", record->entity->name,
             record->entity->name, name, shown == NULL ? "" : shown);
    dms_error_at_field(error, name);
    free(shown);
    dms_json_destroy(json);
    return DMS_CONFLICT;
}

static enum dms_status
row_exists(struct storage_session *session, const char *table, const char *column,
           int64_t id, bool *exists, struct dms_error *error)
{
    struct text sql = { 0 };
    struct statement *statement = NULL;
    text_printf(&sql, "SELECT 1 FROM \"%s\" WHERE \"%s\"=?1 LIMIT 1", table, column);
    enum dms_status st = session_take(session, sql.data, &statement, error);
    text_clear(&sql);
    if (st != DMS_OK)
        return st;
    sqlite3_bind_int64(statement->stmt, 1, id);
    st = session_step(session, statement->stmt, exists, error);
    session_give(session, statement);
    return st;
}

/* SQLite does not say which reference it was. */
static enum dms_status
missing_reference(struct storage_session *session, const struct dms_record *record,
                  struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    bool exists = true;
    for (uint32_t i = 0; i < record->entity->field_count && st == DMS_OK; i++) {
        const struct entity_field *field = &record->entity->fields[i];
        const struct value *value = &record->values[i];
        if (field->target == NULL || value->kind != VALUE_NUMBER)
            continue;
        st = row_exists(session, field->target->table, "id", value->as.number, &exists,
                        error);
        if (st != DMS_OK || exists)
            continue;
        dms_fail(error, DMS_INVALID, "storage.missing_reference",
                 "field=@field.%s.%s|target=@entity.%s|id=%lld", record->entity->name,
                 field->card.name, field->target->name, (long long)value->as.number);
        dms_error_at_field(error, field->card.name);
        return DMS_INVALID;
    }
    return st != DMS_OK ? st : session_fault(session, SQLITE_CONSTRAINT, error);
}

enum dms_status
record_fault(struct storage_session *session, const struct dms_record *record, int code,
             struct dms_error *error)
{
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
        return duplicate(session, record, error);
    if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
        return missing_reference(session, record, error);
    return session_fault(session, code, error);
}

static enum dms_status
entity_of_table(struct storage_session *session, const char *table, struct text *name,
                struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    enum dms_status st =
        session_take(session, "SELECT name FROM entity WHERE tbl=?1", &statement, error);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, table);
    st = session_step(session, statement->stmt, &row, error);
    text_add(name, row ? statement_column(statement->stmt, 0) : table);
    session_give(session, statement);
    return st;
}

static enum dms_status
in_use_by(struct storage_session *session, const struct dms_record *record,
          const char *table, struct dms_error *error)
{
    struct text name = { 0 };
    enum dms_status st = entity_of_table(session, table, &name, error);
    if (st == DMS_OK)
        st = dms_fail(error, DMS_DENIED, "storage.in_use", "entity=@entity.%s|id=%lld|user=@entity.%s",
                      record->entity->name, (long long)record->head.id, name.data);
    text_clear(&name);
    return st;
}

/* Looks at every table that refers to this one; only asked after a refusal. */
enum dms_status
record_in_use(struct storage_session *session, const struct dms_record *record,
              struct dms_error *error)
{
    static const char sql[] = "SELECT s.name, f.\"from\" FROM sqlite_schema AS s, "
                              "pragma_foreign_key_list(s.name) AS f "
                              "WHERE s.type='table' AND f.\"table\"=?1 ORDER BY s.name";
    struct statement *links = NULL;
    bool row = false, used = false;
    enum dms_status st = session_take(session, sql, &links, error);
    if (st != DMS_OK)
        return st;
    statement_text(links->stmt, 1, record->entity->table);
    while ((st = session_step(session, links->stmt, &row, error)) == DMS_OK && row) {
        const char *table = statement_column(links->stmt, 0);
        st = row_exists(session, table, statement_column(links->stmt, 1), record->head.id,
                        &used, error);
        if (st == DMS_OK && used)
            st = in_use_by(session, record, table, error);
        if (st != DMS_OK)
            break;
    }
    session_give(session, links);
    return st != DMS_OK ? st : session_fault(session, SQLITE_CONSTRAINT, error);
}
