/* alloc_test.c - the n-th piece of memory is refused, while a group is written, a backup is made,
 * the house opens or one of house_acts.h is done: it says no, or ends with the one line that says
 * why, and never by stumbling; what it acknowledged is there, and no memory is left behind.
 * 20 n of each; DMS_LONG: every n. No sanitizers: their allocator is their own. timeout: 180 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <inttypes.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <dms/house.h>

#include "support/house_acts.h"
#include "support/long_form.h"
#include "support/pair.h"
#include "support/scarce.h"

#define GROUP   8
#define SAMPLES 20
#define SECONDS 60

static char dir[64], store[80], scripts[80];
static struct dms_house *house;
static atomic_int next_number;
static int acks;

static const struct dms_house_options options = { .size = sizeof(options),
                                                  .plugin_path = "/nowhere",
                                                  .script_path = scripts };
static const struct dms_request request = { .size = sizeof(request),
                                            .flags = DMS_AS_HOUSE };

static void
begin(void)
{
    strcpy(dir, "/tmp/dms-alloc-XXXXXX");
    assert_non_null(mkdtemp(dir));
    snprintf(store, sizeof(store), "%s/store", dir);
    snprintf(scripts, sizeof(scripts), "%s/scripts", dir);
    assert_int_equal(dms_house_create(store, NULL), DMS_OK);
}

static void
end(void)
{
    char command[100];
    snprintf(command, sizeof(command), "rm -rf %s", dir);
    assert_int_equal(system(command), 0);
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
    if (dms_house_write(house, &request, put_both, &number, NULL, NULL) == DMS_OK &&
        write(acks, &number, sizeof(number)) != sizeof(number))
        abort();
    return NULL;
}

static enum dms_status
write_a_group(struct dms_house *all, const char *folder, int number)
{
    pthread_t writers[GROUP];
    int made = 0;
    (void)all, (void)folder, (void)number;
    while (made < GROUP && pthread_create(&writers[made], NULL, write_one, NULL) == 0)
        made++;
    while (made > 0)
        pthread_join(writers[--made], NULL);
    return DMS_OK;
}

static enum dms_status
backup(struct dms_house *all, const char *folder, int number)
{
    char question[160];
    struct dms_json *json = NULL, *answer = NULL;
    (void)number;
    snprintf(question, sizeof(question), "{\"do\":\"backup\",\"file\":\"%s/copy\"}",
             folder);
    enum dms_status st = dms_json_load(question, strlen(question), &json, NULL);
    if (st == DMS_OK)
        st = dms_house_ask(all, &request, json, &answer, NULL);
    dms_json_destroy(json);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
open_again(struct dms_house *all, const char *folder, int number)
{
    (void)folder, (void)number;
    dms_house_close(all);
    house = NULL;
    return dms_house_open(store, &options, &house, NULL);
}

static const struct house_act own_acts[] = { { .name = "a group", .run = write_a_group },
                                             { .name = "a backup", .run = backup },
                                             { .name = "opening", .run = open_again } };

#define OWN (sizeof(own_acts) / sizeof(own_acts[0]))

static const struct house_act *
act_at(size_t number)
{
    return number < OWN ? &own_acts[number] : &house_acts[number - OWN];
}

struct outcome {
    const struct house_act *act; /* NULL: there was none */
    int first;
    int numbers[GROUP]; /* acknowledged */
    size_t count;
    long long asked;  /* 0: it ended before */
    long long behind; /* pieces that nobody gave back */
};

static struct outcome last;
static int64_t difference; /* of roles and brands, from the beginning on */

/* What was acknowledged has to be whole. */
static bool
is_whole(const struct house_act *act, int number, bool done)
{
    bool whole = true;
    return act->judge == NULL ||
           (act->judge(house, number, done, &whole) == DMS_OK && whole);
}

static enum dms_status
judge(struct dms_unit *unit, void *context, struct dms_json **answer,
      struct dms_error *error)
{
    int64_t brands = 0, roles = 0, found = 0, missing = 0;
    enum dms_status st = DMS_OK;
    (void)answer;
    for (size_t i = 0; i < last.count && st == DMS_OK; i++) {
        char where[60];
        snprintf(where, sizeof(where), "{\"where\":{\"code\":\"n%d\"}}", last.numbers[i]);
        st = dms_unit_count(unit, "core.brand", where, NULL, &found, error);
        missing += found != 1;
    }
    if (st == DMS_OK)
        st = dms_unit_count(unit, "core.brand", "", NULL, &brands, error);
    if (st == DMS_OK)
        st = dms_unit_count(unit, "core.role", "", NULL, &roles, error);
    *(int64_t *)context = roles - brands;
    return st == DMS_OK && missing > 0 ? DMS_NOT_FOUND : st;
}

/* In the house that was opened after it: what is wrong with the last outcome; NULL: nothing. */
static const char *
look_back(void)
{
    char copy[100];
    int64_t now = 0;
    struct dms_json *nothing = NULL;
    snprintf(copy, sizeof(copy), "%s/copy", dir);
    unlink(copy);
    if (dms_house_read(house, &request, judge, &now, &nothing, NULL) != DMS_OK)
        return "what was acknowledged is not there";
    if (now != difference)
        return "a transaction is half there";
    if (last.act == NULL)
        return NULL;
    if (!is_whole(last.act, last.first, false))
        return "it is half there";
    bool ended = last.act->end == NULL || last.act->end(house, last.first) == DMS_OK;
    return ended ? NULL : "it cannot go on";
}

