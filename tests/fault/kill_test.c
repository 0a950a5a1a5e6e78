/* kill_test.c - kill -9 while sixteen threads write: nothing acknowledged is lost, nothing is
 * half there, and the store opens by itself. 100 kills (crash_test.c kills as often over
 * HTTP); DMS_LONG: 5,000; a sanitizer watches 30.
 * timeout: 240 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <dms/house.h>

#include "support/long_form.h"
#include "support/pair.h"
#include "support/watched.h"

#define WRITERS   16
#define MOST_ACKS 100000
#define AGE       100 /* kills that a house sees */

static char dir[64], store[80];
static struct dms_house *house;
static atomic_llong next_number;
static int acks;

static struct dms_house *
open_house(void)
{
    struct dms_house_options options = { .size = sizeof(options),
                                         .plugin_path = "/nowhere",
                                         .script_path = "/nowhere" };
    struct dms_house *opened = NULL;
    struct dms_error *error = dms_error_create();
    if (dms_house_open(store, &options, &opened, error) != DMS_OK)
        print_error("open: %s %s\n", dms_error_key(error),
                    dms_error_value(error, "reason"));
    dms_error_destroy(error);
    return opened;
}

static enum dms_status
put_both(struct dms_unit *unit, void *context, struct dms_json **answer,
         struct dms_error *error)
{
    (void)answer;
    return pair_put(unit, *(int64_t *)context, error);
}

static enum dms_status
write_number(int64_t number)
{
    char key[40];
    snprintf(key, sizeof(key), "key-%" PRId64, number);
    const struct dms_request request = {
        .size = sizeof(request), .flags = DMS_AS_HOUSE, .key = key, .body_hash = key
    };
    return dms_house_write(house, &request, put_both, &number, NULL, NULL);
}

static void *
write_for_ever(void *context)
{
    (void)context;
    for (;;) {
        int64_t number = atomic_fetch_add(&next_number, 1);
        if (write_number(number) != DMS_OK ||
            write(acks, &number, sizeof(number)) != sizeof(number))
            abort();
    }
}

/* The child that is killed. */
static void
live(int pipe_end, int64_t first)
{
    pthread_t thread;
    acks = pipe_end;
    atomic_store(&next_number, first);
    house = open_house();
    if (house == NULL)
        _exit(3);
    for (int i = 0; i < WRITERS; i++)
        pthread_create(&thread, NULL, write_for_ever, NULL);
    for (;;)
        pause();
}

static uint64_t
random_number(void)
{
    static uint64_t state = 88172645463325252u; /* the same kills every time */
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Reads acknowledgements until the child is dead. Returns how many. */
static size_t
kill_one(int64_t first, int64_t *acked)
{
    int ends[2], status;
    size_t count = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        live(ends[1], first);
    }
    close(ends[1]);
    /* Some die while they open or recover, most in the middle of their work. */
    bool early = random_number() % 8 == 0;
    if (!early)
        count = read(ends[0], &acked[0], sizeof(int64_t)) == sizeof(int64_t);
    const struct timespec a_while = { .tv_nsec = (long)(random_number() % 40000000) };
    nanosleep(&a_while, NULL);
    kill(child, SIGKILL);
    while (count < MOST_ACKS &&
           read(ends[0], &acked[count], sizeof(int64_t)) == sizeof(int64_t))
        count++;
    close(ends[0]);
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    return count;
}

static int64_t
count_of(struct dms_unit *unit, const char *entity, const char *field, int64_t number)
{
    char name[40];
    int64_t count = 0;
    struct dms_json *question = dms_json_create_object(),
                    *where = dms_json_create_object();
    snprintf(name, sizeof(name), "n%" PRId64, number);
    dms_json_set_text(where, field, name);
    dms_json_take_key(question, "where", where);
    char *text = dms_json_print(question);
    assert_int_equal(dms_unit_count(unit, entity, text, NULL, &count, NULL), DMS_OK);
    free(text);
    dms_json_destroy(question);
    return count;
}

struct verdict {
    const int64_t *acked;
    size_t count;
    int64_t brands, roles;
};

