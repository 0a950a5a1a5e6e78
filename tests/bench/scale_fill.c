/* scale_fill.c - millions of rows in minutes: indexes are taken away and made anew behind them, and so
 * are the words of the search, from documents that are written as the house would. But pages have the
 * room that a grown house has: phones came in any order, and leads were followed before they were lost.
 * Packed full, each page would be split by the first that is written to it. */
#include "bench/scale_bench.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdlib.h>

#define TABLES "('crm_customer','crm_car','crm_lead','sales_order')"
#define HEAD                                                                             \
    "id,rev,store,state,process,owner,created_at,created_by,updated_at,updated_by"
#define HEAD_OF(state) "i,1,1," state ",0,0,1704038400000+i*1000,0,1704038400000+i*1000,0"
#define GIVEN          "芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文辉鹏飞宇浩晨曦"
#define NAME                                                                             \
    "substr('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗',1+i%20,1)||substr('" GIVEN        \
    "',1+(i/20)%36,1)||substr('" GIVEN "',1+(i/720)%36,1)"
#define PHONE "'1'||printf('%010d',i*7919%10000000000)"
#define APART(text)                                                                      \
    "substr(" text ",1,1)||' '||substr(" text ",2,1)||' '||substr(" text ",3,1)"
#define TAILS                                                                            \
    "phone||' '||substr(phone,2)||' '||substr(phone,3)||' '||substr(phone,4)||' '||"     \
    "substr(phone,5)||' '||substr(phone,6)||' '||substr(phone,7)||' '||substr(phone,8)"

static const char *const rows[] = {
    "INSERT INTO sales_model(" HEAD ",name) SELECT i,1,0,'',0,0,0,0,0,0,'M'||i FROM n"
    " WHERE i<=20",
    "INSERT INTO crm_customer(" HEAD
    ",kind,name,phone,purchases,grade) SELECT " HEAD_OF("''") ",'person'," NAME "," PHONE
                                                              ",0,'potential' FROM n",
    /* A morning has as much to do in a small house as in a large one. */
    "INSERT INTO crm_car(" HEAD ",customer,vin,make,model,year,next_service_on)"
    " SELECT " HEAD_OF(
        "''") ",i,'LDMA5A1B2T'||printf('%07d',i%10000000),'晨曜','A5',2020+i%6,"
              "iif(i<=200,19000,40000+i%3000) FROM n",
    "INSERT INTO crm_lead(" HEAD
    ",name,phone,source,received_at,customer) SELECT " HEAD_OF(
        "iif(i%20=0,'new','following')") "," NAME "," PHONE
                                         ",'web',1704038400000+i*1000,i"
                                         " FROM n WHERE i<=?1*2/5",
    "UPDATE crm_lead SET state='lost' WHERE state='following'",
    "INSERT INTO sales_order(" HEAD ",number,customer,model,list_price,price,signed_at,"
    "delivered_at) SELECT " HEAD_OF(
        "'delivered'") ",'SOB01'||printf('%08d',i),i,1+i%20,12980000,12000000+i%1000,"
                       "1704038400000+i%900*86400000,1704038400000+i%900*86400000 FROM n"
                       " WHERE i<=?1/5",
    "INSERT INTO searchdoc(entity,record,body) SELECT 'crm.customer',id," APART(
        "name") "||' '||" TAILS " FROM crm_customer",
    "INSERT INTO searchdoc(entity,record,body) SELECT 'crm.car',id,vin||' '||"
    "substr(vin,6)||' '||substr(vin,10)||' '||substr(vin,12)||' '||substr(vin,14)"
    " FROM crm_car",
    "INSERT INTO searchdoc(entity,record,body) SELECT 'crm.lead',id," APART(
        "name") "||' '||" TAILS " FROM crm_lead",
    "INSERT INTO searchdoc(entity,record,body) SELECT 'sales.order',id,number||' '||"
    "substr(number,6)||' '||substr(number,9) FROM sales_order",
    "INSERT INTO searchword(searchword) VALUES('rebuild')",
};

static void
need(sqlite3 *db, int code)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return;
    fprintf(stderr, "fill: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static void
run(sqlite3 *db, const char *sql)
{
    need(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

/* Every row of the question is a statement. */
static void
run_each(sqlite3 *db, const char *question)
{
    sqlite3_stmt *list = NULL;
    char *all = sqlite3_mprintf("");
    need(db, sqlite3_prepare_v2(db, question, -1, &list, NULL));
    while (sqlite3_step(list) == SQLITE_ROW) {
        char *more = sqlite3_mprintf("%s%s;", all, sqlite3_column_text(list, 0));
        sqlite3_free(all);
        all = more;
    }
    need(db, sqlite3_finalize(list));
    run(db, all);
    sqlite3_free(all);
}

static void
insert(sqlite3 *db, const char *sql, int64_t customers)
{
    sqlite3_stmt *statement = NULL;
    char *whole = sqlite3_mprintf("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1"
                                  " FROM n WHERE i<?1) %s",
                                  sql);
    need(db, sqlite3_prepare_v2(db, whole, -1, &statement, NULL));
    need(db, sqlite3_bind_int64(statement, 1, customers));
    need(db, sqlite3_step(statement));
    need(db, sqlite3_finalize(statement));
    sqlite3_free(whole);
}

void
scale_fill(const char *dir, int64_t customers)
{
    char path[300];
    sqlite3 *db = NULL;
    snprintf(path, sizeof(path), "%s/dms.db", dir);
    need(NULL, sqlite3_open(path, &db));
    run(db,
        "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;"
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-500000;"
        "CREATE TEMP TABLE made AS SELECT name,sql FROM sqlite_schema WHERE type='index'"
        " AND sql IS NOT NULL AND tbl_name IN " TABLES
        " AND name NOT LIKE '%phone'; BEGIN");
    run_each(db, "SELECT 'DROP INDEX \"'||name||'\"' FROM made");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        insert(db, rows[i], customers);
    run_each(db, "SELECT sql FROM made");
    run(db, "COMMIT; PRAGMA journal_mode=WAL");
    sqlite3_close(db);
}
