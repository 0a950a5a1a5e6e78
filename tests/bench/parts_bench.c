/* parts_bench.c - a catalogue of 100,000 parts with opening stock comes in, against a bare SQLite
 * program that writes the very same rows; then stock, value and ABC over a million movements. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dms/front.h"
#include "support/bench.h"
#include "support/bench_house.h"

#define PARTS 100000
#define MOVED 10000 /* of them, a hundred movements each */
#define GROUP 512
#define MILLI 1000000.0

static enum dms_status
make_warehouse(struct dms_unit *unit, void *context, struct dms_json **answer,
               struct dms_error *error)
{
    struct dms_record *place = NULL;
    (void)context, (void)answer;
    enum dms_status st = dms_unit_new(unit, "parts.warehouse", &place, error);
    if (st == DMS_OK)
        st = dms_record_set_text(place, "code", "W", error);
    if (st == DMS_OK)
        st = dms_record_set_text(place, "name", "W", error);
    return st == DMS_OK ? dms_unit_save(unit, place, error) : st;
}

static void
write_catalogue(const char *path)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        abort();
    fputs("code,name,unit,list_price,certificate,opening_quantity,opening_cost\n", file);
    for (int i = 0; i < PARTS; i++)
        fprintf(file, "P-%06d,机油滤清器 %d,个,%d.90,COC-%06d,%d,%d.37\n", i, i,
                20 + i % 500, i, 1 + i % 40, 10 + i % 300);
    fclose(file);
}

static double
import_catalogue(struct dms_house *house, const char *path)
{
    struct dms_json *answer = NULL;
    const struct dms_import_options options = { .size = sizeof(options),
                                                .target = "parts.part",
                                                .file = path };
    int64_t before = bench_cpu();
    BENCH_CHECK(dms_house_import(house, &bench_request, &options, &answer, bench_error));
    double cpu = (double)(bench_cpu() - before);
    if (dms_json_integer_at(answer, "accepted") != PARTS) {
        char *text = dms_json_print(answer);
        fprintf(stderr, "import: %s\n", text);
        exit(1);
    }
    dms_json_destroy(answer);
    return cpu / PARTS / 1000;
}

/* The bare program. ------------------------------------------------------------------------- */

static void
need(sqlite3 *db, int code)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return;
    fprintf(stderr, "bare: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static void
run(sqlite3 *db, const char *sql)
{
    need(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

/* Reads all of FROM and, with INSERT, writes it. */
static void
copy_rows(sqlite3 *db, const char *select, const char *insert)
{
    sqlite3_stmt *from, *to = NULL;
    int64_t rows = 0;
    need(db, sqlite3_prepare_v2(db, select, -1, &from, NULL));
    if (insert != NULL)
        need(db, sqlite3_prepare_v2(db, insert, -1, &to, NULL));
    while (sqlite3_step(from) == SQLITE_ROW) {
        if (to == NULL)
            continue;
        if (rows++ % GROUP == 0) {
            run(db, rows > 1 ? "COMMIT" : "SELECT 1");
            run(db, "BEGIN IMMEDIATE");
        }
        for (int i = 0; i < sqlite3_column_count(from); i++)
            need(db, sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i)));
        need(db, sqlite3_step(to));
        sqlite3_reset(to);
    }
    if (rows > 0)
        run(db, "COMMIT");
    sqlite3_finalize(from);
    sqlite3_finalize(to);
}

static void
insert_text(sqlite3 *db, const char *table, char *sql, size_t size)
{
    char query[200];
    sqlite3_stmt *list;
    snprintf(query, sizeof(query), "SELECT count(*) FROM pragma_table_info('%s')", table);
    need(db, sqlite3_prepare_v2(db, query, -1, &list, NULL));
    sqlite3_step(list);
    int columns = sqlite3_column_int(list, 0);
    sqlite3_finalize(list);
    size_t used = (size_t)snprintf(sql, size, "INSERT INTO main.\"%s\" VALUES(?1", table);
    for (int i = 2; i <= columns; i++)
        used += (size_t)snprintf(sql + used, size - used, ",?%d", i);
    snprintf(sql + used, size - used, ")");
}

/* Every table with rows of the import in it, the search index too, and the keys by which it is safe
 * to run again. */
static void
copy_all(sqlite3 *db, bool writes)
{
    static const char *const tables[] = { "parts_part", "parts_stock", "parts_movement",
                                          "audit",      "outbox",      "searchdoc",
                                          "answer",     NULL };
    char select[200], insert[2000];
    for (size_t i = 0; tables[i] != NULL; i++) {
        snprintf(select, sizeof(select), "SELECT * FROM house.\"%s\"", tables[i]);
        insert_text(db, tables[i], insert, sizeof(insert));
        copy_rows(db, select, writes ? insert : NULL);
    }
    copy_rows(db, "SELECT rowid, body FROM house.searchdoc",
              writes ? "INSERT INTO main.searchword(rowid,body) VALUES(?1,?2)" : NULL);
}

static double
bare_catalogue(const char *dir)
{
    char path[400];
    struct bare bare;
    bare_open(&bare, dir, path); /* the same tables, indexes and settings */
    sqlite3 *db = bare.db;
    snprintf(path, sizeof(path), "ATTACH '%s/dms.db' AS house", dir);
    run(db, "PRAGMA foreign_keys=OFF"); /* table by table */
    run(db, path);
    copy_all(db, false); /* warm */
    int64_t before = bench_cpu();
    copy_all(db, false);
    int64_t reading = bench_cpu() - before;
    before = bench_cpu();
    copy_all(db, true);
    double cpu = (double)(bench_cpu() - before - reading);
    run(db, "DETACH house");
    bare_close(&bare);
    return cpu / PARTS / 1000;
}

/* A million movements. ------------------------------------------------------------------------ */

static void
add_movements(const char *dir)
{
    char path[400];
    sqlite3 *db;
    snprintf(path, sizeof(path), "%s/dms.db", dir);
    need(NULL, sqlite3_open(path, &db));
    run(db, "PRAGMA synchronous=OFF");
    run(db, "BEGIN");
    run(db,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<99) "
        "INSERT INTO parts_movement(rev,store,state,process,owner,created_at,created_by,"
        "updated_at,updated_by,kind,part,warehouse,quantity,value,on_hand,stock_value,"
        "dated_on,document) "
        "SELECT 1,m.store,'',0,0,m.created_at,0,m.updated_at,0,"
        "CASE WHEN i%2=1 THEN 'receipt' ELSE 'issue' END,m.part,m.warehouse,"
        "CASE WHEN i%2=1 THEN 1000 ELSE -1000 END,"
        "CASE WHEN i%2=1 THEN 1000 ELSE -1000 END,m.on_hand,m.stock_value,"
        "m.dated_on-365+i*3,'B' "
        "FROM parts_movement m, n WHERE m.id<=10000");
    run(db,
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i<11) "
        "INSERT INTO parts_demand(rev,store,state,process,owner,created_at,created_by,"
        "updated_at,updated_by,part,month,quantity,value,amount,lines,lost,emergency) "
        "SELECT 1,p.store,'',0,0,p.created_at,0,p.updated_at,0,p.id,"
        "unixepoch('now','start of month','-'||i||' months')/86400,4000,"
        "4000+p.id%977*(i+1),0,4,0,0 FROM parts_part p, n WHERE p.id<=10000");
    run(db,
        "UPDATE parts_stock SET on_hand=on_hand+1000,value=value+1000 WHERE id<=10000");
    run(db, "COMMIT");
    sqlite3_close(db);
}

