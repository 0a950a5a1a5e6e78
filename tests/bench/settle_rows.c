/* settle_rows.c - see settle_rows.h. */
#include "bench/settle_rows.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
need(sqlite3 *db, int code, const char *what)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return;
    fprintf(stderr, "bare: %s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    need(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL),
         sql);
    return statement;
}

static sqlite3 *
open_house(const char *dir)
{
    char path[400];
    sqlite3 *db = NULL;
    snprintf(path, sizeof(path), "%s/dms.db", dir);
    need(NULL, sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), path);
    return db;
}

static int64_t
number_of(sqlite3 *db, const char *format, const char *name)
{
    char sql[300];
    snprintf(sql, sizeof(sql), format, name);
    sqlite3_stmt *statement = prepare(db, sql);
    int64_t number =
        sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return number;
}

void
settle_rows_begin(struct settle_rows *rows, const char *dir)
{
    memset(rows, 0, sizeof(*rows));
    sqlite3 *db = open_house(dir);
    sqlite3_stmt *list = prepare(
        db, "SELECT name FROM sqlite_master WHERE type='table' AND "
            "name NOT LIKE 'sqlite%' AND name NOT LIKE "
            "'searchword%' AND name<>'number' AND sql NOT LIKE '%WITHOUT ROWID%'");
    while (sqlite3_step(list) == SQLITE_ROW && rows->tables < SETTLE_TABLES) {
        snprintf(rows->table[rows->tables].name, 80, "%s",
                 (const char *)sqlite3_column_text(list, 0));
        rows->table[rows->tables].last = number_of(db, "SELECT max(rowid) FROM \"%s\"",
                                                   rows->table[rows->tables].name);
        rows->tables++;
    }
    sqlite3_finalize(list);
    sqlite3_close(db);
}

