/* http_rows.c - prepared statements and JSON written by hand, as a program without a core would. */
#include "http_rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COLUMNS                                                                          \
    "id,rev,store,state,owner,created_at,created_by,updated_at,updated_by,name,phone,"   \
    "email,source,words,budget,requested_at,next_action_at,contacts,grade"

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
        SQLITE_OK) {
        fprintf(stderr, "bare: %s: %s\n", sql, sqlite3_errmsg(db));
        exit(1);
    }
    return statement;
}

void
bare_rows_open(struct bare_rows *rows, const char *path)
{
    if (sqlite3_open_v2(path, &rows->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        abort();
    rows->begin = prepare(rows->db, "BEGIN");
    rows->end = prepare(rows->db, "COMMIT");
    rows->one = prepare(rows->db, "SELECT " COLUMNS " FROM bench_lead WHERE id=?1");
    rows->page =
        prepare(rows->db, "SELECT " COLUMNS " FROM bench_lead WHERE store=1 AND grade='A'"
                          " ORDER BY created_at DESC, id DESC LIMIT 50");
}

static void
print_time(int64_t ms, char text[40])
{
    time_t at = (time_t)(ms / 1000) + 8 * 3600;
    struct tm parts;
    gmtime_r(&at, &parts);
    snprintf(text, 40, "%04d-%02d-%02dT%02d:%02d:%02d.%03d+08:00", parts.tm_year + 1900,
             parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
             (int)(ms % 1000));
}

/* TEXT as a JSON string; the place after it. */
static char *
put_text(char *at, const char *name, const unsigned char *text)
{
    at += sprintf(at, "\"%s\":\"", name);
    for (; text != NULL && *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            *at++ = '\\';
        *at++ = (char)*text;
    }
    *at++ = '"';
    *at++ = ',';
    return at;
}

static char *
put_time(char *at, const char *name, int64_t ms)
{
    char text[40];
    print_time(ms, text);
    return at + sprintf(at, "\"%s\":\"%s\",", name, text);
}

static char *
put_record(char *at, sqlite3_stmt *row)
{
    int64_t budget = sqlite3_column_int64(row, 14);
    at +=
        sprintf(at, "{\"budget\":\"%" PRId64 ".%02" PRId64 "\",\"contacts\":%" PRId64 ",",
                budget / 100, budget % 100, (int64_t)sqlite3_column_int64(row, 17));
    at = put_time(at, "created_at", sqlite3_column_int64(row, 5));
    at = put_text(at, "email", sqlite3_column_text(row, 11));
    at = put_text(at, "grade", sqlite3_column_text(row, 18));
    at += sprintf(at, "\"id\":%" PRId64 ",", (int64_t)sqlite3_column_int64(row, 0));
    at = put_text(at, "name", sqlite3_column_text(row, 9));
    at = put_time(at, "next_action_at", sqlite3_column_int64(row, 16));
    at = put_text(at, "phone", sqlite3_column_text(row, 10));
    at = put_time(at, "requested_at", sqlite3_column_int64(row, 15));
    at += sprintf(at, "\"rev\":%" PRId64 ",", (int64_t)sqlite3_column_int64(row, 1));
    at = put_text(at, "source", sqlite3_column_text(row, 12));
    at = put_text(at, "state", sqlite3_column_text(row, 3));
    at += sprintf(at, "\"store\":%" PRId64 ",", (int64_t)sqlite3_column_int64(row, 2));
    at = put_time(at, "updated_at", sqlite3_column_int64(row, 7));
    at = put_text(at, "words", sqlite3_column_text(row, 13));
    at[-1] = '}';
    return at;
}

/* A snapshot of its own, as the house takes one for each request. */
static void
step(sqlite3_stmt *statement)
{
    sqlite3_step(statement);
    sqlite3_reset(statement);
}

size_t
bare_rows_one(struct bare_rows *rows, int64_t id, char *buffer, size_t size)
{
    char *at = buffer;
    (void)size;
    step(rows->begin);
    sqlite3_bind_int64(rows->one, 1, id);
    if (sqlite3_step(rows->one) == SQLITE_ROW) {
        at = put_record(stpcpy(at, "{\"record\":"), rows->one);
        *at++ = '}';
    }
    sqlite3_reset(rows->one);
    step(rows->end);
    return (size_t)(at - buffer);
}

size_t
bare_rows_page(struct bare_rows *rows, char *buffer, size_t size)
{
    char *at = stpcpy(
        buffer, "{\"next\":\"5b2262656e63682e6c656164222c2263222c325d\",\"records\":[");
    (void)size;
    step(rows->begin);
    while (sqlite3_step(rows->page) == SQLITE_ROW) {
        at = put_record(at, rows->page);
        *at++ = ',';
    }
    sqlite3_reset(rows->page);
    step(rows->end);
    at[-1] = ']';
    *at++ = '}';
    return (size_t)(at - buffer);
}

void
bare_touch_open(struct touching *touching, const struct bare *bare)
{
    touching->read = prepare(bare->db, "SELECT " COLUMNS " FROM bench_lead WHERE id=?1");
    touching->update = prepare(
        bare->db, "UPDATE bench_lead SET rev=rev+1,contacts=contacts+1,updated_at=?2,"
                  "updated_by=1 WHERE id=?1 AND rev=?3");
}

/* Reads the record, asks the guard, changes it, and writes the audit row and the event. */
void
bare_touch(struct touching *touching, struct bare *bare, int64_t id)
{
    static const unsigned char digest[32] = { 1 };
    struct timespec now;
    char changes[128], request[32];
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t at = (int64_t)now.tv_sec * 1000;
    sqlite3_bind_int64(touching->read, 1, id);
    bool there = sqlite3_step(touching->read) == SQLITE_ROW &&
                 sqlite3_column_int64(touching->read, 14) <= INT64_C(10000000000);
    int64_t rev = sqlite3_column_int64(touching->read, 1);
    int64_t contacts = sqlite3_column_int64(touching->read, 17);
    sqlite3_reset(touching->read);
    if (!there)
        return;
    sqlite3_bind_int64(touching->update, 1, id);
    sqlite3_bind_int64(touching->update, 2, at);
    sqlite3_bind_int64(touching->update, 3, rev);
    step(touching->update);
    snprintf(changes, sizeof(changes), "{\"contacts\":[%" PRId64 ",%" PRId64 "]}",
             contacts, contacts + 1);
    snprintf(request, sizeof(request), "%" PRIx64 "-%" PRIx64, at, id);
    sqlite3_bind_int64(bare->audit, 1, at), sqlite3_bind_int64(bare->audit, 2, id);
    sqlite3_bind_text(bare->audit, 3, changes, -1, SQLITE_STATIC);
    sqlite3_bind_text(bare->audit, 4, request, -1, SQLITE_STATIC);
    sqlite3_bind_blob(bare->audit, 5, digest, sizeof(digest), SQLITE_STATIC);
    step(bare->audit);
    sqlite3_bind_int64(bare->outbox, 1, at), sqlite3_bind_int64(bare->outbox, 2, id);
    step(bare->outbox);
}
