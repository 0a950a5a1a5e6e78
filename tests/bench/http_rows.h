/* http_rows.h - what the bare program does with its tables, by hand. */
#ifndef TESTS_BENCH_HTTP_ROWS_H
#define TESTS_BENCH_HTTP_ROWS_H

#include <stddef.h>

#include "support/bench_house.h"

/* One reading connection with its prepared statements. */
struct bare_rows {
    sqlite3 *db;
    sqlite3_stmt *one, *page, *begin, *end;
};
void bare_rows_open(struct bare_rows *rows, const char *path);
/* JSON as the house writes it, into BUFFER; the size. 0: no such record. */
size_t bare_rows_one(struct bare_rows *rows, int64_t id, char *buffer, size_t size);
size_t bare_rows_page(struct bare_rows *rows, char *buffer, size_t size);

/* The writing connection: bare_create's, and the two statements of a transition. */
struct touching {
    sqlite3_stmt *read, *update;
};
void bare_touch_open(struct touching *touching, const struct bare *bare);
void bare_touch(struct touching *touching, struct bare *bare, int64_t id);

#endif
