/* bench_bare.c - the yardstick: hand-written prepared statements on the same tables. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "support/bench_house.h"

static void
need(sqlite3 *db, int code, const char *what)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return;
    fprintf(stderr, "bare: %s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

static void
run(sqlite3 *db, const char *sql)
{
    need(db, sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
}

/* The tables and indexes the house has made, but for those that only the core uses. */
static void
copy_schema(sqlite3 *db, const char *house_dir)
{
    char sql[512];
    sqlite3_stmt *list;
    snprintf(sql, sizeof(sql), "ATTACH '%s/dms.db' AS house", house_dir);
    run(db, sql);
    need(
        db,
        sqlite3_prepare_v2(db,
                           "SELECT sql FROM house.sqlite_master WHERE sql IS NOT NULL AND"
                           " name NOT LIKE 'sqlite%' AND name NOT LIKE 'searchword_%'"
                           " ORDER BY type DESC, rowid",
                           -1, &list, NULL),
        "schema");
    while (sqlite3_step(list) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(list, 0);
        if (strstr(text, "TRIGGER") == NULL)
            run(db, text);
    }
    sqlite3_finalize(list);
    run(db, "DETACH house");
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    need(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL),
         sql);
    return statement;
}

void
bare_open_db(sqlite3 **db, const char *house_dir, const char *path)
{
    need(NULL, sqlite3_open(path, db), "open");
    run(*db, "PRAGMA journal_mode=WAL");
    run(*db, "PRAGMA synchronous=FULL");
    run(*db, "PRAGMA foreign_keys=ON");
    run(*db, "PRAGMA cache_size=-8192");
    copy_schema(*db, house_dir);
}

void
bare_open(struct bare *bare, const char *house_dir, char path[300])
{
    snprintf(path, 300, "%s/bare.db", house_dir);
    bare_open_db(&bare->db, house_dir, path);
    sqlite3 *db = bare->db;
    bare->insert = prepare(
        db, "INSERT INTO bench_lead(rev,store,state,process,owner,created_at,created_by,"
            "updated_at,updated_by,name,phone,email,source,words,budget,requested_at,"
            "next_action_at,contacts,grade) "
            "VALUES(1,1,'',0,0,?1,0,?1,0,?2,?3,?4,'web',?5,?6,?1,"
            "?7,0,?8)");
    bare->search = prepare(
        db, "INSERT INTO searchdoc(entity,record,body) VALUES('bench.lead',?1,?2)");
    bare->words = prepare(db, "INSERT INTO searchword(rowid,body) VALUES(?1,?2)");
    bare->audit = prepare(
        db,
        "INSERT INTO audit(at,user,store,record,kind,entity,action,changes,request,"
        "previous,digest) VALUES(?1,0,1,?2,'data','bench.lead','create',?3,?4,?5,?5)");
    bare->outbox =
        prepare(db, "INSERT INTO outbox(at,name,entity,record,store,user,payload)"
                    " VALUES(?1,'bench.lead.created','bench.lead',?2,1,0,NULL)");
    bare->begin = prepare(db, "BEGIN IMMEDIATE");
    bare->commit = prepare(db, "COMMIT");
}

static void
step(struct bare *bare, sqlite3_stmt *statement)
{
    need(bare->db, sqlite3_step(statement), "step");
    sqlite3_reset(statement);
}

/* The same words the house indexes: characters apart, tails of the phone. */
static void
make_body(const struct bench_lead *lead, char *body, size_t size)
{
    const char *digits = lead->name + strlen("王小明");
    int used = snprintf(body, size, "王 小 明 %s %s", digits, lead->phone);
    for (size_t i = 1; i + 4 <= strlen(lead->phone) && used < (int)size; i++)
        used += snprintf(body + used, size - (size_t)used, " %s", lead->phone + i);
}

static void
bind(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

void
bare_create(struct bare *bare, int64_t n)
{
    static const unsigned char digest[32] = { 1 };
    struct bench_lead lead;
    char changes[1024], request[32], body[512];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t at = (int64_t)now.tv_sec * 1000;
    bench_lead_make(&lead, n);
    sqlite3_stmt *insert = bare->insert;
    sqlite3_bind_int64(insert, 1, at);
    bind(insert, 2, lead.name), bind(insert, 3, lead.phone), bind(insert, 4, lead.email);
    bind(insert, 5, lead.words);
    sqlite3_bind_int64(insert, 6, 20000000 + n % 3);
    sqlite3_bind_int64(insert, 7, at + 86400000);
    bind(insert, 8, n % 3 > 0 ? "A" : "B");
    step(bare, insert);
    int64_t id = sqlite3_last_insert_rowid(bare->db);
    make_body(&lead, body, sizeof(body));
    sqlite3_bind_int64(bare->search, 1, id), bind(bare->search, 2, body);
    step(bare, bare->search);
    int64_t doc = sqlite3_last_insert_rowid(bare->db);
    sqlite3_bind_int64(bare->words, 1, doc), bind(bare->words, 2, body);
    step(bare, bare->words);
    snprintf(
        changes, sizeof(changes),
        "{\"budget\":[null,\"200000.00\"],\"contacts\":[null,0],\"email\":[null,\"%s\"],"
        "\"grade\":[null,\"A\"],\"name\":[null,\"%s\"],\"next_action_at\":[null,"
        "\"2026-11-03T09:00:00+08:00\"],\"phone\":[null,\"%s\"],\"requested_at\":[null,"
        "\"2026-11-02T09:00:00+08:00\"],\"source\":[null,\"web\"],\"words\":[null,\"%s\"]"
        "}",
        lead.email, lead.name, lead.phone, lead.words);
    snprintf(request, sizeof(request), "%" PRIx64 "-%" PRIx64, at, n);
    sqlite3_bind_int64(bare->audit, 1, at), sqlite3_bind_int64(bare->audit, 2, id);
    bind(bare->audit, 3, changes), bind(bare->audit, 4, request);
    sqlite3_bind_blob(bare->audit, 5, digest, sizeof(digest), SQLITE_STATIC);
    step(bare, bare->audit);
    sqlite3_bind_int64(bare->outbox, 1, at), sqlite3_bind_int64(bare->outbox, 2, id);
    step(bare, bare->outbox);
}

void
bare_close(struct bare *bare)
{
    sqlite3_stmt *const all[] = { bare->insert, bare->search, bare->words, bare->audit,
                                  bare->outbox, bare->begin,  bare->commit };
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        sqlite3_finalize(all[i]);
    sqlite3_close(bare->db);
}