/* The child that gets too little. Before that it looks at what the one before it left. */
static void
live(int pipe_end, int errors, int first, const struct house_act *act, long long n)
{
    long long counts[2] = { 0, -atomic_load(&scarce_held) }; /* asked, left behind */
    acks = pipe_end;
    dup2(errors, STDERR_FILENO);
    alarm(SECONDS);
    atomic_store(&next_number, first);
    if (dms_house_open(store, &options, &house, NULL) != DMS_OK)
        _exit(3);
    const char *wrong = look_back();
    if (wrong != NULL && fprintf(stderr, "number %d: %s", last.first, wrong) > 0)
        _exit(4);
    if (act->prepare != NULL && act->prepare(house, dir, first) != DMS_OK)
        _exit(5);
    atomic_store(&scarce_asked, 0);
    atomic_store(&scarce_left, n);
    enum dms_status st = act->run(house, dir, first);
    atomic_store(&scarce_left, -1);
    counts[0] = atomic_load(&scarce_asked);
    if (house != NULL && !is_whole(act, first, st == DMS_OK))
        _exit(6);
    dms_house_close(house);
    counts[1] += atomic_load(&scarce_held);
    _exit(write(acks, counts, sizeof(counts)) == sizeof(counts) ? 0 : 7);
}

static char text[65536]; /* what the child said */

/* Whether that one line was among it. */
static bool
said_why(int errors)
{
    ssize_t size;
    size_t all = 0;
    while (all < sizeof(text) - 1 &&
           (size = read(errors, text + all, sizeof(text) - 1 - all)) > 0)
        all += (size_t)size;
    text[all] = '\0';
    return scarce_was_said(text);
}

/* Fills `last`. */
static void
starve(int first, const struct house_act *act, long long n)
{
    int ends[2], errors[2], status;
    struct outcome outcome = { .act = act, .first = first };
    char heard[sizeof(outcome.numbers) + 2 * sizeof(long long)];
    size_t size = 0;
    ssize_t more;
    assert_int_equal(pipe(ends) | pipe(errors), 0);
    pid_t child = fork();
    if (child == 0)
        live(ends[1], errors[1], first, act, n);
    close(ends[1]);
    close(errors[1]);
    while ((more = read(ends[0], heard + size, sizeof(heard) - size)) > 0)
        size += (size_t)more;
    bool why = said_why(errors[0]);
    close(ends[0]);
    close(errors[0]);
    waitpid(child, &status, 0);
    bool orderly = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!orderly && !(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT && why))
        fail_msg("%s, %lld: the house ended with %d: %s", act->name, n, status, text);
    if (orderly) {
        size -= 2 * sizeof(long long);
        memcpy(&outcome.asked, heard + size, sizeof(long long));
        memcpy(&outcome.behind, heard + size + sizeof(long long), sizeof(long long));
    }
    outcome.count = size / sizeof(int);
    memcpy(outcome.numbers, heard, size);
    last = outcome;
}

/* Each STEP-th piece of the act. What the house holds at its end may not grow by that. */
static void
refuse_each(const struct house_act *act, int *first)
{
    starve(*first, act, -1);
    struct outcome whole = last;
    assert_true(whole.asked > SAMPLES);
    long long step = test_is_long() ? 1 : whole.asked / SAMPLES;
    int ended = 0;
    for (long long n = 0; n < whole.asked; n += step) {
        *first += GROUP;
        starve(*first, act, n);
        ended += last.asked == 0;
        if (last.asked > 0 && last.behind > whole.behind)
            fail_msg("%s, %lld: %lld pieces of memory are left, %lld is usual", act->name,
                     n, last.behind, whole.behind);
        test_tell(act->name, (size_t)n + 1, (size_t)whole.asked);
    }
    print_message("%s: each %lld. of %lld refused, %d ended\n", act->name, step,
                  whole.asked, ended);
}

/* In a house of its own; no other act is done there. */
static void
refuse(const struct house_act *act)
{
    int first = 0;
    struct dms_json *nothing = NULL;
    const char *wrong;
    begin();
    last = (struct outcome){ 0 };
    assert_int_equal(dms_house_open(store, &options, &house, NULL), DMS_OK);
    dms_house_read(house, &request, judge, &difference, &nothing, NULL);
    dms_house_close(house);
    malloc_trim(0); /* or each child copies what it touches of it */
    refuse_each(act, &first);
    assert_int_equal(dms_house_open(store, &options, &house, NULL), DMS_OK);
    if ((wrong = look_back()) != NULL)
        fail_msg("%s: %s", act->name, wrong);
    dms_house_close(house);
    end();
}

static void
whoever_gets_no_memory_says_so_and_loses_nothing(void **state)
{
    (void)state;
    for (size_t act = 0; act < OWN + HOUSE_ACTS; act++)
        refuse(act_at(act));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_gets_no_memory_says_so_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
