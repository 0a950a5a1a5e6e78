/* query_condition.c - what is asked of one field: eq ne lt lte gt gte in contains is_null. */
#include <string.h>

#include "storage/query_inside.h"

#define DAY_MS INT64_C(86400000)

typedef enum dms_status (*operator_work)(struct query *query,
                                         const struct query_column *column,
                                         const struct dms_json *asked, const char *sql,
                                         struct dms_error *error);

void
query_value(struct query *query, const struct value *value)
{
    struct value *kept = scratch_alloc(query->memory, sizeof(*kept));
    *kept = *value;
    list_add(&query->values, kept);
}

static enum dms_status
read_value(struct query *query, const struct query_column *column,
           const struct dms_json *asked, struct value *value, struct dms_error *error)
{
    /* The states of all workflows are words of the same column. */
    return field_read(&column->field, asked, query->offset, query->memory, value, error);
}

/* What is empty in a column of the head. */
static const char *
empty_sql(const struct query_column *column)
{
    return column->head == COLUMN_STATE ? "''" : "0";
}

static void
add_is_empty(struct query *query, const struct query_column *column, bool empty)
{
    if (query_is_filled(column))
        text_printf(&query->where, "%s%s%s", column->expr, empty ? "=" : "<>",
                    empty_sql(column));
    else if (empty)
        /* SQLite would take an index on it for as good as any; but most are empty. */
        text_printf(&query->where, "likelihood(%s IS NULL,0.9)", column->expr);
    else
        text_printf(&query->where, "%s IS NOT NULL", column->expr);
}

static enum dms_status
equal(struct query *query, const struct query_column *column,
      const struct dms_json *asked, const char *sql, struct dms_error *error)
{
    struct value value = { .kind = VALUE_EMPTY };
    enum dms_status st = read_value(query, column, asked, &value, error);
    if (st != DMS_OK)
        return st;
    if (value.kind == VALUE_EMPTY) {
        add_is_empty(query, column, sql[0] == '=');
        return DMS_OK;
    }
    text_printf(&query->where, "%s%s?", column->expr, sql);
    query_value(query, &value);
    return DMS_OK;
}

/* A time asked about by its day alone: "up to the 30th" means the end of the 30th. */
static bool
is_end_of_day(const struct query_column *column, const struct dms_json *asked,
              const char *sql)
{
    const char *text = dms_json_text(asked);
    return column->field.card.type == DMS_TIME && text != NULL && strlen(text) == 10 &&
           (strcmp(sql, "<=") == 0 || strcmp(sql, ">") == 0);
}

static enum dms_status
bad_value(const struct query_column *column, const char *key, struct dms_error *error)
{
    return dms_fail_field(error, DMS_INVALID, column->field.card.name, key, "field=%s",
                          column->field.card.name);
}

static enum dms_status
compare(struct query *query, const struct query_column *column,
        const struct dms_json *asked, const char *sql, struct dms_error *error)
{
    struct value value = { .kind = VALUE_EMPTY };
    enum dms_status st = read_value(query, column, asked, &value, error);
    if (st == DMS_OK && value.kind == VALUE_EMPTY)
        st = bad_value(column, "query.compare_needs_value", error);
    if (st != DMS_OK)
        return st;
    if (is_end_of_day(column, asked, sql))
        value.as.number += DAY_MS - 1;
    text_printf(&query->where, "%s%s?", column->expr, sql);
    query_value(query, &value);
    return DMS_OK;
}

static enum dms_status
among(struct query *query, const struct query_column *column,
      const struct dms_json *asked, const char *sql, struct dms_error *error)
{
    bool empty = false;
    size_t count = 0;
    enum dms_status st = DMS_OK;
    (void)sql;
    if (dms_json_kind(asked) != DMS_JSON_ARRAY || dms_json_count(asked) > QUERY_AMONG)
        return dms_fail_field(error, DMS_INVALID, column->field.card.name,
                              "query.in_needs_list", "field=%s|most=%d",
                              column->field.card.name, QUERY_AMONG);
    text_printf(&query->where, "(%s IN (", column->expr);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(asked); i++) {
        struct value value = { .kind = VALUE_EMPTY };
        st = read_value(query, column, dms_json_at(asked, i), &value, error);
        empty = empty || value.kind == VALUE_EMPTY;
        if (st != DMS_OK || value.kind == VALUE_EMPTY)
            continue;
        text_add(&query->where, count++ == 0 ? "?" : ",?");
        query_value(query, &value);
    }
    text_add(&query->where, ")");
    if (empty) {
        text_add(&query->where, " OR ");
        add_is_empty(query, column, true);
    }
    text_add(&query->where, ")");
    return st;
}

