/* io_test.c - the n-th read, write, sync or lock of a database fails, for one n after the other, while
 * a group is written, a backup is made, the house opens or one of house_acts.h is done: who was told
 * that his write stands finds it, nothing is half there, and the house works on.
 * timeout: 180 */
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
#include <unistd.h>

#include <dms/house.h>

#include "support/disk.h"
#include "support/house_acts.h"
#include "support/long_form.h"
#include "support/pair.h"
#include "support/watched.h"

#define GROUP 8
#define MANY  20  /* from here on the short form tries each */
#define STEP  61  /* -th only */
#define WIDE  9   /* and of what takes long each of these from the start */
#define AGE   200 /* deeds that a house sees fail */

static const struct {
    const char *name;
    enum disk_act act;
    int code;
} kinds[] = {
    { "read", DISK_READ, SQLITE_IOERR_READ },
    { "write", DISK_WRITE, SQLITE_IOERR_WRITE },
    { "sync", DISK_SYNC, SQLITE_IOERR_FSYNC },
    { "lock", DISK_LOCK, SQLITE_BUSY },
};

static char dir[64], store[80], scripts[80];
static struct dms_house *house;
static atomic_int next_number, left = -1, kind, failed;
static int64_t acknowledged, roles_at_first;
static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;

static const struct dms_house_options options = { .size = sizeof(options),
                                                  .plugin_path = "/nowhere",
                                                  .script_path = scripts };
static const struct dms_request request = { .size = sizeof(request),
                                            .flags = DMS_AS_HOUSE };

/* The one deed of the kind on which `left` reaches nought. */
static int
fail_once(const struct disk_deed *deed)
{
    if (deed->act != kinds[kind].act || atomic_load(&left) < 0 ||
        atomic_fetch_sub(&left, 1) != 0)
        return SQLITE_OK;
    atomic_fetch_add(&failed, 1);
    return kinds[kind].code;
}

static enum dms_status
put_both(struct dms_unit *unit, void *context, struct dms_json **answer,
         struct dms_error *error)
{
    (void)answer;
    return pair_put(unit, *(int *)context, error);
}

static void *
write_one(void *context)
{
    int number = atomic_fetch_add(&next_number, 1);
    (void)context;
    if (dms_house_write(house, &request, put_both, &number, NULL, NULL) == DMS_OK) {
        pthread_mutex_lock(&counting);
        acknowledged++;
        pthread_mutex_unlock(&counting);
    }
    return NULL;
}

static void
write_a_group(void)
{
    pthread_t writers[GROUP];
    for (int i = 0; i < GROUP; i++)
        assert_int_equal(pthread_create(&writers[i], NULL, write_one, NULL), 0);
    for (int i = 0; i < GROUP; i++)
        pthread_join(writers[i], NULL);
}

static enum dms_status
count_both(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    (void)answer;
    int64_t *counts = context;
    enum dms_status st = dms_unit_count(unit, "core.brand", "", NULL, &counts[0], error);
    return st == DMS_OK ? dms_unit_count(unit, "core.role", "", NULL, &counts[1], error)
                        : st;
}

static void
count(int64_t counts[2])
{
    struct dms_json *nothing = NULL;
    assert_int_equal(dms_house_read(house, &request, count_both, counts, &nothing, NULL),
                     DMS_OK);
}

static bool
is_sound(const char *question)
{
    struct dms_json *json = NULL, *answer = NULL;
    assert_int_equal(dms_json_load(question, strlen(question), &json, NULL), DMS_OK);
    assert_int_equal(dms_house_ask(house, &request, json, &answer, NULL), DMS_OK);
    bool sound = dms_json_boolean_at(answer, "sound");
    dms_json_destroy(json);
    dms_json_destroy(answer);
    return sound;
}

static void
backup(void)
{
    char question[160];
    struct dms_json *json = NULL, *answer = NULL;
    snprintf(question, sizeof(question), "{\"do\":\"backup\",\"file\":\"%s/copy\"}", dir);
    assert_int_equal(dms_json_load(question, strlen(question), &json, NULL), DMS_OK);
    enum dms_status st = dms_house_ask(house, &request, json, &answer, NULL);
    dms_json_destroy(json);
    dms_json_destroy(answer);
    snprintf(question, sizeof(question), "%s/copy", dir);
    assert_int_equal(unlink(question) == 0, st == DMS_OK); /* none, or a whole one */
}

static void
open_again(void)
{
    dms_house_close(house);
    house = NULL;
    if (dms_house_open(store, &options, &house, NULL) == DMS_OK)
        return;
    atomic_store(&left, -1);
    assert_int_equal(dms_house_open(store, &options, &house, NULL), DMS_OK);
}

