/* tests/core/unit/parked_test.c  proves  core/unit/parked.c, core/storage/parked.c,
 * core/door/parked.c: what was given up is seen with its reason, done once more, or let go.
 * timeout: 120 */
/* tsan */
#include "core/unit/dealer.h"

#include <dms/front.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

static _Atomic int tried;
static const char *_Atomic shop; /* which is missing; NULL: all is well */
static _Atomic bool killing;

/* Makes a deal, and only then may fail: nothing of it may stay. */
static enum dms_status
follow(struct dms_unit *unit, int64_t customer, struct dms_error *error)
{
    struct dms_record *deal = NULL;
    const char *missing = atomic_load(&shop);
    atomic_fetch_add(&tried, 1);
    enum dms_status st = dms_unit_new(unit, "lot.deal", &deal, error);
    if (st == DMS_OK)
        st = dms_record_set_int(deal, "customer", customer, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, deal, error);
    if (atomic_load(&killing))
        kill(getpid(), SIGKILL);
    if (st != DMS_OK || missing == NULL)
        return st;
    return dms_fail(error, DMS_NOT_FOUND, "unit.no_store", "code=%s", missing);
}

static enum dms_status
hear(struct dms_unit *unit, const struct dms_event *event, void *data,
     struct dms_error *error)
{
    (void)data;
    return follow(unit, event->record, error);
}

static enum dms_status
ring(struct dms_unit *unit, const char *entity, int64_t record,
     const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)entity, (void)record, (void)data;
    return follow(unit, dms_json_integer_at(payload, "customer"), error);
}

/* The subscriber and the timer are called the same: they may. */
static enum dms_status
declare(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const struct dms_subscriber subscriber = { .size = sizeof(subscriber),
                                                      .name = "lot/follow",
                                                      .on = "lot.customer.created",
                                                      .run = hear };
    static const struct dms_timer_handler timer = { .size = sizeof(timer),
                                                    .name = "lot/follow",
                                                    .run = ring };
    (void)data;
    enum dms_status st = dms_register_subscriber(registrar, &subscriber, error);
    return st == DMS_OK ? dms_register_timer(registrar, &timer, error) : st;
}

static enum dms_status
set_timer(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    struct dms_json *payload = dms_json_create_object();
    const struct dms_record *customer = NULL;
    (void)answer;
    dms_json_set_integer(payload, "customer", 1);
    enum dms_status st = dms_unit_get(unit, "lot.customer", 1, &customer, error);
    if (st == DMS_OK)
        st = dms_timer_set(unit, "lot/follow", customer, context, DEALER_NOON, payload,
                           error);
    dms_json_destroy(payload);
    return st;
}

/* COUNT customers nobody could follow up. */
static void
park(struct dealer *dealer, int count)
{
    atomic_store(&tried, 0);
    atomic_store(&shop, "first");
    dealer_use(dealer, declare, NULL);
    for (int i = 0; i < count; i++)
        dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"Mr Wang\"}");
    dealer_must(dealer, NULL, NULL, "{\"do\":\"settle\"}");
    assert_int_equal(atomic_load(&tried), 3 * count);
}

static const struct dms_json *
parked(struct dealer *dealer, size_t count)
{
    dealer_must(dealer, "root", NULL, "{\"do\":\"parked\"}");
    const struct dms_json *list = dms_json_at_key(dealer->answer, "parked");
    assert_int_equal(dms_json_count(list), count);
    assert_int_equal(dms_json_integer_at(dealer->answer, "total"), count);
    return list;
}

static int64_t
retried(struct dealer *dealer, const char *which)
{
    dealer_must(dealer, "root", NULL, "{\"do\":\"parked_retry\",%s}", which);
    return dms_json_integer_at(dealer->answer, "done");
}

