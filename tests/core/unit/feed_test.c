/* tests/core/unit/feed_test.c  proves  core/unit/feed.c, watch.c, health.c, core/door/later.c: what
 * a front door hears, when, and no more than its asker may see. */
/* tsan */
#include "core/unit/dealer.h"

#include <dms/front.h>
#include <semaphore.h>
#include <stdatomic.h>

static struct dms_json *
heard(struct dealer *dealer, const char *user, int64_t after, uint32_t limit)
{
    const struct dms_request request = { .size = sizeof(request), .user = user };
    struct dms_json *answer = NULL;
    dms_error_clear(dealer->error);
    dealer_need(dealer, dms_house_events(dealer->house, &request, after, limit, &answer,
                                         dealer->error));
    return answer;
}

/* How many events of customers USER hears, and whether PART is in any. */
static size_t
hears(struct dealer *dealer, const char *user, const char *part, bool *says)
{
    struct dms_json *answer = heard(dealer, user, 0, 1000);
    char *text = dms_json_print(answer);
    const struct dms_json *events = dms_json_at_key(answer, "events");
    size_t count = 0;
    for (size_t i = 0; i < dms_json_count(events); i++)
        count += strcmp(dms_json_text_at(dms_json_at(events, i), "entity"),
                        "lot.customer") == 0;
    *says = strstr(text, part) != NULL;
    free(text);
    dms_json_destroy(answer);
    return count;
}

static void
everybody_hears_of_what_they_may_see_and_as_they_see_it(void **state)
{
    struct dealer *dealer = *state;
    bool says;
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"李四\",\"phone\":\"13812345678\",\"grade\":\"b\"}");
    dealer_must(dealer, "anna", NULL,
                "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,\"fields\":{"
                "\"phone\":\"13987654321\",\"grade\":\"a\"}}");
    assert_int_equal(hears(dealer, "anna", "13987654321", &says), 2);
    assert_true(says);
    assert_int_equal(hears(dealer, "cleo", "13987654321", &says), 2);
    assert_false(says);
    hears(dealer, "cleo", "grade", &says);
    assert_false(says); /* the grant excepts it */
    assert_int_equal(hears(dealer, "bert", "lot", &says), 0);
    assert_int_equal(hears(dealer, "carl", "lot", &says), 0);
    assert_int_equal(hears(dealer, "none", "lot", &says), 0);
}

static void
a_removed_record_is_told_to_who_read_all_of_the_store(void **state)
{
    struct dealer *dealer = *state;
    bool says;
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"李四\"}");
    dealer_must(dealer, "anna", NULL,
                "{\"do\":\"remove\",\"entity\":\"lot.customer\",\"id\":1}");
    hears(dealer, "cleo", "lot.customer.removed", &says);
    assert_true(says);
    hears(dealer, "bert", "lot.customer.removed", &says);
    assert_false(says);
}

static void
one_reads_on_from_where_one_left_off(void **state)
{
    struct dealer *dealer = *state;
    int64_t at = dms_house_last_event(dealer->house);
    for (int i = 0; i < 5; i++)
        dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"n\"}");
    for (int i = 0; i < 5; i++) {
        struct dms_json *answer = heard(dealer, "anna", at, 1);
        assert_int_equal(dms_json_count(dms_json_at_key(answer, "events")), 1);
        assert_true(dms_json_boolean_at(answer, "more"));
        assert_int_equal(dms_json_integer_at(answer, "last"), at + 1);
        at = dms_json_integer_at(answer, "last");
        dms_json_destroy(answer);
    }
    struct dms_json *rest = heard(dealer, "anna", at, 1);
    assert_int_equal(dms_json_count(dms_json_at_key(rest, "events")), 0);
    assert_false(dms_json_boolean_at(rest, "more"));
    dms_json_destroy(rest);
    const struct dms_request request = { .size = sizeof(request), .user = "anna" };
    assert_int_equal(
        dms_house_events(dealer->house, &request, 0, 1001, &rest, dealer->error),
        DMS_INVALID);
}

