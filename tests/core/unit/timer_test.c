/* tests/core/unit/timer_test.c  proves  core/unit/timer.c, clockwork.c, settings.c: what is due
 * happens once, at its time, by its store's hours, whatever else goes wrong.
 * timeout: 120 */
/* tsan */
#include "core/unit/dealer.h"

#include <stdatomic.h>
#include <time.h>

static const struct dms_state states[] = {
    { .name = "open",
      .flags = DMS_INITIAL,
      .deadline_kind = 1,
      .deadline = DMS_HOUR,
      .deadline_transition = "wait",
      .escalate_role = "seller" },
    { .name = "waiting",
      .deadline_kind = 2,
      .deadline = 3 * DMS_HOUR,
      .deadline_transition = "expire" },
    { .name = "expired", .flags = DMS_FINAL },
    { .name = "sold", .flags = DMS_FINAL },
};
static const char *const sellers[] = { "seller", NULL };
static const char *const needs_price[] = { "price", NULL };

static enum dms_status
no_cheap_cars(struct dms_unit *unit, const struct dms_record *record, void *data,
              struct dms_error *error)
{
    (void)unit, (void)data;
    return dms_record_int(record, "price") >= 10000
               ? DMS_OK
               : dms_fail(error, DMS_DENIED, "workflow.none", "entity=x");
}

static const struct dms_transition transitions[] = {
    { .name = "wait", .from = "open", .to = "waiting" },
    { .name = "expire", .from = "waiting", .to = "expired" },
    { .name = "sell",
      .from = "*",
      .to = "sold",
      .roles = sellers,
      .required = needs_price,
      .guard_name = "lot/price",
      .guard = no_cheap_cars },
};
static const struct dms_workflow flow = {
    .size = sizeof(struct dms_workflow),
    .state_size = sizeof(struct dms_state),
    .transition_size = sizeof(struct dms_transition),
    .state_count = 4,
    .transition_count = 3,
    .name = "lot.deal",
    .entity = "lot.deal",
    .states = states,
    .transitions = transitions,
};

static _Atomic int rung, failures;

static enum dms_status
ring(struct dms_unit *unit, const char *entity, int64_t record,
     const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)unit, (void)entity, (void)record, (void)payload, (void)data, (void)error;
    atomic_fetch_add(&rung, 1);
    return DMS_OK;
}

static enum dms_status
break_down(struct dms_unit *unit, const char *entity, int64_t record,
           const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)unit, (void)entity, (void)record, (void)payload, (void)data;
    atomic_fetch_add(&failures, 1);
    return dms_fail(error, DMS_STORAGE, "storage.closing", "");
}

static enum dms_status
declare(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const struct dms_timer_handler handlers[] = {
        { .size = sizeof(handlers[0]), .name = "lot/ring", .run = ring },
        { .size = sizeof(handlers[0]), .name = "lot/broken", .run = break_down },
    };
    (void)data;
    enum dms_status st = dms_register_workflow(registrar, &flow, error);
    for (size_t i = 0; st == DMS_OK && i < 2; i++)
        st = dms_register_timer(registrar, &handlers[i], error);
    return st;
}

static int64_t
run_until(struct dealer *dealer, int64_t until)
{
    int64_t ran = 0;
    dms_error_clear(dealer->error);
    dealer_need(dealer, dms_house_run_timers(dealer->house, until, &ran, dealer->error));
    return ran;
}

static const char *
state_of(struct dealer *dealer, int64_t deal)
{
    dealer_must(dealer, NULL, NULL,
                "{\"do\":\"get\",\"entity\":\"lot.deal\",\"id\":%" PRId64 "}", deal);
    return dms_json_text_at(dms_json_at_key(dealer->answer, "record"), "state");
}

static void
a_deadline_passes_once_and_a_restart_changes_nothing(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, declare, NULL);
    int64_t deal = dealer_create(dealer, "anna", "S1", "lot.deal", "{\"car\":\"x\"}");
    assert_int_equal(run_until(dealer, DEALER_NOON + DMS_HOUR - 1), 0);
    dealer_reopen(dealer);
    assert_int_equal(run_until(dealer, DEALER_NOON + DMS_HOUR), 1);
    assert_string_equal(state_of(dealer, deal), "waiting");
    assert_int_equal(run_until(dealer, DEALER_NOON + DMS_HOUR), 0);
    dealer_must(dealer, "bert", "S1", "{\"do\":\"tasks\"}");
    const struct dms_json *tasks = dms_json_at_key(dealer->answer, "tasks");
    assert_int_equal(dms_json_count(tasks), 1);
    assert_string_equal(dms_json_text_at(dms_json_at(tasks, 0), "role"), "seller");
    /* Another store's sellers have nothing to do with it. */
    dealer_must(dealer, "carl", "S2", "{\"do\":\"tasks\"}");
    assert_int_equal(dms_json_count(dms_json_at_key(dealer->answer, "tasks")), 0);
}

