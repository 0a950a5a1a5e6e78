/* bench_house.h - a house with one entity, two C hooks and one Lua rule; and a bare SQLite
 * program that writes the very same rows by hand. */
#ifndef TESTS_SUPPORT_BENCH_HOUSE_H
#define TESTS_SUPPORT_BENCH_HOUSE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "dms/house.h"

#define BENCH_CHECK(call) bench_need((call), #call, __FILE__, __LINE__)

/* Ends the program with the error when STATUS is not DMS_OK. */
void bench_need(enum dms_status status, const char *what, const char *file, int line);
extern struct dms_error *bench_error;
extern const struct dms_request bench_request; /* as the house, in the only store */

/* A fresh house in a folder of its own under TMPDIR; path in DIR. With RULE: the Lua rule
 * is active. */
struct dms_house *bench_house_open(char dir[256], bool rule);
/* The same with the plugins of PLUGINS and the lines of dms.ini; NULL: none. */
struct dms_house *bench_house_open_with(char dir[256], bool rule, const char *plugins,
                                        const char *settings);
/* Puts TEXT into scripts/common/NAME.lua and has it read. */
void bench_house_rule(struct dms_house *house, const char *dir, const char *name,
                      const char *text);
void bench_house_close(struct dms_house *house, const char *dir);

/* The N-th lead, the same for both. */
struct bench_lead {
    char name[64], phone[16], email[64], words[128], body[512];
};
void bench_lead_make(struct bench_lead *lead, int64_t n);
/* The work of one create; CONTEXT: int64_t n. */
enum dms_status bench_create(struct dms_unit *unit, void *context, struct dms_json **answer,
                             struct dms_error *error);

/* A copy of the house's empty tables in a database of its own, with the same settings. */
struct bare {
    sqlite3 *db;
    sqlite3_stmt *insert, *search, *words, *audit, *outbox, *begin, *commit;
};
/* PATH with the house's tables and settings, and nothing prepared yet. */
void bare_open_db(sqlite3 **db, const char *house_dir, const char *path);
void bare_open(struct bare *bare, const char *house_dir, char path[300]);
void bare_create(struct bare *bare, int64_t n);
void bare_close(struct bare *bare);

#endif
