/* power_test.c - the power goes at any moment, and of what was not synced the disk keeps what it
 * likes: nothing acknowledged is lost, nothing is half there. 3,000 cuts; DMS_LONG: 100,000; a
 * sanitizer watches 300.
 * timeout: 300 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <inttypes.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dms/house.h>

#include "support/long_form.h"
#include "support/pair.h"
#include "support/power_disk.h"
#include "support/watched.h"

#define WRITERS 16
#define WRITES  1200

static char dir[64], store[80], image[100];
static struct dms_house *house;
static atomic_int next_number;
static uint64_t chance = 88172645463325252u;
static size_t cuts = 3000, first_cut;

static const struct dms_house_options options = { .size = sizeof(options),
                                                  .plugin_path = "/nowhere",
                                                  .script_path = "/nowhere" };
static const struct dms_request request = { .size = sizeof(request),
                                            .flags = DMS_AS_HOUSE };

static enum dms_status
put_both(struct dms_unit *unit, void *context, struct dms_json **answer,
         struct dms_error *error)
{
    (void)answer;
    return pair_put(unit, *(int *)context, error);
}

static void *
write_many(void *context)
{
    (void)context;
    for (int number; (number = atomic_fetch_add(&next_number, 1)) < WRITES;) {
        if (dms_house_write(house, &request, put_both, &number, NULL, NULL) != DMS_OK)
            abort();
        power_disk_acknowledge(number);
    }
    return NULL;
}

static void
record_a_day(void)
{
    pthread_t writers[WRITERS];
    assert_int_equal(dms_house_create(store, NULL), DMS_OK);
    assert_int_equal(dms_house_open(store, &options, &house, NULL), DMS_OK);
    first_cut = power_disk_moments();
    for (int i = 0; i < WRITERS; i++)
        assert_int_equal(pthread_create(&writers[i], NULL, write_many, NULL), 0);
    for (int i = 0; i < WRITERS; i++)
        pthread_join(writers[i], NULL);
}

/* Which of the numbers a column holds. */
static void
mark(sqlite3 *db, const char *sql, char *marks)
{
    sqlite3_stmt *rows = NULL;
    memset(marks, 0, WRITES);
    if (sqlite3_prepare_v2(db, sql, -1, &rows, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(rows) == SQLITE_ROW) {
        int number = atoi((const char *)sqlite3_column_text(rows, 0) + 1);
        assert_in_range(number, 0, WRITES - 1);
        assert_int_equal(marks[number]++, 0);
    }
    if (sqlite3_finalize(rows) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

static void
judge_rows(size_t cut)
{
    static char brands[WRITES], roles[WRITES];
    size_t count;
    sqlite3 *db = NULL;
    const int64_t *acknowledged = power_disk_acknowledged(&count);
    assert_int_equal(sqlite3_open(image, &db), SQLITE_OK);
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL); /* we only look */
    mark(db, "SELECT code FROM core_brand WHERE code GLOB 'n[0-9]*'", brands);
    mark(db, "SELECT name FROM core_role WHERE name GLOB 'n[0-9]*'", roles);
    sqlite3_close(db);
    if (memcmp(brands, roles, WRITES) != 0)
        fail_msg("cut %zu: a transaction is half there", cut);
    for (size_t i = 0; i < count; i++)
        if (brands[acknowledged[i]] == 0)
            fail_msg("cut %zu: %" PRId64 " was acknowledged and is lost", cut,
                     acknowledged[i]);
}

static bool
is_sound(struct dms_house *opened, const char *question)
{
    struct dms_json *json = NULL, *answer = NULL;
    assert_int_equal(dms_json_load(question, strlen(question), &json, NULL), DMS_OK);
    assert_int_equal(dms_house_ask(opened, &request, json, &answer, NULL), DMS_OK);
    bool sound = dms_json_boolean_at(answer, "sound");
    dms_json_destroy(json);
    dms_json_destroy(answer);
    return sound;
}

/* The chain's anchors are written and synced after the rows they hold, and before their note. */
static void
leave_anchors(void)
{
    char from[100], to[100], line[200];
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    snprintf(from, sizeof(from), "%s/audit.anchor", store);
    snprintf(to, sizeof(to), "%s/opened/audit.anchor", dir);
    assert_int_equal(sqlite3_open(image, &db), SQLITE_OK);
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT max(id) FROM audit", -1, &row, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    int64_t last = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(db);
    FILE *in = fopen(from, "r"), *out = fopen(to, "w");
    assert_non_null(out);
    while (in != NULL && fgets(line, sizeof(line), in) != NULL && atoll(line) <= last)
        fputs(line, out);
    fclose(out);
    if (in != NULL)
        fclose(in);
}

/* The house itself opens it, finds the chain of its audit whole, and works on. */
static void
judge_house(void)
{
    char folder[90], command[600];
    struct dms_house *opened = NULL;
    int number = WRITES;
    snprintf(folder, sizeof(folder), "%s/opened", dir);
    snprintf(command, sizeof(command), "rm -rf %s && mkdir %s && cp %s %s-wal %s", folder,
             folder, image, image, folder);
    assert_int_equal(system(command), 0);
    leave_anchors();
    assert_int_equal(dms_house_open(folder, &options, &opened, NULL), DMS_OK);
    assert_true(is_sound(opened, "{\"do\":\"check\"}"));
    assert_true(is_sound(opened, "{\"do\":\"audit_verify\"}"));
    assert_int_equal(dms_house_write(opened, &request, put_both, &number, NULL, NULL),
                     DMS_OK);
    dms_house_close(opened);
}

static void
nothing_acknowledged_is_lost_when_the_power_goes(void **state)
{
    (void)state;
    record_a_day();
    size_t moments = power_disk_moments();
    assert_true(moments > first_cut + WRITES);
    for (size_t i = 0; i < cuts; i++) {
        size_t cut = first_cut + (moments - first_cut) * i / cuts;
        power_disk_advance(cut);
        power_disk_cut(image, &chance);
        judge_rows(cut);
        if (i % 100 == 99)
            judge_house();
        test_tell("power", i + 1, cuts);
    }
    print_message("%zu cuts within %zu moments, nothing lost\n", cuts, moments);
    dms_house_close(house);
}

static int
begin(void **state)
{
    (void)state;
    char folder[100];
    strcpy(dir, "/tmp/dms-power-XXXXXX");
    if (mkdtemp(dir) == NULL)
        return 1;
    snprintf(store, sizeof(store), "%s/store", dir);
    snprintf(image, sizeof(image), "%s/left/dms.db", dir);
    snprintf(folder, sizeof(folder), "mkdir %s/left", dir);
    power_disk_record();
    return system(folder);
}

static int
end(void **state)
{
    (void)state;
    char command[100];
    snprintf(command, sizeof(command), "rm -rf %s", dir);
    return system(command);
}

int
main(void)
{
    if (test_is_long())
        cuts = 100000;
    else if (test_is_watched())
        cuts = 300;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_acknowledged_is_lost_when_the_power_goes,
                                        begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
