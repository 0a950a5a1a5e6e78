/* figures_bench.c - all figures of a dashboard over 1,000,000 customers, 400,000 leads, 250,000
 * opportunities and 200,000 orders of three years: counted when they are asked for. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/bench.h"
#include "support/bench_house.h"

#define ROUNDS 7
#define LIMIT  300.0 /* ms of wall for all figures together */

/* 1,096 days from 2024-01-01 in China: a moment for row i of n. */
#define MOMENT(n) "1704038400000+(i*94694400000/" n ")"
#define COUNT(n)                                                                         \
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<" n ")"
#define HEAD                                                                             \
    "id,rev,store,state,process,owner,created_at,created_by,updated_at,updated_by"
#define HEAD_OF(n, state) "i,1,1,'" state "',0,1+i%12," MOMENT(n) ",0," MOMENT(n) ",0"

static const char *const fills[] = {
    "PRAGMA synchronous=OFF",
    "INSERT INTO sales_model(" HEAD ",name) SELECT i,1,0,'',0,0,0,0,0,0,'M'||i FROM"
    " (" COUNT("20") " SELECT i FROM n)",
    "INSERT INTO sales_channel(" HEAD ",name,kind,source,detail,active) SELECT"
    " i,1,0,'',0,0,0,0,0,0,'C'||i,'online','web','d'||i,1 FROM (" COUNT(
        "8") " SELECT i FROM n)",
    COUNT("1000000") "INSERT INTO crm_customer(" HEAD ",kind,name,phone,purchases,"
                     "first_purchase_at) SELECT " HEAD_OF(
                         "1000000",
                         "") ",'person','王小明'||i,"
                             "'1'||printf('%010d',i),i%5=0,CASE WHEN i%5=0 THEN " MOMENT(
                                 "1000000") " END FROM n",
    COUNT("400000") "INSERT INTO crm_lead(" HEAD
                    ",name,source,received_at,x_channel) SELECT " HEAD_OF(
                        "400000", "new") ",'李雷'||i,CASE i%3 WHEN 0 THEN 'walk_in' ELSE "
                                         "'web' END," MOMENT("400000") ",1+i%8 FROM n",
    COUNT("250000") "INSERT INTO sales_opportunity(" HEAD
                    ",customer,model,channel,source)"
                    " SELECT i,1,1,CASE i%5 WHEN 0 THEN 'lost' ELSE 'delivered' "
                    "END,0,1+i%12," MOMENT("250000") ",0,0,0,i,1+i%20,1+i%8,'web' FROM n",
    COUNT("200000") "INSERT INTO sales_order(" HEAD
                    ",number,customer,model,list_price,price,"
                    "channel,source,signed_at,delivered_at,same_day,nth) SELECT " HEAD_OF(
                        "200000",
                        "delivered") ",'N'||i,i,1+i%20,12980000,12000000+i%1000,1+i%8,"
                                     "CASE i%3 WHEN 0 THEN 'walk_in' ELSE 'web' "
                                     "END," MOMENT("200000") "," MOMENT(
                                         "200000") ",i%7=0,1+(i%9=0) FROM n",
    "PRAGMA wal_checkpoint(TRUNCATE)",
};

static sqlite3 *
fill(const char *dir)
{
    char path[300], *message = NULL;
    sqlite3 *db;
    snprintf(path, sizeof(path), "%s/dms.db", dir);
    int code = sqlite3_open(path, &db);
    for (size_t i = 0; code == SQLITE_OK && i < sizeof(fills) / sizeof(fills[0]); i++)
        code = sqlite3_exec(db, fills[i], NULL, NULL, &message);
    if (code != SQLITE_OK) {
        fprintf(stderr, "fill: %s\n", message);
        exit(1);
    }
    return db;
}

/* The rights of a general manager: the rows of one store. */
static const struct dms_request manager = { .size = sizeof(manager),
                                            .user = "boss",
                                            .store = "B01" };

static struct dms_json *
ask_as(struct dms_house *house, const struct dms_request *request, const char *text)
{
    struct dms_json *question = NULL, *answer = NULL;
    BENCH_CHECK(dms_json_load(text, strlen(text), &question, bench_error));
    BENCH_CHECK(dms_house_ask(house, request, question, &answer, bench_error));
    dms_json_destroy(question);
    return answer;
}

