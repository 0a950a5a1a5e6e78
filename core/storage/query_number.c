/* query_number.c - a question put to SQLite for numbers: a count, a sum, one of each group. */
#include <string.h>

#include "entity/record.h"
#include "storage/query_inside.h"

/* SELECT of one number over the rows. */
static enum dms_status
number_of(struct storage_session *session, const struct query *query,
          const struct row_scope *scope, const char *expr, int64_t *number,
          struct dms_error *error)
{
    struct text sql = { 0 };
    struct statement *statement = NULL;
    bool row = false;
    *number = 0;
    text_printf(&sql, "SELECT %s", expr);
    query_rows(query, scope, &sql);
    enum dms_status st = session_take(session, sql.data, &statement, error);
    text_clear(&sql);
    if (st != DMS_OK)
        return st;
    query_bind_rows(query, scope, statement->stmt);
    st = session_step(session, statement->stmt, &row, error);
    if (row)
        *number = sqlite3_column_int64(statement->stmt, 0);
    session_give(session, statement);
    return st;
}

enum dms_status
session_count(struct storage_session *session, const struct query *query,
              const struct row_scope *scope, int64_t *count, struct dms_error *error)
{
    return number_of(session, query, scope, "count(*)", count, error);
}

enum dms_status
session_sum(struct storage_session *session, const struct query *query,
            const struct row_scope *scope, const char *name, int64_t *sum,
            struct dms_error *error)
{
    const struct entity_field *field = entity_field_at(query->entity, name);
    struct text expr = { 0 };
    if (field == NULL)
        return entity_field_unknown(query->entity, name, error);
    uint32_t type = field->card.type;
    if (type != DMS_INTEGER && type != DMS_MONEY && type != DMS_DECIMAL)
        return dms_fail_field(error, DMS_INVALID, name, "query.sum_needs_number",
                              "field=%s", name);
    text_printf(&expr, "coalesce(sum(r.\"%s\"),0)", name);
    enum dms_status st = number_of(session, query, scope, expr.data, sum, error);
    text_clear(&expr);
    return st;
}

static bool
is_number(uint32_t type)
{
    return type == DMS_INTEGER || type == DMS_MONEY || type == DMS_DECIMAL;
}

/* SQL of the number: text that only our own names are in. */
static enum dms_status
set_number(struct query *query, const char *name, const char *form, bool number,
           uint32_t *type, struct dms_error *error)
{
    struct query_column column;
    enum dms_status st = query_column(query, name, true, &column, error);
    if (st == DMS_OK && number && !is_number(column.field.card.type))
        st = dms_fail_field(error, DMS_INVALID, name, "query.sum_needs_number",
                            "field=%s", name);
    if (st != DMS_OK)
        return st;
    if (number)
        *type = column.field.card.type;
    query->tally = scratch_printf(query->memory, form, column.expr);
    return DMS_OK;
}

enum dms_status
query_set_tally(struct query *query, const struct query_tally *tally, uint32_t *type,
                struct dms_error *error)
{
    struct query_column by;
    enum dms_status st = DMS_OK;
    *type = DMS_INTEGER;
    query->tally = "count(*)";
    if (tally->sum != NULL)
        st = set_number(query, tally->sum, "coalesce(sum(%s),0)", true, type, error);
    else if (tally->distinct != NULL)
        st = set_number(query, tally->distinct, "count(DISTINCT %s)", false, type, error);
    if (st != DMS_OK || tally->by == NULL)
        return st;
    st = query_column(query, tally->by, true, &by, error);
    if (st == DMS_OK)
        query->groups = query_is_filled(&by)
                            ? scratch_printf(query->memory, "nullif(%s,%s)", by.expr,
                                             by.head == COLUMN_STATE ? "''" : "0")
                            : by.expr;
    return st;
}

static void
tally_sql(const struct query *query, const struct row_scope *scope, struct text *sql)
{
    text_printf(sql, "SELECT %s", query->tally);
    if (query->groups != NULL)
        text_printf(sql, ",%s", query->groups);
    query_rows(query, scope, sql);
    if (query->groups != NULL)
        text_add(sql, " GROUP BY 2 ORDER BY 1 DESC,2");
}

static struct value
key_of(sqlite3_stmt *stmt)
{
    struct value key = { .kind = VALUE_EMPTY };
    int type = sqlite3_column_type(stmt, 1);
    if (type == SQLITE_INTEGER) {
        key.kind = VALUE_NUMBER;
        key.as.number = sqlite3_column_int64(stmt, 1);
    } else if (type == SQLITE_TEXT) {
        key.kind = VALUE_TEXT;
        key.as.text = statement_column(stmt, 1);
        key.size = (uint32_t)sqlite3_column_bytes(stmt, 1);
    }
    return key;
}

enum dms_status
session_tally(struct storage_session *session, const struct query *query,
              const struct row_scope *scope, tally_each each, void *context,
              struct dms_error *error)
{
    struct text sql = { 0 };
    struct statement *statement = NULL;
    bool row = false;
    tally_sql(query, scope, &sql);
    enum dms_status st = session_take(session, sql.data, &statement, error);
    text_clear(&sql);
    if (st != DMS_OK)
        return st;
    query_bind_rows(query, scope, statement->stmt);
    while ((st = session_step(session, statement->stmt, &row, error)) == DMS_OK && row) {
        const struct value key = key_of(statement->stmt);
        int64_t number = sqlite3_column_int64(statement->stmt, 0);
        st = each(query->groups != NULL ? &key : NULL, number, context, error);
        if (st != DMS_OK)
            break;
    }
    session_give(session, statement);
    return st;
}
