/* query_cursor.c - where a page ended: the sort values of its last record, so that records
 * added or removed meanwhile neither shift nor double what follows. */
#include <stdlib.h>
#include <string.h>

#include "storage/query_inside.h"

static const struct query_sort *
sort_at(const struct query *query, size_t index)
{
    return query->sorts.items[index];
}

static struct dms_json *
value_json(const struct value *value)
{
    if (value->kind == VALUE_NUMBER)
        return dms_json_create_integer(value->as.number);
    return dms_json_create_text(value->kind == VALUE_TEXT ? value->as.text : NULL);
}

static struct value
sort_value(const struct query_sort *sort, const struct dms_record *record)
{
    const struct query_column *column = &sort->column;
    if (column->head < 0)
        return *record_value(record, column->field.card.name);
    struct value value = record_column(&record->head, (enum entity_column)column->head);
    if (value.kind == VALUE_EMPTY && column->head != COLUMN_STATE)
        value = (struct value){ .kind = VALUE_NUMBER };
    else if (value.kind == VALUE_EMPTY)
        value = (struct value){ .kind = VALUE_TEXT, .as.text = "" };
    return value;
}

/* In hexadecimal, so that it needs no quoting anywhere. */
char *
query_cursor_print(const struct query *query, const struct dms_record *record,
                   struct scratch *scratch)
{
    struct dms_json *cursor = dms_json_create_array();
    dms_json_take(cursor, dms_json_create_text(query->entity->name));
    dms_json_take(cursor, dms_json_create_text(query->sort_text));
    for (size_t i = 0; i < query->sorts.count; i++) {
        struct value value = sort_value(sort_at(query, i), record);
        dms_json_take(cursor, value_json(&value));
    }
    char *text = dms_json_print(cursor);
    size_t size = strlen(text);
    char *hex = scratch_alloc(scratch, 2 * size + 1);
    for (size_t i = 0; i < size; i++) {
        hex[2 * i] = "0123456789abcdef"[(unsigned char)text[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[(unsigned char)text[i] & 15];
    }
    free(text);
    dms_json_destroy(cursor);
    return hex;
}

static int
nibble(char letter)
{
    const char *at = letter != '\0' ? strchr("0123456789abcdef", letter) : NULL;
    return at == NULL ? -1 : (int)(at - "0123456789abcdef");
}

static struct dms_json *
read_hex(struct scratch *memory, const char *hex)
{
    size_t size = strlen(hex) / 2;
    struct dms_json *cursor = NULL;
    char *text = scratch_alloc(memory, size + 1);
    for (size_t i = 0; i < size; i++) {
        int high = nibble(hex[2 * i]), low = nibble(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return NULL;
        text[i] = (char)(high * 16 + low);
    }
    return dms_json_load(text, size, &cursor, NULL) == DMS_OK ? cursor : NULL;
}

static bool
is_ours(const struct query *query, const struct dms_json *cursor)
{
    const char *entity = dms_json_text(dms_json_at(cursor, 0));
    const char *sort = dms_json_text(dms_json_at(cursor, 1));
    return dms_json_kind(cursor) == DMS_JSON_ARRAY &&
           dms_json_count(cursor) == query->sorts.count + 2 && entity != NULL &&
           sort != NULL && strcmp(entity, query->entity->name) == 0 &&
           strcmp(sort, query->sort_text) == 0;
}

enum dms_status
query_cursor_load(struct query *query, const char *text, struct dms_error *error)
{
    struct dms_json *cursor = read_hex(query->memory, text);
    if (!is_ours(query, cursor)) {
        dms_json_destroy(cursor);
        return dms_fail_field(error, DMS_INVALID, "after", "query.bad_cursor", "");
    }
    struct value *values =
        scratch_alloc(query->memory, query->sorts.count * sizeof(*values));
    for (size_t i = 0; i < query->sorts.count; i++) {
        const struct dms_json *item = dms_json_at(cursor, i + 2);
        const char *word = dms_json_text(item);
        if (word != NULL)
            values[i] = (struct value){ .kind = VALUE_TEXT,
                                        .size = (uint32_t)strlen(word),
                                        .as.text = scratch_copy(query->memory, word) };
        else if (dms_json_kind(item) == DMS_JSON_INTEGER)
            values[i] = (struct value){ .kind = VALUE_NUMBER,
                                        .as.number = dms_json_integer(item) };
    }
    query->after = values;
    dms_json_destroy(cursor);
    return DMS_OK;
}

/* Beyond the cursor in this one sort. Empty values come first, and last going down. */
static void
add_beyond(const struct query_sort *sort, const struct value *value, struct text *sql)
{
    const char *expr = sort->column.expr;
    bool empty = value->kind == VALUE_EMPTY;
    if (sort->descending && empty)
        text_add(sql, "0");
    else if (sort->descending && query_is_filled(&sort->column))
        text_printf(sql, "%s<?", expr);
    else if (sort->descending)
        text_printf(sql, "(%s<? OR %s IS NULL)", expr, expr);
    else if (empty)
        text_printf(sql, "%s IS NOT NULL", expr);
    else
        text_printf(sql, "%s>?", expr);
}

/* beyond(1) OR (same(1) AND (beyond(2) OR …)), and before it what lets an index begin at
 * the cursor. */
void
query_cursor_sql(const struct query *query, struct text *sql)
{
    if (query->after == NULL)
        return;
    const struct query_sort *first = sort_at(query, 0);
    if (query->after[0].kind != VALUE_EMPTY &&
        (!first->descending || query_is_filled(&first->column)))
        text_printf(sql, " AND %s%s?", first->column.expr, first->descending ? "<=" : ">=");
    text_add(sql, " AND (");
    for (size_t i = 0; i < query->sorts.count; i++) {
        add_beyond(sort_at(query, i), &query->after[i], sql);
        if (i + 1 < query->sorts.count)
            text_printf(sql, " OR (%s IS ? AND (", sort_at(query, i)->column.expr);
    }
    for (size_t i = 0; i + 1 < query->sorts.count; i++)
        text_add(sql, "))");
    text_add(sql, ")");
}

void
query_cursor_bind(const struct query *query, sqlite3_stmt *stmt, int *at)
{
    if (query->after == NULL)
        return;
    const struct query_sort *first = sort_at(query, 0);
    if (query->after[0].kind != VALUE_EMPTY &&
        (!first->descending || query_is_filled(&first->column)))
        statement_value(stmt, (*at)++, &query->after[0]);
    for (size_t i = 0; i < query->sorts.count; i++) {
        if (query->after[i].kind != VALUE_EMPTY)
            statement_value(stmt, (*at)++, &query->after[i]);
        if (i + 1 < query->sorts.count)
            statement_value(stmt, (*at)++, &query->after[i]);
    }
}