static const struct dms_request *asker = &manager;

static struct dms_json *
ask(struct dms_house *house, const char *text)
{
    return ask_as(house, asker, text);
}

static void
hire(struct dms_house *house)
{
    dms_json_destroy(ask_as(house, &bench_request,
                            "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{"
                            "\"name\":\"boss\",\"roles\":[\"general_manager\"],"
                            "\"stores\":[\"B01\"]}}"));
}

/* The values of all figures, in ms of wall: the median of some rounds. */
static double
dashboard(struct dms_house *house, const char *question, size_t *figures)
{
    double took[ROUNDS];
    dms_json_destroy(ask(house, question)); /* warm */
    for (int round = 0; round < ROUNDS; round++) {
        int64_t before = bench_wall();
        struct dms_json *answer = ask(house, question);
        took[round] = (double)(bench_wall() - before) / 1e6;
        *figures = dms_json_count(dms_json_at_key(answer, "figures"));
        dms_json_destroy(answer);
    }
    return bench_median(took, ROUNDS);
}

/* Each alone, for whoever wants to know which one is dear. */
static void
one_by_one(struct dms_house *house, const char *window)
{
    struct dms_json *all = ask(house, "{\"do\":\"figures\"}");
    const struct dms_json *figures = dms_json_at_key(all, "figures");
    for (size_t i = 0; i < dms_json_count(figures); i++) {
        char question[300];
        const char *name = dms_json_text_at(dms_json_at(figures, i), "name");
        snprintf(
            question, sizeof(question),
            "{\"do\":\"figure\",\"name\":\"%s\",\"window\":\"%s\",\"at\":\"2026-06-15\"}",
            name, window);
        int64_t before = bench_wall();
        dms_json_destroy(ask(house, question));
        printf("  %-22s %-6s %8.2f ms\n", name, window,
               (double)(bench_wall() - before) / 1e6);
    }
    dms_json_destroy(all);
}

/* What a hand-written statement counts must be what the dashboard says. */
static void
compare(struct dms_house *house, sqlite3 *db)
{
    sqlite3_stmt *statement;
    char text[32];
    struct dms_json *answer = ask(house, "{\"do\":\"figure\",\"name\":\"sales.amount\","
                                         "\"window\":\"month\",\"at\":\"2026-06-15\"}");
    sqlite3_prepare_v2(
        db,
        "SELECT sum(price) FROM sales_order WHERE delivered_at>=1780243200000"
        " AND delivered_at<1782835200000 AND state='delivered'",
        -1, &statement, NULL);
    sqlite3_step(statement);
    dms_money_print(sqlite3_column_int64(statement, 0), text, sizeof(text));
    const char *said = dms_json_text_at(answer, "value");
    bench_figure("the amount of June is what a recount says (1: yes)",
                 said != NULL && strcmp(said, text) == 0 ? 1 : 0, -1, "");
    sqlite3_finalize(statement);
    dms_json_destroy(answer);
}

int
main(void)
{
    char dir[256];
    size_t figures = 0;
    struct dms_house *house =
        bench_house_open_with(dir, false, TEST_BUILD_DIR "/plugins", NULL);
    hire(house);
    sqlite3 *db = fill(dir);
    double month = dashboard(
        house, "{\"do\":\"figures\",\"window\":\"month\",\"at\":\"2026-06-15\"}",
        &figures);
    double year =
        dashboard(house, "{\"do\":\"figures\",\"window\":\"year\",\"at\":\"2026-06-15\"}",
                  &figures);
    asker = &bench_request;
    double group = dashboard(
        house, "{\"do\":\"figures\",\"window\":\"month\",\"at\":\"2026-06-15\"}",
        &figures);
    asker = &manager;
    one_by_one(house, "month");
    one_by_one(house, "year");
    compare(house, db);
    printf("%zu figures at once\n", figures);
    bench_figure("all figures of a month over 1,000,000 customers: wall", month, LIMIT,
                 "ms");
    bench_figure("all figures of a year over 1,000,000 customers: wall", year, LIMIT,
                 "ms");
    bench_figure("all figures of a month for who sees every store: wall", group, LIMIT,
                 "ms");
    sqlite3_close(db);
    bench_house_close(house, dir);
    return bench_end();
}
