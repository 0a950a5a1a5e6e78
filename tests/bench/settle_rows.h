/* settle_rows.h - the yardstick of settle_bench: it looks which rows the house writes for one
 * order, and writes the same ones with prepared statements into the same tables. */
#ifndef TESTS_BENCH_SETTLE_ROWS_H
#define TESTS_BENCH_SETTLE_ROWS_H

#include <sqlite3.h>
#include <stdint.h>

#define SETTLE_TABLES 400
#define SETTLE_ROWS   100

struct settle_rows {
    sqlite3 *db;
    int tables, count;
    struct {
        char name[80];
        int64_t last;
    } table[SETTLE_TABLES];
    sqlite3_stmt *insert[SETTLE_ROWS], *words, *update, *lines, *order, *begin, *commit;
    int64_t written;
};

/* Remembers how far each table goes before the house settles one order… */
void settle_rows_begin(struct settle_rows *rows, const char *dir);
/* …and takes what is new since then; opens the bare database beside the house's. */
void settle_rows_take(struct settle_rows *rows, const char *dir);
/* Reads the lines of ORDER twice, as two transitions do, and writes the rows in one commit. */
void settle_rows_write(struct settle_rows *rows, int64_t order);
void settle_rows_end(struct settle_rows *rows);

#endif