/* %, _ and \ of the person's text stand for themselves. */
static enum dms_status
contains(struct query *query, const struct query_column *column,
         const struct dms_json *asked, const char *sql, struct dms_error *error)
{
    const char *part = dms_json_text(asked);
    struct text like = { 0 };
    uint32_t type = column->field.card.type;
    bool is_text = type == DMS_TEXT || type == DMS_CHOICE || type == DMS_STRUCTURED;
    (void)sql;
    if (part == NULL || !is_text)
        return bad_value(column, "query.contains_needs_text", error);
    text_add(&like, "%");
    for (; *part != '\0'; part++) {
        if (strchr("%_\\", *part) != NULL)
            text_add_char(&like, '\\');
        text_add_char(&like, *part);
    }
    text_add(&like, "%");
    text_printf(&query->where, "%s LIKE ? ESCAPE '\\'", column->expr);
    const struct value value = { .kind = VALUE_TEXT,
                                 .size = (uint32_t)like.size,
                                 .as.text = scratch_copy(query->memory, like.data) };
    query_value(query, &value);
    text_clear(&like);
    return DMS_OK;
}

static enum dms_status
is_null(struct query *query, const struct query_column *column,
        const struct dms_json *asked, const char *sql, struct dms_error *error)
{
    (void)sql;
    if (dms_json_kind(asked) != DMS_JSON_BOOLEAN)
        return bad_value(column, "query.is_null_needs_boolean", error);
    add_is_empty(query, column, dms_json_boolean(asked));
    return DMS_OK;
}

static const struct {
    const char *name, *sql;
    operator_work work;
} operators[] = {
    { "eq", "=", equal },     { "ne", " IS NOT ", equal },  { "lt", "<", compare },
    { "lte", "<=", compare }, { "gt", ">", compare },       { "gte", ">=", compare },
    { "in", "", among },      { "contains", "", contains }, { "is_null", "", is_null },
};
#define OPERATOR_COUNT (sizeof(operators) / sizeof(operators[0]))

static enum dms_status
unknown_operator(const char *field, const char *name, struct dms_error *error)
{
    const char *names[OPERATOR_COUNT + 1] = { NULL };
    for (size_t i = 0; i < OPERATOR_COUNT; i++)
        names[i] = operators[i].name;
    const char *near = name_nearest(name, names);
    return dms_fail_field(error, DMS_INVALID, field,
                          near != NULL ? "query.unknown_operator_near"
                                       : "query.unknown_operator",
                          "operator=%s|nearest=%s|known=eq, ne, lt, lte, gt, gte, in, "
                          "contains, is_null",
                          name, near != NULL ? near : "");
}

static enum dms_status
apply(struct query *query, const struct query_column *column, const char *name,
      const struct dms_json *asked, struct dms_error *error)
{
    if (++query->conditions > QUERY_CONDITIONS)
        return dms_fail(error, DMS_LIMIT, "query.too_long", "most=%d", QUERY_CONDITIONS);
    for (size_t i = 0; i < OPERATOR_COUNT; i++)
        if (strcmp(operators[i].name, name) == 0)
            return operators[i].work(query, column, asked, operators[i].sql, error);
    return unknown_operator(column->field.card.name, name, error);
}

enum dms_status
query_condition(struct query *query, const char *name, const struct dms_json *asked,
                struct dms_error *error)
{
    struct query_column column;
    enum dms_status st = query_column(query, name, true, &column, error);
    if (st == DMS_OK && dms_json_kind(asked) != DMS_JSON_OBJECT)
        return apply(query, &column, "eq", asked, error);
    if (st == DMS_OK && dms_json_count(asked) == 0)
        st = unknown_operator(name, "", error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(asked); i++) {
        if (i > 0)
            text_add(&query->where, " AND ");
        st = apply(query, &column, dms_json_key_at(asked, i), dms_json_value_at(asked, i),
                   error);
    }
    return st;
}
