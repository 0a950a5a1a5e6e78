/* race_test.c - sixty-four people do the same thing at the same moment: one transition, the last part
 * on the shelf, the vote that completes an approval. Exactly one wins, or as many as there is room
 * for. 40 rounds; DMS_LONG: 10,000; a sanitizer watches 4.
 * timeout: 120 */
/* tsan */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <dms/house.h>

#include "support/long_form.h"
#include "support/watched.h"

#define PEOPLE 64
#define QUORUM 5

static char dir[64];
static struct dms_house *house;
static pthread_barrier_t start;
static atomic_int won, granted, lost;
static atomic_bool racing;
static int64_t subject; /* what they race for in this round */

struct runner {
    pthread_t thread;
    char user[16];
    char question[300];
};

static enum dms_status
ask(const char *user, struct dms_json **answer, const char *question)
{
    struct dms_json *json = NULL;
    const struct dms_request request = { .size = sizeof(request),
                                         .user = user,
                                         .store = user != NULL ? "A01" : NULL,
                                         .flags = user == NULL ? DMS_AS_HOUSE : 0,
                                         .language = "en" };
    struct dms_error *error = dms_error_create();
    enum dms_status st = dms_json_load(question, strlen(question), &json, error);
    if (st == DMS_OK)
        st = dms_house_ask(house, &request, json, answer, error);
    bool late = st == DMS_DENIED || st == DMS_CONFLICT || st == DMS_INVALID;
    if (st != DMS_OK && !(racing && late)) { /* too late is a refusal, never a failure */
        char *sentence = dms_house_error_text(house, "en", error);
        print_error("%s: %s: %s\n", question, dms_status_name(st), sentence);
        free(sentence);
        atomic_fetch_add(&lost, 1);
    }
    dms_json_destroy(json);
    dms_error_destroy(error);
    return st;
}

static int64_t
must(const char *user, const char *format, ...)
{
    char question[400];
    va_list values;
    struct dms_json *answer = NULL;
    va_start(values, format);
    vsnprintf(question, sizeof(question), format, values);
    va_end(values);
    enum dms_status st = ask(user, &answer, question);
    if (st != DMS_OK)
        fail_msg("%s: %s", question, dms_status_name(st));
    int64_t id = dms_json_integer_at(dms_json_at_key(answer, "record"), "id");
    if (id == 0)
        id = dms_json_integer_at(dms_json_at_key(answer, "answer"), "approval");
    dms_json_destroy(answer);
    return id;
}

static void *
run(void *context)
{
    struct runner *runner = context;
    struct dms_json *answer = NULL;
    pthread_barrier_wait(&start);
    if (ask(runner->user, &answer, runner->question) == DMS_OK) {
        const char *status =
            dms_json_text_at(dms_json_at_key(answer, "answer"), "status");
        atomic_fetch_add(&won, 1);
        if (status != NULL && strcmp(status, "granted") == 0)
            atomic_fetch_add(&granted, 1);
    }
    dms_json_destroy(answer);
    return NULL;
}

/* Everybody asks FORMAT of the subject. How many were answered with yes. */
static int
race(const char *format)
{
    static struct runner runners[PEOPLE];
    atomic_store(&won, 0);
    atomic_store(&granted, 0);
    atomic_store(&racing, true);
    assert_int_equal(pthread_barrier_init(&start, NULL, PEOPLE), 0);
    for (int i = 0; i < PEOPLE; i++) {
        snprintf(runners[i].user, sizeof(runners[i].user), "p%d", i);
        snprintf(runners[i].question, sizeof(runners[i].question), format, subject);
        assert_int_equal(pthread_create(&runners[i].thread, NULL, run, &runners[i]), 0);
    }
    for (int i = 0; i < PEOPLE; i++)
        pthread_join(runners[i].thread, NULL);
    atomic_store(&racing, false);
    pthread_barrier_destroy(&start);
    assert_int_equal(atomic_load(&lost), 0);
    return atomic_load(&won);
}

static int
rounds(void)
{
    return test_is_long() ? 10000 : test_is_watched() ? 4 : 40;
}

static void
one_of_sixty_four_makes_a_transition(void **state)
{
    (void)state;
    for (int i = 0; i < rounds(); i++) {
        test_tell("transition", (size_t)i, (size_t)rounds());
        subject = must(
            NULL,
            "{\"do\":\"create\",\"entity\":\"crm.lead\",\"store\":\"A01\",\"fields\":"
            "{\"name\":\"王五\",\"phone\":\"139%08d\",\"source\":\"phone\"}}",
            i);
        assert_int_equal(
            race("{\"do\":\"transition\",\"entity\":\"crm.lead\",\"id\":%" PRId64
                 ",\"transition\":\"follow\"}"),
            1);
    }
}

static void
assert_on_hand(int64_t part, const char *quantity)
{
    char question[200];
    struct dms_json *answer = NULL;
    snprintf(question, sizeof(question),
             "{\"do\":\"list\",\"entity\":\"parts.stock\",\"where\":{\"part\":%" PRId64
             "}}",
             part);
    assert_int_equal(ask(NULL, &answer, question), DMS_OK);
    const struct dms_json *row = dms_json_at(dms_json_at_key(answer, "records"), 0);
    assert_string_equal(dms_json_text_at(row, "on_hand"), quantity);
    dms_json_destroy(answer);
}

