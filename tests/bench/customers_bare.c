/* customers_bare.c - see customers_bare.h; the copy of the schema is bench_bare.c's. */
#include "bench/customers_bare.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "support/bench_house.h"

void
bench_customer_make(struct bench_customer *customer, int64_t n)
{
    snprintf(customer->name, sizeof(customer->name), "王小明%" PRId64, n % 1000);
    snprintf(customer->phone, sizeof(customer->phone), "138%08" PRId64, n % 100000000);
}

static void
need(sqlite3 *db, int code)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return;
    fprintf(stderr, "bare: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    need(db,
         sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL));
    return statement;
}

void
customers_bare_open(struct customers_bare *bare, const char *house_dir)
{
    char path[300];
    snprintf(path, sizeof(path), "%s/customers.db", house_dir);
    bare_open_db(&bare->db, house_dir, path);
    sqlite3 *db = bare->db;
    bare->insert = prepare(
        db,
        "INSERT INTO crm_customer(rev,store,state,process,owner,created_at,created_by,"
        "updated_at,updated_by,kind,name,phone,city,source,do_not_contact,purchases,"
        "grade) VALUES(1,1,'',0,0,?1,0,?1,0,'person',?2,?3,'杭州','import',0,0,"
        "'potential')");
    bare->search = prepare(
        db, "INSERT INTO searchdoc(entity,record,body) VALUES('crm.customer',?1,?2)");
    bare->words = prepare(db, "INSERT INTO searchword(rowid,body) VALUES(?1,?2)");
    bare->audit = prepare(
        db,
        "INSERT INTO audit(at,user,store,record,kind,entity,action,changes,request,"
        "previous,digest) VALUES(?1,0,1,?2,'data','crm.customer','create',?3,?4,?5,?5)");
    bare->outbox =
        prepare(db, "INSERT INTO outbox(at,name,entity,record,store,user,payload)"
                    " VALUES(?1,'crm.customer.created','crm.customer',?2,1,0,NULL)");
    bare->begin = prepare(db, "BEGIN IMMEDIATE");
    bare->commit = prepare(db, "COMMIT");
}

static void
step(struct customers_bare *bare, sqlite3_stmt *statement)
{
    need(bare->db, sqlite3_step(statement));
    sqlite3_reset(statement);
}

void
customers_bare_begin(struct customers_bare *bare)
{
    step(bare, bare->begin);
}

void
customers_bare_commit(struct customers_bare *bare)
{
    step(bare, bare->commit);
}

static void
bind(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

/* The same words the house indexes: characters apart, tails of the phone. */
static void
make_body(const struct bench_customer *customer, char *body, size_t size)
{
    const char *digits = customer->name + strlen("王小明");
    int used = snprintf(body, size, "王 小 明 %s %s", digits, customer->phone);
    for (size_t i = 1; i + 4 <= strlen(customer->phone) && used < (int)size; i++)
        used += snprintf(body + used, size - (size_t)used, " %s", customer->phone + i);
}

void
customers_bare_create(struct customers_bare *bare, int64_t n)
{
    static const unsigned char digest[32] = { 1 };
    struct bench_customer made;
    char changes[512], request[48], body[512];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t at = (int64_t)now.tv_sec * 1000;
    bench_customer_make(&made, n);
    sqlite3_bind_int64(bare->insert, 1, at);
    bind(bare->insert, 2, made.name), bind(bare->insert, 3, made.phone);
    step(bare, bare->insert);
    int64_t id = sqlite3_last_insert_rowid(bare->db);
    make_body(&made, body, sizeof(body));
    sqlite3_bind_int64(bare->search, 1, id), bind(bare->search, 2, body);
    step(bare, bare->search);
    sqlite3_bind_int64(bare->words, 1, sqlite3_last_insert_rowid(bare->db));
    bind(bare->words, 2, body);
    step(bare, bare->words);
    snprintf(
        changes, sizeof(changes),
        "{\"city\":[null,\"杭州\"],\"do_not_contact\":[null,false],\"grade\":[null,"
        "\"potential\"],\"kind\":[null,\"person\"],\"name\":[null,\"%s\"],\"phone\":["
        "null,\"%s\"],\"purchases\":[null,0],\"source\":[null,\"import\"]}",
        made.name, made.phone);
    snprintf(request, sizeof(request), "%" PRIx64 "-%" PRIx64, at, n);
    sqlite3_bind_int64(bare->audit, 1, at), sqlite3_bind_int64(bare->audit, 2, id);
    bind(bare->audit, 3, changes), bind(bare->audit, 4, request);
    sqlite3_bind_blob(bare->audit, 5, digest, sizeof(digest), SQLITE_STATIC);
    step(bare, bare->audit);
    sqlite3_bind_int64(bare->outbox, 1, at), sqlite3_bind_int64(bare->outbox, 2, id);
    step(bare, bare->outbox);
}

void
customers_bare_close(struct customers_bare *bare)
{
    sqlite3_stmt *const all[] = { bare->insert, bare->search, bare->words, bare->audit,
                                  bare->outbox, bare->begin,  bare->commit };
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        sqlite3_finalize(all[i]);
    sqlite3_close(bare->db);
}
