/* read_bench.c - one record by id, and a page of 50 out of 1,000,000 by an indexed filter,
 * against hand-written statements on the same file. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/bench.h"
#include "support/bench_house.h"

#define ROWS 1000000
#define READS 20000
#define PAGES 400
#define ROUNDS 5

static sqlite3 *db;
static int64_t seen; /* so that nothing read is thrown away unread */

static void
fill(const char *dir)
{
    char path[300], *message = NULL;
    snprintf(path, sizeof(path), "%s/dms.db", dir);
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db,
                     "PRAGMA synchronous=OFF;"
                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE"
                     " i<1000000) INSERT INTO bench_lead(id,rev,store,state,process,owner,"
                     "created_at,created_by,updated_at,updated_by,name,phone,email,source,words,"
                     "budget,requested_at,next_action_at,contacts,grade) SELECT i,1,1,'',0,0,"
                     "1760000000000+i,0,1760000000000+i,0,'王小明'||i,'138'||printf('%08d',i),"
                     "'lead'||i||'@example.com','web','想看一台七座的车',20000000,"
                     "1760000000000+i,1760000000000+i,0,CASE i%20 WHEN 0 THEN 'A' ELSE 'B' END"
                     " FROM n; PRAGMA wal_checkpoint(TRUNCATE);",
                     NULL, NULL, &message) != SQLITE_OK) {
        fprintf(stderr, "fill: %s\n", message);
        exit(1);
    }
}

static int64_t
number(uint64_t i)
{
    return (int64_t)(i * UINT64_C(2654435761) % ROWS) + 1;
}

static void
take_row(sqlite3_stmt *statement)
{
    for (int column = 0; column < sqlite3_column_count(statement); column++) {
        if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) {
            seen += sqlite3_column_int64(statement, column);
        } else {
            char copy[256];
            const unsigned char *text = sqlite3_column_text(statement, column);
            int size = sqlite3_column_bytes(statement, column);
            memcpy(copy, text, (size_t)size < sizeof(copy) ? (size_t)size : sizeof(copy));
            seen += copy[0];
        }
    }
}

static double
bare_reads(void)
{
    sqlite3_stmt *statement;
    sqlite3_prepare_v2(db, "SELECT * FROM bench_lead WHERE id=?1", -1, &statement, NULL);
    int64_t before = bench_thread_cpu();
    for (uint64_t i = 0; i < READS; i++) {
        sqlite3_bind_int64(statement, 1, number(i));
        if (sqlite3_step(statement) == SQLITE_ROW)
            take_row(statement);
        sqlite3_reset(statement);
    }
    int64_t used = bench_thread_cpu() - before;
    sqlite3_finalize(statement);
    return (double)used / READS / 1000;
}

static enum dms_status
read_one(struct dms_unit *unit, void *context, struct dms_json **answer, struct dms_error *error)
{
    (void)answer;
    const struct dms_record *record = NULL;
    enum dms_status st = dms_unit_get(unit, "bench.lead", *(int64_t *)context, &record, error);
    if (st == DMS_OK)
        seen += dms_record_int(record, "budget") + dms_record_text(record, "name")[0];
    return st;
}

static double
our_reads(struct dms_house *house)
{
    int64_t before = bench_thread_cpu();
    for (uint64_t i = 0; i < READS; i++) {
        struct dms_json *answer = NULL;
        int64_t id = number(i);
        BENCH_CHECK(dms_house_read(house, &bench_request, read_one, &id, &answer, bench_error));
    }
    return (double)(bench_thread_cpu() - before) / READS / 1000;
}

static double
bare_pages(void)
{
    sqlite3_stmt *statement;
    sqlite3_prepare_v2(db,
                       "SELECT * FROM bench_lead WHERE store=1 AND grade=?1 AND created_at<?2"
                       " ORDER BY created_at DESC,id DESC LIMIT 50",
                       -1, &statement, NULL);
    int64_t before = bench_thread_cpu();
    for (uint64_t i = 0; i < PAGES; i++) {
        sqlite3_bind_text(statement, 1, "A", -1, SQLITE_STATIC);
        sqlite3_bind_int64(statement, 2, 1760000000000 + number(i));
        while (sqlite3_step(statement) == SQLITE_ROW)
            take_row(statement);
        sqlite3_reset(statement);
    }
    int64_t used = bench_thread_cpu() - before;
    sqlite3_finalize(statement);
    return (double)used / PAGES / 1000;
}

static enum dms_status
read_page(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer;
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    char time[40];
    dms_json_set_text(values, "before",
                      dms_time_print(1760000000000 + *(int64_t *)context, 0, time, sizeof(time)));
    enum dms_status st = dms_unit_find(
        unit, "bench.lead",
        "{\"where\":{\"store\":1,\"grade\":\"A\",\"created_at\":{\"lt\":\"$before\"}},"
        "\"sort\":\"-created_at\",\"limit\":50}",
        values, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        seen += dms_record_id(dms_list_at(list, i));
    dms_json_destroy(values);
    return st;
}

static double
our_pages(struct dms_house *house)
{
    int64_t before = bench_thread_cpu();
    for (uint64_t i = 0; i < PAGES; i++) {
        struct dms_json *answer = NULL;
        int64_t at = number(i);
        BENCH_CHECK(dms_house_read(house, &bench_request, read_page, &at, &answer, bench_error));
    }
    return (double)(bench_thread_cpu() - before) / PAGES / 1000;
}

int
main(void)
{
    char dir[256];
    double a[ROUNDS], b[ROUNDS], c[ROUNDS], d[ROUNDS];
    struct dms_house *house = bench_house_open(dir, false);
    fill(dir);
    our_reads(house), bare_reads(), our_pages(house), bare_pages(); /* warm */
    for (int round = 0; round < ROUNDS; round++) {
        a[round] = our_reads(house);
        b[round] = bare_reads();
        c[round] = our_pages(house);
        d[round] = bare_pages();
    }
    bench_ratio("read one record by id: CPU", bench_median(a, ROUNDS), bench_median(b, ROUNDS),
                2.0, "µs");
    bench_ratio("a page of 50 out of 1,000,000: CPU", bench_median(c, ROUNDS),
                bench_median(d, ROUNDS), 1.5, "µs");
    sqlite3_close(db);
    bench_house_close(house, dir);
    if (seen == 0)
        printf("nothing was read\n");
    return bench_end();
}
