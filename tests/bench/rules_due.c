/* rules_due.c - a million customers, one in a hundred is due this morning: what finding them and
 * making their tasks costs, against the bare indexed query and the very same rows by hand. */
#include "bench/rules_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/bench.h"

#define CUSTOMERS 1000000
#define DUE       10000
#define GROUP     128
#define TABLES    24

static const char due[] =
    "local dms <const> = require('dms')\n"
    "dms.follow_up { name = 'common/due', every = 'day', at = '09:00',\n"
    "  find = { entity = 'bench.lead', where = { next_action_at = { lt = '@now' } } },\n"
    "  task = { kind = 'call', role = 'admin', title = 'task.state_overdue',\n"
    "           due = dms.hours(8) } }\n";

static void
need(sqlite3 *db, int code, const char *what)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

static void
run(sqlite3 *db, const char *sql)
{
    need(db, sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    need(db, sqlite3_prepare_v2(db, sql, -1, &statement, NULL), sql);
    return statement;
}

/* "\"rev\",\"store\"…" of TABLE but for LEFT_OUT. */
static void
columns_of(sqlite3 *db, const char *table, const char *left_out, char *text, size_t size)
{
    char sql[200];
    size_t used = 0;
    snprintf(sql, sizeof(sql), "SELECT name FROM pragma_table_info('%s')", table);
    sqlite3_stmt *list = prepare(db, sql);
    while (sqlite3_step(list) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(list, 0);
        if (strstr(left_out, name) == NULL)
            used += (size_t)snprintf(text + used, size - used, "%s\"%s\"",
                                     used == 0 ? "" : ",", name);
    }
    sqlite3_finalize(list);
}

/* The first customer again and again, written past the house: every hundredth was to be called. */
static void
fill(const char *dir)
{
    char path[300], columns[1500], sql[4000];
    sqlite3 *db;
    snprintf(path, sizeof(path), "%s/dms.db", dir);
    need(NULL, sqlite3_open(path, &db), "open");
    run(db, "PRAGMA busy_timeout=10000");
    columns_of(db, "bench_lead", "id next_action_at", columns, sizeof(columns));
    snprintf(sql, sizeof(sql),
             "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i+1 FROM n WHERE i<%d)"
             " INSERT INTO bench_lead(id,next_action_at,%s)"
             " SELECT i,CASE WHEN i%%%d=0 THEN 1000000000000 ELSE 4000000000000 END,%s"
             " FROM n, bench_lead WHERE id=1",
             CUSTOMERS, columns, CUSTOMERS / DUE, columns);
    run(db, sql);
    sqlite3_close(db);
}

/* Rows that came into a table meanwhile, as values in memory, and the statement for them. */
struct rows {
    char name[64];
    int64_t before;
    int columns;
    size_t count, room;
    sqlite3_value **values;
    sqlite3_stmt *insert;
};

struct yardstick {
    char dir[256];
    sqlite3 *house, *bare;
    struct rows tables[TABLES];
    size_t count;
};

static int64_t
ask_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = prepare(db, sql);
    int64_t number =
        sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return number;
}

static int64_t
last_row(sqlite3 *db, const char *table)
{
    char sql[160];
    snprintf(sql, sizeof(sql), "SELECT max(rowid) FROM \"%s\"", table);
    return ask_number(db, sql);
}

/* Tables with rows of their own; the words of the search are counted by their documents. */
static void
open_yardstick(struct yardstick *stick, const char *dir)
{
    char path[300];
    snprintf(stick->dir, sizeof(stick->dir), "%s", dir);
    snprintf(path, sizeof(path), "%s/dms.db", dir);
    need(NULL, sqlite3_open(path, &stick->house), "open");
    snprintf(path, sizeof(path), "%s/bare.db", dir);
    bare_open_db(&stick->bare, dir, path);
    run(stick->bare, "PRAGMA foreign_keys=OFF"); /* those pointed at are not here */
    sqlite3_stmt *list = prepare(
        stick->house,
        "SELECT name FROM sqlite_master WHERE type='table' AND sql NOT LIKE"
        " '%WITHOUT ROWID%' AND name IN ('core_task','audit','outbox','searchdoc')");
    while (sqlite3_step(list) == SQLITE_ROW) {
        struct rows *rows = &stick->tables[stick->count++];
        snprintf(rows->name, sizeof(rows->name), "%s", sqlite3_column_text(list, 0));
        rows->before = last_row(stick->house, rows->name);
    }
    sqlite3_finalize(list);
}