static void
copy_schema(sqlite3 *db, const char *dir)
{
    char sql[500];
    snprintf(sql, sizeof(sql), "ATTACH '%s/dms.db' AS house", dir);
    need(db, sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
    sqlite3_stmt *list = prepare(
        db, "SELECT sql FROM house.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE "
            "'sqlite%' AND name NOT LIKE 'searchword_%' ORDER BY type DESC, rowid");
    while (sqlite3_step(list) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(list, 0);
        if (strstr(text, "TRIGGER") == NULL)
            need(db, sqlite3_exec(db, text, NULL, NULL, NULL), text);
    }
    sqlite3_finalize(list);
    /* What is read and changed has to be there. */
    static const char *const filled[] = { "after_sales_repair_order",
                                          "after_sales_order_line" };
    for (int i = 0; i < 2; i++) {
        snprintf(sql, sizeof(sql), "INSERT INTO main.%s SELECT * FROM house.%s",
                 filled[i], filled[i]);
        need(db, sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
    }
    need(db, sqlite3_exec(db, "DETACH house", NULL, NULL, NULL), "detach");
}

/* One INSERT with its values bound for good; ?1 is what differs from order to order. */
static void
take_row(struct settle_rows *rows, const char *table, sqlite3_stmt *row)
{
    char names[4000] = "", marks[1000] = "", sql[6000];
    int count = sqlite3_column_count(row);
    for (int i = 0; i < count; i++) {
        const char *name = sqlite3_column_name(row, i);
        if (strcmp(name, "id") == 0)
            continue;
        bool differs = strcmp(name, "order") == 0 || strcmp(name, "number") == 0 ||
                       strcmp(name, "record") == 0;
        size_t used = strlen(names), said = strlen(marks);
        snprintf(names + used, sizeof(names) - used, "%s\"%s\"", used > 0 ? "," : "",
                 name);
        if (differs)
            snprintf(marks + said, sizeof(marks) - said, "%s?1", said > 0 ? "," : "");
        else
            snprintf(marks + said, sizeof(marks) - said, "%s?%d", said > 0 ? "," : "",
                     i + 2);
    }
    snprintf(sql, sizeof(sql), "INSERT INTO \"%s\"(%s) VALUES(%s)", table, names, marks);
    sqlite3_stmt *insert = prepare(rows->db, sql);
    for (int i = 0; i < count; i++)
        sqlite3_bind_value(insert, i + 2, sqlite3_column_value(row, i));
    if (rows->count == SETTLE_ROWS)
        abort();
    rows->insert[rows->count++] = insert;
}

static void
take_table(struct settle_rows *rows, sqlite3 *house, int at)
{
    char sql[300];
    snprintf(sql, sizeof(sql), "SELECT * FROM \"%s\" WHERE rowid>%" PRId64,
             rows->table[at].name, rows->table[at].last);
    sqlite3_stmt *list = prepare(house, sql);
    while (sqlite3_step(list) == SQLITE_ROW)
        take_row(rows, rows->table[at].name, list);
    sqlite3_finalize(list);
}

void
settle_rows_take(struct settle_rows *rows, const char *dir)
{
    char path[400];
    snprintf(path, sizeof(path), "%s/bare.db", dir);
    need(NULL, sqlite3_open(path, &rows->db), path);
    need(rows->db,
         sqlite3_exec(rows->db,
                      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                      "PRAGMA foreign_keys=OFF; PRAGMA cache_size=-8192",
                      NULL, NULL, NULL),
         "pragma");
    copy_schema(rows->db, dir);
    sqlite3 *house = open_house(dir);
    for (int i = 0; i < rows->tables; i++)
        take_table(rows, house, i);
    sqlite3_close(house);
    rows->words = prepare(rows->db, "INSERT INTO searchword(rowid,body) VALUES(?1,?2)");
    rows->update =
        prepare(rows->db, "UPDATE after_sales_repair_order SET rev=rev+1,state=?2,"
                          "total=?3,settled_at=?4,delivered_at=?4,updated_at=?4 "
                          "WHERE id=?1");
    rows->lines =
        prepare(rows->db, "SELECT * FROM after_sales_order_line WHERE \"order\"=?1 "
                          "ORDER BY id LIMIT 1000");
    rows->order = prepare(rows->db, "SELECT * FROM after_sales_repair_order WHERE id=?1");
    rows->begin = prepare(rows->db, "BEGIN IMMEDIATE");
    rows->commit = prepare(rows->db, "COMMIT");
}

static void
step(struct settle_rows *rows, sqlite3_stmt *statement)
{
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(statement); i++)
            rows->written += sqlite3_column_bytes(statement, i) > 0;
    need(rows->db, code, sqlite3_sql(statement));
    sqlite3_reset(statement);
}

static void
change_order(struct settle_rows *rows, int64_t order, const char *state)
{
    sqlite3_bind_int64(rows->lines, 1, order);
    step(rows, rows->lines);
    sqlite3_bind_int64(rows->update, 1, order);
    sqlite3_bind_text(rows->update, 2, state, -1, SQLITE_STATIC);
    sqlite3_bind_int64(rows->update, 3, order);
    sqlite3_bind_int64(rows->update, 4, rows->written);
    step(rows, rows->update);
}

void
settle_rows_write(struct settle_rows *rows, int64_t order)
{
    step(rows, rows->begin);
    sqlite3_bind_int64(rows->order, 1, order);
    step(rows, rows->order);
    change_order(rows, order, "settled");
    change_order(rows, order, "delivered");
    for (int i = 0; i < rows->count; i++) {
        sqlite3_bind_int64(rows->insert[i], 1, 1000000 + rows->written++);
        step(rows, rows->insert[i]);
        if (strstr(sqlite3_sql(rows->insert[i]), "\"searchdoc\"") != NULL) {
            sqlite3_bind_int64(rows->words, 1, sqlite3_last_insert_rowid(rows->db));
            sqlite3_bind_text(rows->words, 2, "ST 2026 000001 000001", -1, SQLITE_STATIC);
            step(rows, rows->words);
        }
    }
    step(rows, rows->commit);
}

void
settle_rows_end(struct settle_rows *rows)
{
    sqlite3_stmt *const others[] = { rows->words, rows->update, rows->lines,
                                     rows->order, rows->begin,  rows->commit };
    for (int i = 0; i < rows->count; i++)
        sqlite3_finalize(rows->insert[i]);
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        sqlite3_finalize(others[i]);
    sqlite3_close(rows->db);
}