static void
it_is_listed_with_its_record_its_time_and_the_reason_in_words(void **state)
{
    struct dealer *dealer = *state;
    park(dealer, 2);
    const struct dms_json *one = dms_json_at(parked(dealer, 2), 0);
    const struct dms_json *problem = dms_json_at_key(one, "problem");
    assert_string_equal(dms_json_text_at(one, "subscriber"), "lot/follow");
    assert_string_equal(dms_json_text_at(one, "kind"), "event");
    assert_string_equal(dms_json_text_at(one, "name"), "lot.customer.created");
    assert_string_equal(dms_json_text_at(one, "entity"), "lot.customer");
    assert_int_equal(dms_json_integer_at(one, "record"), 1);
    assert_string_equal(dms_json_text_at(one, "title"), "M******");
    assert_string_equal(dms_json_text_at(one, "at"), "2026-10-28T12:00:00+08:00");
    assert_string_equal(dms_json_text_at(one, "parked_at"), "2026-10-28T12:00:00+08:00");
    assert_non_null(strstr(dms_json_text_at(problem, "text"), "first"));
    dealer_must(dealer, "root", NULL, "{\"do\":\"parked\",\"subscriber\":\"lot/other\"}");
    assert_int_equal(dms_json_integer_at(dealer->answer, "total"), 0);
    dealer_must(dealer, "root", NULL, "{\"do\":\"parked\",\"limit\":1}");
    assert_int_equal(dms_json_integer_at(dealer->answer, "next"), 1);
    dealer_must(dealer, "root", NULL, "{\"do\":\"parked\",\"limit\":5,\"after\":1}");
    assert_true(dealer_says(dealer, "\"id\":2,"));
    assert_false(dealer_says(dealer, "\"next\""));
    dealer_must(dealer, "root", NULL, "{\"do\":\"notices\"}");
    assert_true(dealer_says(dealer, "dms events parked"));
}

static void
one_that_fails_again_stays_with_the_new_reason_and_one_that_does_not_is_gone(void **state)
{
    struct dealer *dealer = *state;
    park(dealer, 2);
    atomic_store(&shop, "second");
    assert_int_equal(retried(dealer, "\"id\":1"), 0);
    assert_true(dealer_says(dealer, "\"id\":1,\"ok\":false,\"problem\":"));
    assert_int_equal(dealer_count(dealer, "lot.deal"), 0);
    const struct dms_json *problem =
        dms_json_at_key(dms_json_at(parked(dealer, 2), 0), "problem");
    assert_non_null(strstr(dms_json_text_at(problem, "text"), "second"));
    atomic_store(&shop, NULL);
    assert_int_equal(retried(dealer, "\"id\":1"), 1);
    assert_int_equal(dealer_count(dealer, "lot.deal"), 1);
    assert_int_equal(dms_json_integer_at(dms_json_at(parked(dealer, 1), 0), "id"), 2);
    dealer_refused(dealer, DMS_NOT_FOUND, "root", NULL,
                   "{\"do\":\"parked_retry\",\"id\":1}");
    assert_true(dealer_says(dealer, "done meanwhile"));
    dealer_must(dealer, "root", NULL, "{\"do\":\"notices\"}");
    assert_true(dealer_says(dealer, "lot/follow"));
    assert_int_equal(retried(dealer, "\"subscriber\":\"lot/follow\""), 1);
    parked(dealer, 0);
    assert_int_equal(dealer_count(dealer, "lot.deal"), 2);
    dealer_refused(dealer, DMS_NOT_FOUND, "root", NULL,
                   "{\"do\":\"parked_retry\",\"subscriber\":\"lot/follow\"}");
    dealer_must(dealer, "root", NULL, "{\"do\":\"audit_show\",\"limit\":3}");
    assert_true(dealer_says(dealer, "\"action\":\"retry\""));
    dealer_must(dealer, "root", NULL, "{\"do\":\"notices\"}");
    assert_false(dealer_says(dealer, "dms events parked"));
    assert_false(dealer_says(dealer, "lot/follow"));
}