static void
read_rows(struct yardstick *stick, struct rows *rows)
{
    char sql[200], marks[400] = "?";
    snprintf(sql, sizeof(sql), "SELECT * FROM \"%s\" WHERE rowid>%lld", rows->name,
             (long long)rows->before);
    sqlite3_stmt *list = prepare(stick->house, sql);
    rows->columns = sqlite3_column_count(list);
    while (sqlite3_step(list) == SQLITE_ROW) {
        if (rows->count == rows->room) {
            rows->room = rows->room * 2 + 1024;
            rows->values = realloc(rows->values, rows->room * (size_t)rows->columns *
                                                     sizeof(*rows->values));
        }
        for (int i = 0; i < rows->columns; i++)
            rows->values[rows->count * (size_t)rows->columns + (size_t)i] =
                sqlite3_value_dup(sqlite3_column_value(list, i));
        rows->count++;
    }
    sqlite3_finalize(list);
    for (int i = 1; i < rows->columns; i++)
        strcat(marks, ",?");
    snprintf(sql, sizeof(sql), "INSERT INTO \"%s\" VALUES(%s)", rows->name, marks);
    rows->insert = prepare(stick->bare, sql);
}

static void
insert_row(struct rows *rows, size_t row)
{
    for (int i = 0; i < rows->columns; i++) {
        sqlite3_value **value = &rows->values[row * (size_t)rows->columns + (size_t)i];
        sqlite3_bind_value(rows->insert, i + 1, *value);
    }
    sqlite3_step(rows->insert);
    sqlite3_reset(rows->insert);
}

/* The n-th row of each table, as one customer's task is written. */
static void
insert_all(struct yardstick *stick)
{
    for (size_t n = 0; n < DUE; n++) {
        if (n % GROUP == 0)
            run(stick->bare, n == 0 ? "BEGIN" : "COMMIT; BEGIN");
        for (size_t i = 0; i < stick->count; i++)
            if (n < stick->tables[i].count)
                insert_row(&stick->tables[i], n);
    }
    run(stick->bare, "COMMIT");
}

static double
theirs(struct yardstick *stick)
{
    size_t found = 0;
    for (size_t i = 0; i < stick->count; i++)
        read_rows(stick, &stick->tables[i]);
    sqlite3_stmt *query = prepare(stick->house, "SELECT * FROM bench_lead"
                                                " WHERE next_action_at<1500000000000");
    int64_t before = bench_cpu();
    while (sqlite3_step(query) == SQLITE_ROW)
        found++;
    insert_all(stick);
    double cost = (double)(bench_cpu() - before);
    sqlite3_finalize(query);
    if (found != DUE || stick->tables[0].count == 0)
        abort();
    return cost;
}

static void
close_yardstick(struct yardstick *stick)
{
    for (size_t i = 0; i < stick->count; i++) {
        struct rows *rows = &stick->tables[i];
        for (size_t k = 0; k < rows->count * (size_t)rows->columns; k++)
            sqlite3_value_free(rows->values[k]);
        free(rows->values);
        sqlite3_finalize(rows->insert);
    }
    sqlite3_close(stick->house);
    sqlite3_close(stick->bare);
}

void
bench_rules_due(void)
{
    char dir[256];
    int64_t first = 1, ran = 0, until = 0;
    struct yardstick stick = { .count = 0 };
    struct dms_house *house = bench_house_open(dir, false);
    BENCH_CHECK(
        dms_house_write(house, &bench_request, bench_create, &first, NULL, bench_error));
    fill(dir);
    bench_house_rule(house, dir, "due", due);
    open_yardstick(&stick, dir);
    until = ask_number(stick.house, "SELECT max(due) FROM timer");
    int64_t before = bench_cpu(), wall = bench_wall();
    BENCH_CHECK(dms_house_run_timers(house, until, &ran, bench_error));
    double ours = (double)(bench_cpu() - before);
    printf("%d due of %d: %lld units, %.2f s\n", DUE, CUSTOMERS, (long long)ran,
           (double)(bench_wall() - wall) / 1e9);
    if (ask_number(stick.house, "SELECT count(*) FROM core_task") != DUE)
        abort();
    bench_ratio("a task for each who is due, CPU", ours / DUE / 1000,
                theirs(&stick) / DUE / 1000, 4, "µs");
    close_yardstick(&stick);
    bench_house_close(house, dir);
}