static void
count_told(void *data)
{
    atomic_fetch_add((atomic_int *)data, 1);
}

static void
who_watches_is_woken_by_commits_with_events_until_it_looks_away(void **state)
{
    struct dealer *dealer = *state;
    atomic_int told = 0;
    dealer_need(dealer, dms_house_watch(dealer->house, count_told, &told, dealer->error));
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"n\"}");
    int before = told;
    assert_true(before > 0);
    dealer_refused(dealer, DMS_INVALID, "anna", "S1",
                   "{\"do\":\"create\",\"entity\":\"lot.customer\",\"fields\":{}}");
    assert_int_equal(told, before);
    dms_house_unwatch(dealer->house, count_told, &told);
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"n\"}");
    assert_int_equal(told, before);
}

struct later {
    sem_t done;
    enum dms_status status;
    int times;
};

static void
note(void *context, enum dms_status status, struct dms_answer_text *answer,
     const struct dms_error *error)
{
    struct later *later = context;
    (void)answer, (void)error;
    later->status = status;
    later->times++;
    sem_post(&later->done);
}

static enum dms_status
ask_later(struct dealer *dealer, const char *question)
{
    const struct dms_request request = { .size = sizeof(request), .user = "anna" };
    struct later later = { .times = 0 };
    struct dms_json *json = NULL;
    sem_init(&later.done, 0, 0);
    dealer_need(dealer, dms_json_load(question, strlen(question), &json, dealer->error));
    dms_house_ask_later(dealer->house, &request, json, note, &later);
    dms_json_destroy(json);
    sem_wait(&later.done);
    sem_destroy(&later.done);
    assert_int_equal(later.times, 1);
    return later.status;
}

static void
who_does_not_wait_is_told_once_whatever_the_answer(void **state)
{
    struct dealer *dealer = *state;
    assert_int_equal(ask_later(dealer, "{\"do\":\"create\",\"entity\":\"lot.customer\","
                                       "\"fields\":{\"name\":\"n\"}}"),
                     DMS_OK);
    assert_int_equal(ask_later(dealer, "{\"do\":\"list\",\"entity\":\"lot.customer\"}"),
                     DMS_OK);
    assert_int_equal(ask_later(dealer, "{\"do\":\"create\",\"entity\":\"lot.customer\"}"),
                     DMS_INVALID);
    assert_int_equal(ask_later(dealer, "{\"do\":\"fly\"}"), DMS_INVALID);
    assert_int_equal(ask_later(dealer, "{\"do\":\"backup\",\"file\":\"x\"}"),
                     DMS_UNSUPPORTED);
}

static void
the_house_tells_how_it_is(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"n\"}");
    struct dms_json *health = dms_house_health(dealer->house);
    assert_true(dms_json_boolean_at(health, "ready") &&
                dms_json_boolean_at(health, "writable"));
    assert_true(dms_json_integer_at(health, "units") > 0);
    assert_true(dms_json_integer_at(health, "commits") > 0);
    assert_true(dms_json_integer_at(health, "database_bytes") > 0);
    assert_int_equal(dms_json_integer_at(health, "outbox_last"),
                     dms_house_last_event(dealer->house));
    assert_int_equal(dms_json_integer_at(health, "queue"), 0);
    dms_json_destroy(health);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(everybody_hears_of_what_they_may_see_and_as_they_see_it),
        DEALER_TEST(a_removed_record_is_told_to_who_read_all_of_the_store),
        DEALER_TEST(one_reads_on_from_where_one_left_off),
        DEALER_TEST(who_watches_is_woken_by_commits_with_events_until_it_looks_away),
        DEALER_TEST(who_does_not_wait_is_told_once_whatever_the_answer),
        DEALER_TEST(the_house_tells_how_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