static void
all_of_a_subscriber_are_told_in_their_order_as_many_as_are_asked_for(void **state)
{
    struct dealer *dealer = *state;
    park(dealer, 3);
    atomic_store(&shop, NULL);
    assert_int_equal(retried(dealer, "\"subscriber\":\"lot/follow\",\"limit\":2"), 2);
    assert_int_equal(dms_json_integer_at(dealer->answer, "next"), 2);
    assert_int_equal(
        retried(dealer, "\"subscriber\":\"lot/follow\",\"limit\":2,\"after\":2"), 1);
    assert_false(dealer_says(dealer, "\"next\""));
    dealer_must(dealer, NULL, NULL, "{\"do\":\"list\",\"entity\":\"lot.deal\"}");
    const struct dms_json *deals = dms_json_at_key(dealer->answer, "records");
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(dms_json_integer_at(dms_json_at(deals, i), "customer"),
                         dms_json_integer_at(dms_json_at(deals, i), "id"));
    dealer_must(dealer, "root", NULL,
                "{\"do\":\"parked_retry\",\"subscriber\":\"lot/follow\",\"after\":3}");
}

static void
one_let_go_needs_a_reason_which_the_audit_chain_keeps(void **state)
{
    struct dealer *dealer = *state;
    park(dealer, 2);
    dealer_refused(dealer, DMS_INVALID, "root", NULL,
                   "{\"do\":\"parked_drop\",\"id\":2}");
    assert_string_equal(dms_error_field(dealer->error), "reason");
    dealer_refused(dealer, DMS_INVALID, "root", NULL,
                   "{\"do\":\"parked_drop\",\"reason\":\"r\"}");
    assert_string_equal(dms_error_field(dealer->error), "id");
    dealer_refused(dealer, DMS_NOT_FOUND, "root", NULL,
                   "{\"do\":\"parked_drop\",\"id\":9,\"reason\":\"r\"}");
    parked(dealer, 2);
    dealer_must(dealer, "root", NULL,
                "{\"do\":\"parked_drop\",\"id\":2,\"reason\":\"called by hand\"}");
    parked(dealer, 1);
    dealer_must(dealer, "root", NULL, "{\"do\":\"audit_show\",\"limit\":1}");
    assert_true(dealer_says(dealer, "\"action\":\"drop\""));
    assert_true(dealer_says(dealer, "\"reason\":\"called by hand\""));
    assert_true(dealer_says(dealer, "\"problem\":\"unit.no_store\""));
    dealer_must(dealer, "root", NULL, "{\"do\":\"audit_verify\"}");
    assert_true(dealer_says(dealer, "\"sound\":true"));
    /* What comes next is no second number 2. */
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"Ms Li\"}");
    dealer_must(dealer, NULL, NULL, "{\"do\":\"settle\"}");
    assert_int_equal(dms_json_integer_at(dms_json_at(parked(dealer, 2), 1), "id"), 3);
}

static void
who_may_not_change_settings_neither_sees_nor_does_any_of_it(void **state)
{
    struct dealer *dealer = *state;
    static const char *const questions[] = {
        "{\"do\":\"parked\"}",
        "{\"do\":\"parked_retry\",\"id\":1}",
        "{\"do\":\"parked_retry\",\"subscriber\":\"lot/follow\"}",
        "{\"do\":\"parked_drop\",\"id\":1,\"reason\":\"r\"}",
    };
    park(dealer, 1);
    atomic_store(&shop, NULL);
    for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
        dealer_refused(dealer, DMS_FORBIDDEN, "anna", "S1", questions[i]);
        dealer_refused(dealer, DMS_FORBIDDEN, "boss", "S1", questions[i]);
    }
    parked(dealer, 1);
    assert_int_equal(dealer_count(dealer, "lot.deal"), 0);
}

/* Timers and events have numbers of their own: neither takes the other's place. */
static void
a_timer_is_parked_beside_an_event_of_its_number_and_rings_again(void **state)
{
    struct dealer *dealer = *state;
    const struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    int64_t ran = 0, number = 0, last = 0;
    park(dealer, 1);
    struct dms_json *health = dms_house_health(dealer->house);
    last = dms_json_integer_at(health, "outbox_last");
    dms_json_destroy(health);
    for (char key[24]; number < last; number++) {
        snprintf(key, sizeof(key), "%" PRId64, number);
        dealer_need(dealer, dms_house_write(dealer->house, &request, set_timer, key, NULL,
                                            dealer->error));
    }
    dms_error_clear(dealer->error);
    dealer_need(dealer, dms_house_run_timers(dealer->house, DEALER_NOON + DMS_DAY, &ran,
                                             dealer->error));
    size_t all = (size_t)last + 1;
    const struct dms_json *timer = dms_json_at(parked(dealer, all), all - 1);
    assert_string_equal(dms_json_text_at(timer, "kind"), "timer");
    assert_string_equal(dms_json_text_at(timer, "title"), "M******");
    assert_non_null(strstr(dms_json_text_at(timer, "parked_at"), "2026-10-28T14:"));
    atomic_store(&shop, "second");
    assert_int_equal(retried(dealer, "\"subscriber\":\"lot/follow\""), 0);
    parked(dealer, all);
    atomic_store(&shop, NULL);
    assert_int_equal(retried(dealer, "\"subscriber\":\"lot/follow\""), all);
    parked(dealer, 0);
    assert_int_equal(dealer_count(dealer, "lot.deal"), all);
}