static void
one_of_sixty_four_gets_the_last_part(void **state)
{
    (void)state;
    must("p0",
         "{\"do\":\"create\",\"entity\":\"parts.warehouse\",\"fields\":{\"code\":\"W1\","
         "\"name\":\"主仓库\"}}");
    for (int i = 0; i < rounds(); i++) {
        test_tell("last part", (size_t)i, (size_t)rounds());
        subject = must(
            "p0",
            "{\"do\":\"create\",\"entity\":\"parts.part\",\"fields\":{\"code\":\"P%d\","
            "\"name\":\"雨刷\",\"unit\":\"副\",\"list_price\":\"80\",\"certificate\":"
            "\"C\",\"opening_quantity\":\"1\",\"opening_cost\":\"50\"}}",
            i);
        assert_on_hand(subject, "1");
        assert_int_equal(
            race("{\"do\":\"call\",\"name\":\"parts.issue\",\"arguments\":"
                 "{\"subject_entity\":\"x\",\"subject\":1,\"lines\":[{\"part\":%" PRId64
                 ",\"quantity\":1}]}}"),
            1);
        assert_on_hand(subject, "0");
    }
}

static void
as_many_of_sixty_four_vote_as_are_needed_and_one_completes_it(void **state)
{
    (void)state;
    for (int i = 0; i < rounds(); i++) {
        test_tell("quorum", (size_t)i, (size_t)rounds());
        int64_t plan =
            must("asker",
                 "{\"do\":\"create\",\"entity\":\"crm.marketing_plan\",\"fields\":"
                 "{\"name\":\"n%d\",\"starts_on\":\"2026-11-01\",\"ends_on\":\"2026-11-"
                 "30\",\"budget\":\"10\"}}",
                 i);
        subject = must(
            "asker",
            "{\"do\":\"call\",\"name\":\"approval.request\",\"arguments\":{\"entity\":"
            "\"crm.marketing_plan\",\"id\":%" PRId64
            ",\"transition\":\"approve\",\"reason\":\"x\"}}",
            plan);
        assert_int_equal(race("{\"do\":\"call\",\"name\":\"approval.vote\",\"arguments\":"
                              "{\"approval\":%" PRId64 ",\"agrees\":true}}"),
                         QUORUM);
        assert_int_equal(atomic_load(&granted), 1);
    }
}

static int
write_rule(void)
{
    char path[120];
    snprintf(path, sizeof(path), "%s/scripts", dir);
    if (mkdir(path, 0755) != 0)
        return 1;
    snprintf(path, sizeof(path), "%s/scripts/common", dir);
    if (mkdir(path, 0755) != 0)
        return 1;
    snprintf(path, sizeof(path), "%s/scripts/common/plans.lua", dir);
    FILE *out = fopen(path, "w");
    if (out == NULL)
        return 1;
    fprintf(out,
            "local dms <const> = require(\"dms\")\n"
            "dms.workflow { entity = \"crm.marketing_plan\", initial = \"draft\",\n"
            "  states = { draft = {}, approved = { final = true } }, transitions = {\n"
            "  { \"approve\", from = \"draft\", to = \"approved\",\n"
            "    roles = { \"sales_manager\", \"general_manager\" },\n"
            "    approval = { by = { \"sales_manager\" }, how = %d } } } }\n",
            QUORUM);
    return fclose(out);
}

static int
begin(void **state)
{
    (void)state;
    char store[80], scripts[80];
    struct dms_error *error = dms_error_create();
    strcpy(dir, "/tmp/dms-race-XXXXXX");
    if (mkdtemp(dir) == NULL || write_rule() != 0)
        return 1;
    snprintf(store, sizeof(store), "%s/store", dir);
    snprintf(scripts, sizeof(scripts), "%s/scripts", dir);
    const struct dms_house_options options = { .size = sizeof(options),
                                               .plugin_path = TEST_BUILD_DIR "/plugins",
                                               .script_path = scripts };
    if (dms_house_create(store, error) != DMS_OK ||
        dms_house_open(store, &options, &house, error) != DMS_OK)
        fail_msg("%s", dms_error_key(error));
    dms_error_destroy(error);
    must(NULL, "{\"do\":\"create\",\"entity\":\"core.store\",\"fields\":{\"code\":"
               "\"A01\",\"name\":"
               "\"One\"}}");
    for (int i = 0; i < PEOPLE; i++)
        must(NULL,
             "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{\"name\":\"p%d\","
             "\"roles\":"
             "[\"sales_manager\",\"parts_manager\"],\"stores\":[\"A01\"]}}",
             i);
    must(NULL, "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{\"name\":"
               "\"asker\",\"roles\":"
               "[\"general_manager\",\"marketing\"],\"stores\":[\"A01\"]}}");
    return 0;
}

static int
end(void **state)
{
    (void)state;
    char command[100];
    dms_house_close(house);
    snprintf(command, sizeof(command), "rm -rf %s", dir);
    return system(command);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_sixty_four_makes_a_transition),
        cmocka_unit_test(one_of_sixty_four_gets_the_last_part),
        cmocka_unit_test(as_many_of_sixty_four_vote_as_are_needed_and_one_completes_it),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
