/* find_bench.c - what is typed at the counter, among 1,000,000 customers: the answer before a person
 * notices that they wait. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/bench.h"
#include "support/bench_house.h"

#define ROUNDS 21
#define LIMIT  150 /* ms */

/* Names of 40 × 60 × 60 characters, phones that differ in all of their last eight digits. */
static const char rows[] =
    "PRAGMA synchronous=OFF;"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<1000000)"
    " INSERT INTO crm_customer(id,rev,store,state,process,owner,created_at,created_by,"
    "updated_at,updated_by,kind,name,phone,purchases,grade)"
    " SELECT i,1,1,'',0,0,1760000000000+i,0,1760000000000+i,0,'person',"
    "substr('"
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',1+"
    "i%40,1)||"
    "substr('"
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文辉鹏飞宇浩晨曦梓涵子轩"
    "雨"
    "欣怡佳琪思源嘉诚志远天佑海',1+(i/40)%60,1)||"
    "substr('"
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文辉鹏飞宇浩晨曦梓涵子轩"
    "雨"
    "欣怡佳琪思源嘉诚志远天佑海',1+(i/2400)%60,1),"
    "'138'||printf('%08d',i*7919%100000000),0,'potential' FROM n;"
    "DELETE FROM note WHERE name='search.crm.customer';" /* the next start gives them their words */
    "PRAGMA wal_checkpoint(TRUNCATE);";

static void
fill(const char *dir)
{
    char path[300], *message = NULL;
    sqlite3 *db;
    snprintf(path, sizeof(path), "%s/dms.db", dir);
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db, rows, NULL, NULL, &message) != SQLITE_OK)
        bench_need(DMS_STORAGE, message, __FILE__, __LINE__);
    sqlite3_close(db);
}

/* With all rights, in no store: nothing is passed over that the index proposes. */
static const struct dms_request request = { .size = sizeof(request),
                                            .flags = DMS_AS_HOUSE };

static double
ask(struct dms_house *house, const char *text)
{
    struct dms_json *question = dms_json_create_object(), *answer = NULL;
    dms_json_set_text(question, "do", "find");
    dms_json_set_text(question, "text", text);
    int64_t before = bench_wall();
    BENCH_CHECK(dms_house_ask(house, &request, question, &answer, bench_error));
    double ms = (double)(bench_wall() - before) / 1e6;
    if (dms_json_count(dms_json_at_key(answer, "hits")) == 0)
        bench_need(DMS_BUG, text, __FILE__, __LINE__);
    dms_json_destroy(answer);
    dms_json_destroy(question);
    return ms;
}

static void
measure(struct dms_house *house, const char *what, const char *text)
{
    double ms[ROUNDS];
    for (int round = 0; round < ROUNDS; round++)
        ms[round] = ask(house, text);
    bench_figure(what, bench_median(ms, ROUNDS), LIMIT, "ms");
}

int
main(void)
{
    const char *base = getenv("TMPDIR");
    char dir[256], command[300];
    struct dms_house *house = NULL;
    snprintf(dir, sizeof(dir), "%s/dms-find-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(dir) == NULL)
        return 1;
    rmdir(dir);
    bench_error = dms_error_create();
    BENCH_CHECK(dms_house_create(dir, bench_error));
    BENCH_CHECK(dms_house_open(dir, NULL, &house, bench_error));
    dms_house_close(house);
    fill(dir);
    BENCH_CHECK(dms_house_open(dir, NULL, &house, bench_error));
    measure(house, "find the tail of a phone", "5678");
    measure(house, "find a whole phone", "13800007919");
    measure(house, "find initials of three letters", "wfm");
    measure(house, "find initials of two letters", "zw");
    measure(house, "find a surname", "王");
    measure(house, "find a name", "王伟伟");
    dms_house_close(house);
    snprintf(command, sizeof(command), "rm -rf '%s'", dir);
    return system(command) == 0 ? bench_end() : 1;
}