static void
what_nobody_hears_any_more_stays_and_says_so(void **state)
{
    struct dealer *dealer = *state;
    park(dealer, 1);
    dealer_use(dealer, NULL, NULL);
    assert_int_equal(retried(dealer, "\"id\":1"), 0);
    assert_true(dealer_says(dealer, "unit.nobody_hears"));
    const struct dms_json *problem =
        dms_json_at_key(dms_json_at(parked(dealer, 1), 0), "problem");
    assert_string_equal(dms_json_text_at(problem, "key"), "unit.no_store");
    dealer_must(dealer, "root", NULL,
                "{\"do\":\"parked_drop\",\"id\":1,\"reason\":\"the plugin is gone\"}");
    parked(dealer, 0);
}

static void *
retry_too(void *context)
{
    const struct dealer *dealer = context;
    const struct dms_request request = { .size = sizeof(request), .user = "root" };
    struct dms_json *question = dms_json_create_object(), *answer = NULL;
    dms_json_set_text(question, "do", "parked_retry");
    dms_json_set_text(question, "subscriber", "lot/follow");
    dms_house_ask(dealer->house, &request, question, &answer, NULL);
    dms_json_destroy(question);
    dms_json_destroy(answer);
    return NULL;
}

static void
asked_for_by_two_at_once_it_is_done_once(void **state)
{
    struct dealer *dealer = *state;
    enum { COUNT = 8 };
    pthread_t others[2];
    park(dealer, COUNT);
    atomic_store(&shop, NULL);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&others[i], NULL, retry_too, dealer), 0);
    for (size_t i = 0; i < 2; i++)
        pthread_join(others[i], NULL);
    parked(dealer, 0);
    assert_int_equal(dealer_count(dealer, "lot.deal"), COUNT);
}

static void
killed_in_the_middle_it_is_still_parked_and_nothing_of_it_is_there(void **state)
{
    struct dealer *dealer = *state;
    int status = 0;
    park(dealer, 1);
    atomic_store(&shop, NULL);
    dms_house_close(dealer->house);
    pid_t child = fork();
    if (child == 0) {
        atomic_store(&killing, true);
        dealer_open(dealer);
        retried(dealer, "\"id\":1");
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    dealer_open(dealer);
    parked(dealer, 1);
    assert_int_equal(dealer_count(dealer, "lot.deal"), 0);
    assert_int_equal(retried(dealer, "\"id\":1"), 1);
    parked(dealer, 0);
    assert_int_equal(dealer_count(dealer, "lot.deal"), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(it_is_listed_with_its_record_its_time_and_the_reason_in_words),
        DEALER_TEST(
            one_that_fails_again_stays_with_the_new_reason_and_one_that_does_not_is_gone),
        DEALER_TEST(all_of_a_subscriber_are_told_in_their_order_as_many_as_are_asked_for),
        DEALER_TEST(one_let_go_needs_a_reason_which_the_audit_chain_keeps),
        DEALER_TEST(who_may_not_change_settings_neither_sees_nor_does_any_of_it),
        DEALER_TEST(a_timer_is_parked_beside_an_event_of_its_number_and_rings_again),
        DEALER_TEST(what_nobody_hears_any_more_stays_and_says_so),
        DEALER_TEST(asked_for_by_two_at_once_it_is_done_once),
        DEALER_TEST(killed_in_the_middle_it_is_still_parked_and_nothing_of_it_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
