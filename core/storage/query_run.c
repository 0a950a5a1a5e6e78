/* query_run.c - a question put to SQLite: a page, all rows, the plan. */
#include <stdio.h>
#include <string.h>

#include "storage/query_inside.h"

static void
add_places(struct text *sql, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_add(sql, i == 0 ? "?" : ",?");
}

static bool
by_store(const struct entity *entity, const struct row_scope *scope)
{
    return !scope->everything && (entity->flags & DMS_SHARED) == 0;
}

static bool
by_owner(const struct row_scope *scope)
{
    return !scope->everything && scope->owner_count > 0;
}

static void
add_among(struct text *sql, const char *alias, const char *column, size_t count)
{
    text_printf(sql, " AND %s.%s IN (", alias, column);
    add_places(sql, count);
    text_add(sql, ")");
}

static void
add_scope(const struct entity *entity, const char *alias, const struct row_scope *scope,
          struct text *sql)
{
    if (by_store(entity, scope))
        add_among(sql, alias, "store", scope->store_count);
    if (by_owner(scope))
        add_among(sql, alias, "owner", scope->owner_count);
}

void
query_rows(const struct query *query, const struct row_scope *scope, struct text *sql)
{
    text_printf(sql, " FROM \"%s\" r", query->entity->table);
    for (size_t i = 0; i < query->joins.count; i++) {
        const struct query_join *join = query->joins.items[i];
        char alias[24];
        snprintf(alias, sizeof(alias), "j%zu", i);
        text_add(sql, join->sql);
        add_scope(join->target, alias, &join->scope, sql);
    }
    text_printf(sql, " WHERE %s", query->where.size > 0 ? query->where.data : "1");
    add_scope(query->entity, "r", scope, sql);
}

static void
add_order(const struct query *query, struct text *sql)
{
    text_add(sql, " ORDER BY ");
    for (size_t i = 0; i < query->sorts.count; i++) {
        const struct query_sort *sort = query->sorts.items[i];
        text_printf(sql, "%s%s%s", i > 0 ? "," : "", sort->column.expr,
                    sort->descending ? " DESC" : "");
    }
}

/* All rows from the cursor on; PAGE: one more than the limit, to see whether any follow. */
static void
select_sql(const struct query *query, const struct row_scope *scope, bool page,
           struct text *sql)
{
    text_add(sql, "SELECT ");
    record_columns(query->entity, "r", sql);
    query_rows(query, scope, sql);
    query_cursor_sql(query, sql);
    add_order(query, sql);
    if (page)
        text_add(sql, " LIMIT ?");
}

static int
bind_scope(const struct entity *entity, const struct row_scope *scope, sqlite3_stmt *stmt,
           int at)
{
    for (size_t i = 0; by_store(entity, scope) && i < scope->store_count; i++)
        sqlite3_bind_int64(stmt, at++, scope->stores[i]);
    for (size_t i = 0; by_owner(scope) && i < scope->owner_count; i++)
        sqlite3_bind_int64(stmt, at++, scope->owners[i]);
    return at;
}

/* In the order of query_rows. */
int
query_bind_rows(const struct query *query, const struct row_scope *scope,
                sqlite3_stmt *stmt)
{
    int at = 1;
    for (size_t i = 0; i < query->joins.count; i++) {
        const struct query_join *join = query->joins.items[i];
        at = bind_scope(join->target, &join->scope, stmt, at);
    }
    for (size_t i = 0; i < query->values.count; i++)
        statement_value(stmt, at++, query->values.items[i]);
    return bind_scope(query->entity, scope, stmt, at);
}

static enum dms_status
take_select(struct storage_session *session, const struct query *query,
            const struct row_scope *scope, bool page, struct statement **statement,
            struct dms_error *error)
{
    struct text sql = { 0 };
    select_sql(query, scope, page, &sql);
    enum dms_status st = session_take(session, sql.data, statement, error);
    text_clear(&sql);
    if (st != DMS_OK)
        return st;
    int at = query_bind_rows(query, scope, (*statement)->stmt);
    query_cursor_bind(query, (*statement)->stmt, &at);
    if (page)
        sqlite3_bind_int64((*statement)->stmt, at, query->limit + 1);
    return DMS_OK;
}

static void
take_row(const struct query *query, sqlite3_stmt *stmt, struct scratch *scratch,
         struct dms_list *list)
{
    if (list->count == (size_t)query->limit) {
        list->next = query_cursor_print(query, list->items[list->count - 1], scratch);
        return;
    }
    struct dms_record *record = record_create(scratch, query->entity, query->offset);
    record_read(stmt, record);
    list->items[list->count++] = record;
}

enum dms_status
session_list(struct storage_session *session, const struct query *query,
             const struct row_scope *scope, struct scratch *scratch,
             struct dms_list **list, struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    *list = NULL;
    enum dms_status st = take_select(session, query, scope, true, &statement, error);
    if (st != DMS_OK)
        return st;
    struct dms_list *made = scratch_alloc(scratch, sizeof(*made));
    made->items =
        scratch_alloc(scratch, (size_t)query->limit * sizeof(struct dms_record *));
    while ((st = session_step(session, statement->stmt, &row, error)) == DMS_OK && row)
        take_row(query, statement->stmt, scratch, made);
    session_give(session, statement);
    *list = st == DMS_OK ? made : NULL;
    return st;
}

enum dms_status
session_walk(struct storage_session *session, const struct query *query,
             const struct row_scope *scope, session_each each, void *context,
             struct dms_error *error)
{
    struct statement *statement = NULL;
    bool row = false;
    enum dms_status st = take_select(session, query, scope, false, &statement, error);
    if (st != DMS_OK)
        return st;
    struct scratch *one = scratch_create();
    while ((st = session_step(session, statement->stmt, &row, error)) == DMS_OK && row) {
        struct dms_record *record = record_create(one, query->entity, query->offset);
        record_read(statement->stmt, record);
        st = each(record, context, error);
        scratch_reset(one);
        if (st != DMS_OK)
            break;
    }
    scratch_destroy(one);
    session_give(session, statement);
    return st;
}

enum dms_status
session_plan(struct storage_session *session, const struct query *query,
             const struct row_scope *scope, struct text *plan, struct dms_error *error)
{
    struct text sql = { 0 };
    struct statement *statement = NULL;
    bool row = false;
    text_add(plan, "");
    text_add(&sql, "EXPLAIN QUERY PLAN ");
    select_sql(query, scope, true, &sql);
    enum dms_status st = session_take(session, sql.data, &statement, error);
    text_clear(&sql);
    while (st == DMS_OK &&
           (st = session_step(session, statement->stmt, &row, error)) == DMS_OK && row)
        text_printf(plan, "%s\n", statement_column(statement->stmt, 3));
    session_give(session, statement);
    return st;
}