static enum dms_status
look(struct dms_unit *unit, void *context, struct dms_json **answer,
     struct dms_error *error)
{
    int64_t pieces[2] = { 0, 0 }, fen[2] = { 0, 0 };
    (void)context;
    enum dms_status st =
        dms_unit_sum(unit, "parts.movement", "", NULL, "quantity", &pieces[0], error);
    if (st == DMS_OK)
        st = dms_unit_sum(unit, "parts.movement", "", NULL, "value", &fen[0], error);
    if (st == DMS_OK)
        st = dms_unit_sum(unit, "parts.stock", "", NULL, "on_hand", &pieces[1], error);
    if (st == DMS_OK)
        st = dms_unit_sum(unit, "parts.stock", "", NULL, "value", &fen[1], error);
    if (st == DMS_OK && (pieces[0] != pieces[1] || fen[0] != fen[1]))
        return dms_fail(error, DMS_BUG, "parts.not_enough", "");
    return st == DMS_OK ? dms_call(unit, "parts.abc", NULL, answer, error) : st;
}

static void
measure_look(struct dms_house *house)
{
    double times[3];
    for (int i = 0; i < 3; i++) {
        struct dms_json *answer = NULL;
        int64_t before = bench_wall();
        BENCH_CHECK(
            dms_house_read(house, &bench_request, look, NULL, &answer, bench_error));
        times[i] = (double)(bench_wall() - before) / MILLI;
        if (dms_json_count(dms_json_at_key(answer, "parts")) != MOVED)
            exit(1);
        dms_json_destroy(answer);
    }
    bench_figure("stock, value and ABC over 1,000,000 movements", bench_median(times, 3),
                 1000, "ms");
}

int
main(void)
{
    char dir[256], path[300];
    const char *plugins = TEST_BUILD_DIR "/plugins";
    struct dms_house *house = bench_house_open_with(dir, false, plugins, NULL);
    BENCH_CHECK(
        dms_house_write(house, &bench_request, make_warehouse, NULL, NULL, bench_error));
    snprintf(path, sizeof(path), "%s/parts.csv", dir);
    write_catalogue(path);
    double ours = import_catalogue(house, path);
    dms_house_close(house);
    bench_ratio("import a part with opening stock: CPU", ours, bare_catalogue(dir), 3.0,
                "µs");
    add_movements(dir);
    const struct dms_house_options options = { .size = sizeof(options),
                                               .plugin_path = plugins,
                                               .script_path = "/nowhere" };
    BENCH_CHECK(dms_house_open(dir, &options, &house, bench_error));
    measure_look(house);
    bench_house_close(house, dir);
    return bench_end();
}
