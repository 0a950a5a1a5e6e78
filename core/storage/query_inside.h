/* query_inside.h - a question on its way to SQL: pieces of text, and the values beside them. */
#ifndef DMS_STORAGE_QUERY_INSIDE_H
#define DMS_STORAGE_QUERY_INSIDE_H

#include "base/list.h"
#include "storage/inside.h"
#include "storage/query.h"

#define QUERY_LIMIT      50
#define QUERY_MOST       1000
#define QUERY_DEPTH      16  /* of and, or, not inside each other */
#define QUERY_CONDITIONS 200 /* in one question */
#define QUERY_AMONG      1000 /* values of one "in" */

/* What a condition or a sort is about: a field, or a column every record has. */
struct query_column {
    const char *expr;          /* r."phone" */
    struct entity_field field; /* of a head's column: made up for reading values */
    int head;                  /* enum entity_column; -1: a declared field */
};

/* The record that a reference of the question leads to, joined as "jN". */
struct query_join {
    const char *reference; /* as written */
    const char *sql;       /* LEFT JOIN … ON … */
    const struct entity *target;
    struct row_scope scope; /* rows of TARGET that may be looked at; others count as empty */
};

struct query_sort {
    struct query_column column;
    bool descending;
};

struct query {
    const struct entity_set *set;
    const struct entity *entity;
    struct scratch *memory;
    int64_t offset;
    struct text where;        /* SQL; "" when nothing is asked */
    struct list values;       /* of struct value, for where */
    struct list names;        /* fields asked for, as written */
    struct list joins;        /* of struct query_join */
    struct list sorts;        /* of struct query_sort; the last is the id */
    const char *sort_text;    /* as written, "" when none */
    const struct value *after; /* sorts.count of them; NULL: from the start */
    int64_t limit;
    size_t conditions;
    const char *tally;  /* SQL of the number; NULL: it is no tally */
    const char *groups; /* SQL of what tells groups apart; NULL: all are one */
};

/* query_column.c. Notes NAME; INVALID with "did you mean". REFERENCES: may NAME go one step
 * through a reference? */
enum dms_status query_column(struct query *query, const char *name, bool references,
                             struct query_column *column, struct dms_error *error);
/* A column of the head holds 0 or "" where a field is NULL. */
bool query_is_filled(const struct query_column *column);
/* query_where.c: adds the filter to query->where. */
enum dms_status query_where(struct query *query, const struct dms_json *where, int depth,
                            struct dms_error *error);
/* query_condition.c: adds what is asked of one field. */
enum dms_status query_condition(struct query *query, const char *name,
                                const struct dms_json *asked, struct dms_error *error);
void query_value(struct query *query, const struct value *value);
/* query_run.c: " FROM … WHERE …" of the rows within SCOPE, and its values from the first on;
 * returns the place of the next one. */
void query_rows(const struct query *query, const struct row_scope *scope, struct text *sql);
int query_bind_rows(const struct query *query, const struct row_scope *scope,
                    sqlite3_stmt *stmt);
/* query_cursor.c. load: INVALID when it is no cursor of this question. sql: "… AND after
 * the cursor"; its values are bound by query_cursor_bind in the same order. */
enum dms_status query_cursor_load(struct query *query, const char *text,
                                  struct dms_error *error);
void query_cursor_sql(const struct query *query, struct text *sql);
void query_cursor_bind(const struct query *query, sqlite3_stmt *stmt, int *at);
char *query_cursor_print(const struct query *query, const struct dms_record *record,
                         struct scratch *scratch);

#endif