static enum dms_status
look(struct dms_unit *unit, void *context, struct dms_json **answer,
     struct dms_error *error)
{
    (void)answer;
    struct verdict *verdict = context;
    for (size_t i = 0; i < verdict->count; i++) {
        if (count_of(unit, "core.brand", "code", verdict->acked[i]) != 1 ||
            count_of(unit, "core.role", "name", verdict->acked[i]) != 1)
            fail_msg("%" PRId64 " was acknowledged and is not there once",
                     verdict->acked[i]);
    }
    enum dms_status st =
        dms_unit_count(unit, "core.brand", "", NULL, &verdict->brands, error);
    return st == DMS_OK
               ? dms_unit_count(unit, "core.role", "", NULL, &verdict->roles, error)
               : st;
}

static bool
answers_true(const char *question, const char *member)
{
    static const struct dms_request request = { .size = sizeof(request),
                                                .flags = DMS_AS_HOUSE };
    struct dms_json *json = NULL, *answer = NULL;
    assert_int_equal(dms_json_load(question, strlen(question), &json, NULL), DMS_OK);
    assert_int_equal(dms_house_ask(house, &request, json, &answer, NULL), DMS_OK);
    bool truth = dms_json_boolean_at(answer, member);
    if (!truth) {
        char *text = dms_json_print(answer);
        print_error("%s\n", text);
        free(text);
    }
    dms_json_destroy(json);
    dms_json_destroy(answer);
    return truth;
}

/* What was acknowledged is there once, also when it is asked for again; the rest is whole. */
static void
judge(const int64_t *acked, size_t count, int64_t roles_before, bool deeply)
{
    static const struct dms_request request = { .size = sizeof(request),
                                                .flags = DMS_AS_HOUSE };
    struct verdict verdict = { .acked = acked, .count = count };
    struct dms_json *nothing = NULL;
    house = open_house();
    assert_non_null(house);
    if (count > 0)
        assert_int_equal(write_number(acked[count - 1]), DMS_OK);
    assert_int_equal(dms_house_read(house, &request, look, &verdict, &nothing, NULL),
                     DMS_OK);
    assert_int_equal(verdict.brands, verdict.roles - roles_before);
    if (deeply) {
        assert_true(answers_true("{\"do\":\"check\"}", "sound"));
        assert_true(answers_true("{\"do\":\"audit_verify\"}", "sound"));
    }
    dms_house_close(house);
}

static int64_t
roles_at_first(void)
{
    static const struct dms_request request = { .size = sizeof(request),
                                                .flags = DMS_AS_HOUSE };
    struct verdict verdict = { .count = 0 };
    struct dms_json *nothing = NULL;
    house = open_house();
    assert_non_null(house);
    assert_int_equal(dms_house_read(house, &request, look, &verdict, &nothing, NULL),
                     DMS_OK);
    dms_house_close(house);
    return verdict.roles;
}

/* Kills ROUNDS times in a house of their own. Returns how many writes were acknowledged. */
static size_t
kill_in_a_new_house(int first, int rounds, int all, int64_t *acked)
{
    size_t total = 0;
    char command[100];
    strcpy(dir, "/tmp/dms-kill-XXXXXX");
    assert_non_null(mkdtemp(dir));
    snprintf(store, sizeof(store), "%s/store", dir);
    assert_int_equal(dms_house_create(store, NULL), DMS_OK);
    int64_t roles = roles_at_first();
    for (int round = first; round < first + rounds; round++) {
        size_t count = kill_one((int64_t)round * MOST_ACKS, acked);
        judge(acked, count, roles, round % 50 == 49);
        total += count;
        test_tell("kill", (size_t)round + 1, (size_t)all);
    }
    snprintf(command, sizeof(command), "rm -rf %s", dir);
    assert_int_equal(system(command), 0);
    return total;
}

/* All that a house has is looked at after each kill, so none grows old. */
static void
nothing_acknowledged_is_lost_however_it_dies(void **state)
{
    (void)state;
    int rounds = test_is_long() ? 5000 : test_is_watched() ? 30 : AGE;
    int64_t *acked = calloc(MOST_ACKS, sizeof(*acked));
    size_t total = 0;
    for (int round = 0; round < rounds; round += AGE)
        total += kill_in_a_new_house(round, rounds < AGE ? rounds : AGE, rounds, acked);
    print_message("%d kills, %zu acknowledged writes, none lost\n", rounds, total);
    assert_true(total > (size_t)rounds);
    free(acked);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_acknowledged_is_lost_however_it_dies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
