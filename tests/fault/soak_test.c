/* soak_test.c - eight people work over HTTP as fast as they can: nobody gets a wrong answer, every lead
 * that was acknowledged is there, and memory and open files do not grow. 3 seconds; DMS_LONG: 30
 * minutes, of which memory has the first five to find its size. */
/* tsan timeout: 120 - the whole server with its plugins is watched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "support/http_house.h"
#include "support/long_form.h"
#include "support/watched.h"

#define PEOPLE  8
#define SHORT   3 /* seconds */
#define LONG    1800
#define WARM    300
#define MINUTE  60
#define GROWTH  1.05 /* of resident memory, from the end of the warm-up on */
#define MARGIN  2048 /* KiB; and files: */
#define HANDLES 4

static struct http_house shop;
static char token[128];
static atomic_bool over;
static atomic_long answers, created, wrong;

struct person {
    pthread_t thread;
    int number;
    long leads; /* made so far */
    unsigned chance;
    struct http_line line;
    char said[300]; /* the first wrong answer */
};

static int
call(struct person *person, const char *method, const char *path, const char *body,
     int right, long *id)
{
    struct http_reply reply;
    http_house_call(&shop, &person->line, token, method, path, body, &reply);
    int status = reply.status;
    const char *at = reply.body != NULL ? strstr(reply.body, "\"id\":") : NULL;
    if (id != NULL)
        *id = at != NULL ? strtol(at + 5, NULL, 10) : 0;
    if (status != right && atomic_fetch_add(&wrong, 1) == 0)
        snprintf(person->said, sizeof(person->said), "%s %s: %d %.150s", method, path,
                 status, reply.body != NULL ? reply.body : "");
    http_reply_clear(&reply);
    atomic_fetch_add(&answers, 1);
    return status;
}

/* A lead comes in and is followed up. */
static void
take_lead(struct person *person)
{
    char body[200], path[80];
    long id = 0;
    snprintf(body, sizeof(body),
             "{\"name\":\"张三\",\"phone\":\"13%d%08ld\",\"source\":\"phone\"}",
             person->number, person->leads++);
    if (call(person, "POST", "/api/v1/crm.lead", body, 201, &id) == 201)
        atomic_fetch_add(&created, 1);
    snprintf(path, sizeof(path), "/api/v1/crm.lead/%ld/transitions/follow", id);
    call(person, "POST", path, "{}", 200, NULL);
}

static void
look_up(struct person *person, unsigned what)
{
    static const char *const paths[] = {
        "/api/v1/crm.lead/1",
        "/api/v1/crm.lead?sort=-id&limit=20",
        "/api/v1/crm.lead?where=%7B%22state%22%3A%22following%22%7D&sort=-id&limit=20",
        "/api/v1/find?q=1380013",
        "/api/v1/pages",
        "/api/v1/crm.lead/1/transitions",
        "/api/v1/crm.lead/1/history",
    };
    call(person, "GET", paths[what % (sizeof(paths) / sizeof(paths[0]))], NULL, 200,
         NULL);
}

static void *
work(void *context)
{
    struct person *person = context;
    while (!atomic_load(&over)) {
        unsigned what = (unsigned)rand_r(&person->chance) >> 4;
        if (what % 4 == 0)
            take_lead(person);
        else
            look_up(person, what / 4);
    }
    http_close(&person->line);
    return NULL;
}

struct reading {
    long kib, files;
};

static struct reading
read_now(void)
{
    struct reading reading = { 0, 0 };
    char line[200];
    FILE *file = fopen("/proc/self/status", "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL)
        if (strncmp(line, "VmRSS:", 6) == 0)
            reading.kib = strtol(line + 6, NULL, 10);
    if (file != NULL)
        fclose(file);
    DIR *dir = opendir("/proc/self/fd");
    while (dir != NULL && readdir(dir) != NULL)
        reading.files++;
    if (dir != NULL)
        closedir(dir);
    return reading;
}

/* Each minute of it is told; what counts is the end beside the end of the warm-up. */
static void
watch(int seconds, int warm, struct reading *before, struct reading *after)
{
    for (int second = 0; second < seconds; second++) {
        if (second == warm)
            *before = read_now();
        sleep(1);
        http_house_later(1000);
        *after = read_now();
        if (second % MINUTE == MINUTE - 1)
            print_message("minute %d: %ld KiB, %ld files, %ld answers\n",
                          (second + 1) / MINUTE, after->kib, after->files,
                          atomic_load(&answers));
    }
}

static void
check_leads(void)
{
    struct dms_json *answer =
        http_house_ask(&shop, NULL, NULL, "{\"do\":\"count\",\"entity\":\"crm.lead\"}");
    assert_int_equal(dms_json_integer_at(answer, "count"), 1 + atomic_load(&created));
    dms_json_destroy(answer);
    answer = http_house_ask(&shop, NULL, NULL, "{\"do\":\"audit_verify\"}");
    assert_true(dms_json_boolean_at(answer, "sound"));
    dms_json_destroy(answer);
}

static void
a_busy_house_answers_right_and_does_not_grow(void **state)
{
    (void)state;
    bool whole = test_is_long();
    struct person people[PEOPLE] = { 0 };
    struct reading before = { 0, 0 }, after = { 0, 0 };
    for (int i = 0; i < PEOPLE; i++) {
        people[i].number = i;
        people[i].chance = (unsigned)i + 1;
        people[i].line = (struct http_line){ .file = -1, .ended = true };
        assert_int_equal(pthread_create(&people[i].thread, NULL, work, &people[i]), 0);
    }
    watch(whole ? LONG : SHORT, whole ? WARM : 1, &before, &after);
    atomic_store(&over, true);
    for (int i = 0; i < PEOPLE; i++)
        pthread_join(people[i].thread, NULL);
    for (int i = 0; i < PEOPLE; i++)
        if (people[i].said[0] != '\0')
            fail_msg("%ld of %ld wrong; %s", atomic_load(&wrong), atomic_load(&answers),
                     people[i].said);
    print_message("%ld answers, %ld leads; %ld to %ld KiB, %ld to %ld files\n",
                  atomic_load(&answers), atomic_load(&created), before.kib, after.kib,
                  before.files, after.files);
    assert_true(atomic_load(&created) > 0);
    assert_true(after.files <= before.files + HANDLES);
    if (whole && !test_is_watched())
        assert_true((double)after.kib <= (double)before.kib * GROWTH + MARGIN);
    check_leads();
}

static int
begin(void **state)
{
    (void)state;
    http_house_open_shop(&shop, "", token);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    http_house_close(&shop);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_busy_house_answers_right_and_does_not_grow,
                                        begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