static const struct {
    const char *name;
    void (*run)(void);
} own_acts[] = { { "a group", write_a_group },
                 { "a backup", backup },
                 { "opening", open_again } };

#define OWN (sizeof(own_acts) / sizeof(own_acts[0]))

static const char *
name_of(size_t act)
{
    return act < OWN ? own_acts[act].name : house_acts[act - OWN].name;
}

static void
assert_whole(const struct house_act *act, int number, bool done, int n)
{
    bool whole = false;
    if (act->judge(house, number, done, &whole) != DMS_OK || !whole)
        fail_msg("%s, %s %d: it is half there", act->name, kinds[kind].name, n);
}

/* Whatever came of it the first time: done again it is done, once. */
static void
do_twice(const struct house_act *act, int n)
{
    static int number = 0;
    number++;
    if (act->prepare != NULL)
        assert_int_equal(act->prepare(house, dir, number), DMS_OK);
    atomic_store(&left, n);
    enum dms_status st = act->run(house, dir, number);
    atomic_store(&left, -1);
    assert_whole(act, number, st == DMS_OK, n);
    assert_int_equal(act->run(house, dir, number), DMS_OK);
    assert_whole(act, number, true, n);
    if (act->end != NULL)
        assert_int_equal(act->end(house, number), DMS_OK);
}

static void
do_act(size_t act, int n)
{
    if (act >= OWN) {
        do_twice(&house_acts[act - OWN], n);
        return;
    }
    atomic_store(&left, n);
    own_acts[act].run();
    atomic_store(&left, -1);
}

/* The next one to fail after the N-th. */
static int
after(int n, size_t act)
{
    bool every = test_is_long();
    int less = test_is_watched() ? 4 : 1, stride = act < OWN ? 1 : WIDE;
    if (every || (n < MANY && stride == 1))
        return n + 1;
    return n + less * (stride == 1 || n >= STEP ? STEP : stride);
}

/* True while there is an n-th deed to fail. A commit that failed may stand or not, which nobody
 * was promised: so at least what was acknowledged, and always both of a pair. */
static bool
fail_the(int n, size_t act)
{
    int64_t before[2], now[2], acknowledged_before = acknowledged;
    count(before);
    atomic_store(&failed, 0);
    do_act(act, n);
    int64_t meanwhile = acknowledged;
    write_a_group(); /* and by itself it goes on */
    count(now);
    if (acknowledged - meanwhile != GROUP)
        fail_msg("%s, %s %d: the house did not recover", name_of(act), kinds[kind].name,
                 n);
    if (now[0] - before[0] < acknowledged - acknowledged_before)
        fail_msg("%s, %s %d: an acknowledged write is lost", name_of(act),
                 kinds[kind].name, n);
    if (now[0] != now[1] - roles_at_first)
        fail_msg("%s, %s %d: a transaction is half there", name_of(act), kinds[kind].name,
                 n);
    return atomic_load(&failed) > 0;
}

static void
begin(void)
{
    int64_t at_first[2];
    strcpy(dir, "/tmp/dms-io-XXXXXX");
    assert_non_null(mkdtemp(dir));
    snprintf(store, sizeof(store), "%s/store", dir);
    snprintf(scripts, sizeof(scripts), "%s/scripts", dir);
    assert_int_equal(dms_house_create(store, NULL), DMS_OK);
    assert_int_equal(dms_house_open(store, &options, &house, NULL), DMS_OK);
    count(at_first);
    roles_at_first = at_first[1] - at_first[0];
}

static void
end(void)
{
    char command[100];
    assert_true(is_sound("{\"do\":\"check\"}"));
    assert_true(is_sound("{\"do\":\"audit_verify\"}"));
    dms_house_close(house);
    snprintf(command, sizeof(command), "rm -rf %s", dir);
    assert_int_equal(system(command), 0);
}

/* A house grows by what is written between, and a backup reads all of it: faster than N grows. */
static void
stay_small(int n, size_t act)
{
    if (n % AGE != 0)
        return;
    end();
    begin();
    if (test_is_long())
        fprintf(stderr, "%s: %d %ss\n", name_of(act), n, kinds[kind].name);
}

static void
no_failing_deed_of_the_disk_loses_or_halves_a_write(void **state)
{
    (void)state;
    int deeds = 0;
    disk_listen(fail_once);
    begin();
    for (size_t act = 0; act < OWN + HOUSE_ACTS; act++)
        for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
            int n = 0;
            atomic_store(&kind, (int)i);
            while (fail_the(n, act))
                stay_small(n = after(n, act), act);
            print_message("%s: up to %d %ss failed, one at a time\n", name_of(act), n,
                          kinds[i].name);
            deeds += n;
        }
    assert_true(deeds > MANY);
    end();
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_failing_deed_of_the_disk_loses_or_halves_a_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