static void
who_leaves_a_state_is_not_woken_by_it(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, declare, NULL);
    int64_t deal =
        dealer_create(dealer, "anna", "S1", "lot.deal", "{\"price\":\"99.99\"}");
    static const char sell[] =
        "{\"do\":\"transition\",\"entity\":\"lot.deal\",\"id\":%" PRId64
        ",\"transition\":\"sell\",\"fields\":%s}";
    dealer_refused(dealer, DMS_DENIED, "anna", "S1", sell, deal, "{}");
    assert_string_equal(dms_error_rule(dealer->error), "lot/price");
    dealer_refused(dealer, DMS_INVALID, "anna", "S1", sell, deal, "{\"price\":null}");
    assert_string_equal(dms_error_field(dealer->error), "price");
    dealer_refused(dealer, DMS_FORBIDDEN, "cleo", "S1", sell, deal,
                   "{\"price\":\"100.00\"}");
    dealer_must(dealer, "anna", "S1", sell, deal, "{\"price\":\"100.00\"}");
    dealer_refused(dealer, DMS_DENIED, "anna", "S1", sell, deal, "{}");
    assert_int_equal(run_until(dealer, DEALER_NOON + 100 * DMS_DAY), 0);
    dealer_must(dealer, NULL, NULL, "{\"do\":\"timers\"}");
    assert_int_equal(dms_json_count(dms_json_at_key(dealer->answer, "timers")), 0);
}

/* West opens from ten to twelve; the 29th is a holiday, the Saturday after it is worked. */
static void
a_stores_own_hours_and_the_moved_holidays_count(void **state)
{
    struct dealer *dealer = *state;
    static const char *const days[] = { "{\"date\":\"2026-10-29\",\"name\":\"Day off\"}",
                                        "{\"date\":\"2026-10-30\",\"name\":\"Day off\"}",
                                        "{\"date\":\"2026-10-31\",\"workday\":true}" };
    dealer_use(dealer, declare, NULL);
    for (size_t i = 0; i < 3; i++)
        dealer_create(dealer, NULL, NULL, "core.calendar_day", days[i]);
    dealer_must(dealer, NULL, NULL,
                "{\"do\":\"set\",\"entity\":\"core.store\",\"id\":\"S2\","
                "\"fields\":{\"weekdays\":\"12345\"}}");
    dealer_create(dealer, "carl", "S2", "lot.deal", "{\"car\":\"x\"}");
    /* The house lets it wait, at one o'clock: two hours on Saturday, one on Monday. */
    assert_int_equal(run_until(dealer, DEALER_NOON + DMS_HOUR), 1);
    dealer_must(dealer, NULL, NULL, "{\"do\":\"timers\"}");
    assert_true(dealer_says(dealer, "2026-11-02T11:00:00+08:00"));
}

static enum dms_status
set_many(struct dms_unit *unit, void *context, struct dms_json **answer,
         struct dms_error *error)
{
    const int *first = context;
    enum dms_status st = DMS_OK;
    (void)answer;
    for (int i = *first; st == DMS_OK && i < *first + 1000; i++) {
        char key[24];
        snprintf(key, sizeof(key), "%d", i);
        st = dms_timer_set(unit, i % 1000 == 0 ? "lot/broken" : "lot/ring", NULL, key,
                           DEALER_NOON + i, NULL, error);
    }
    return st;
}

static void
wait_for(const _Atomic int *number, int value)
{
    const struct timespec pause = { .tv_nsec = 20000000 };
    for (int i = 0; i < 4000 && atomic_load(number) < value; i++)
        nanosleep(&pause, NULL);
}

static void
ten_thousand_overdue_ring_once_each_past_those_that_break(void **state)
{
    struct dealer *dealer = *state;
    const struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    dealer_use(dealer, declare, NULL);
    for (int first = 0; first < 10000; first += 1000)
        dealer_need(dealer, dms_house_write(dealer->house, &request, set_many, &first,
                                            NULL, dealer->error));
    atomic_store(&rung, 0);
    atomic_store(&failures, 0);
    dealer_reopen(dealer);
    dealer->now = DEALER_NOON + DMS_HOUR;
    dealer_need(dealer, dms_house_serve(dealer->house, dealer->error));
    wait_for(&rung, 5000);
    dealer_reopen(dealer); /* in the middle of it */
    dealer_need(dealer, dms_house_serve(dealer->house, dealer->error));
    wait_for(&rung, 9990);
    wait_for(&failures, 10);
    const struct timespec longer = { .tv_nsec = 700000000 };
    nanosleep(&longer, NULL);
    assert_int_equal(atomic_load(&rung), 9990);
    assert_int_equal(atomic_load(&failures), 10);
    /* What broke is not lost: it is tried again, a minute later. */
    dealer_must(dealer, NULL, NULL, "{\"do\":\"timers\"}");
    assert_int_equal(dms_json_count(dms_json_at_key(dealer->answer, "timers")), 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(a_deadline_passes_once_and_a_restart_changes_nothing),
        DEALER_TEST(who_leaves_a_state_is_not_woken_by_it),
        DEALER_TEST(a_stores_own_hours_and_the_moved_holidays_count),
        DEALER_TEST(ten_thousand_overdue_ring_once_each_past_those_that_break),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
