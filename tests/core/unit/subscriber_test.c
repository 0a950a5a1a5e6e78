/* tests/core/unit/subscriber_test.c  proves  core/unit/teller.c: everybody hears everything, in
 * order, and what they make of it is there once; who fails is nobody else's trouble.
 * timeout: 120 */
/* tsan */
#include "core/unit/dealer.h"

#include <dms/front.h>
#include <stdatomic.h>
#include <time.h>

static _Atomic int heard, tried;
static _Atomic bool broken;

/* Makes a deal of each new customer: an effect one can count. */
static enum dms_status
follow(struct dms_unit *unit, const struct dms_event *event, void *data,
       struct dms_error *error)
{
    struct dms_record *deal = NULL;
    (void)data;
    atomic_fetch_add(&heard, 1);
    enum dms_status st = dms_unit_new(unit, "lot.deal", &deal, error);
    if (st == DMS_OK)
        st = dms_record_set_int(deal, "customer", event->record, error);
    return st == DMS_OK ? dms_unit_save(unit, deal, error) : st;
}

/* What DATA says it fails with, after it has written: nothing of that may stay. */
static enum dms_status
fall_over(struct dms_unit *unit, const struct dms_event *event, void *data,
          struct dms_error *error)
{
    atomic_fetch_add(&tried, 1);
    enum dms_status st = follow(unit, event, NULL, error);
    atomic_fetch_sub(&heard, 1);
    if (st != DMS_OK || !atomic_load(&broken))
        return st;
    return dms_fail(error, *(const enum dms_status *)data, "workflow.none", "entity=x");
}

static enum dms_status
declare(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    const struct dms_subscriber first = { .size = sizeof(first),
                                          .name = "lot/a_fails",
                                          .on = "lot.customer.created",
                                          .run = fall_over,
                                          .data = data };
    static const struct dms_subscriber second = { .size = sizeof(second),
                                                  .name = "lot/follows",
                                                  .on = "lot.customer.*",
                                                  .run = follow };
    enum dms_status st =
        data != NULL ? dms_register_subscriber(registrar, &first, error) : DMS_OK;
    return st == DMS_OK ? dms_register_subscriber(registrar, &second, error) : st;
}

static enum dms_status
many_customers(struct dms_unit *unit, void *context, struct dms_json **answer,
               struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    (void)answer;
    for (int i = 0; st == DMS_OK && i < *(int *)context; i++) {
        struct dms_record *record = NULL;
        st = dms_unit_new(unit, "lot.customer", &record, error);
        if (st == DMS_OK)
            st = dms_record_set_text(record, "name", "x", error);
        if (st == DMS_OK)
            st = dms_unit_save(unit, record, error);
    }
    return st;
}

static void
add_customers(struct dealer *dealer, int count)
{
    const struct dms_request request = { .size = sizeof(request),
                                         .flags = DMS_AS_HOUSE,
                                         .store = "S1" };
    for (int left = count; left > 0; left -= 25) {
        int some = left < 25 ? left : 25;
        dealer_need(dealer, dms_house_write(dealer->house, &request, many_customers,
                                            &some, NULL, dealer->error));
    }
}

static void
start(struct dealer *dealer, const enum dms_status *failure)
{
    atomic_store(&heard, 0);
    atomic_store(&tried, 0);
    atomic_store(&broken, true);
    dealer_use(dealer, declare, (void *)(uintptr_t)failure);
}

static void
a_new_subscriber_does_not_hear_the_past(void **state)
{
    struct dealer *dealer = *state;
    add_customers(dealer, 3);
    start(dealer, NULL);
    add_customers(dealer, 2);
    dealer_need(dealer, dms_house_settle(dealer->house, dealer->error));
    dealer_need(dealer, dms_house_settle(dealer->house, dealer->error));
    dealer_reopen(dealer);
    dealer_need(dealer, dms_house_settle(dealer->house, dealer->error));
    assert_int_equal(atomic_load(&heard), 2);
    assert_int_equal(dealer_count(dealer, "lot.deal"), 2);
}

static void
one_that_fails_is_tried_again_then_set_aside(void **state)
{
    struct dealer *dealer = *state;
    static const enum dms_status denied = DMS_DENIED;
    start(dealer, &denied);
    add_customers(dealer, 2);
    dealer_need(dealer, dms_house_settle(dealer->house, dealer->error));
    assert_int_equal(atomic_load(&tried), 6);
    assert_int_equal(dealer_count(dealer, "lot.deal"), 2); /* of the one that follows */
    atomic_store(&broken, false);
    add_customers(dealer, 1);
    dealer_need(dealer, dms_house_settle(dealer->house, dealer->error));
    assert_int_equal(dealer_count(dealer, "lot.deal"), 4);
    dealer_must(dealer, NULL, NULL, "{\"do\":\"notices\"}");
    assert_true(dealer_says(dealer, "lot/a_fails"));
}

/* As with a full disk: it waits, and it alone. */
static void
one_in_trouble_keeps_its_place_and_stops_nobody(void **state)
{
    struct dealer *dealer = *state;
    static const enum dms_status full = DMS_FULL;
    start(dealer, &full);
    add_customers(dealer, 2);
    dms_error_clear(dealer->error);
    assert_int_equal(dms_house_settle(dealer->house, dealer->error), DMS_FULL);
    assert_int_equal(dealer_count(dealer, "lot.deal"), 2);
    atomic_store(&broken, false);
    dms_error_clear(dealer->error);
    dealer_need(dealer, dms_house_settle(dealer->house, dealer->error));
    assert_int_equal(dealer_count(dealer, "lot.deal"), 4);
}

static void
a_served_house_tries_again_without_anybody_writing(void **state)
{
    struct dealer *dealer = *state;
    static const enum dms_status full = DMS_FULL;
    const struct timespec pause = { .tv_nsec = 20000000 };
    start(dealer, &full);
    dealer_need(dealer, dms_house_serve(dealer->house, dealer->error));
    add_customers(dealer, 1);
    for (int i = 0; i < 500 && atomic_load(&tried) == 0; i++)
        nanosleep(&pause, NULL);
    atomic_store(&broken, false);
    for (int i = 0; i < 500 && dealer_count(dealer, "lot.deal") < 2; i++)
        nanosleep(&pause, NULL);
    assert_int_equal(dealer_count(dealer, "lot.deal"), 2);
}

/* A large import is work, and no chain of events that feed themselves. */
static void
a_long_backlog_is_told_to_its_end(void **state)
{
    struct dealer *dealer = *state;
    enum { COUNT = 10500 };
    start(dealer, NULL);
    add_customers(dealer, COUNT);
    dealer_need(dealer, dms_house_settle(dealer->house, dealer->error));
    assert_int_equal(atomic_load(&heard), COUNT);
    assert_int_equal(dealer_count(dealer, "lot.deal"), COUNT);
}

static enum dms_status
feed(struct dms_unit *unit, const struct dms_event *event, void *data,
     struct dms_error *error)
{
    (void)data;
    enum dms_status st = dms_emit(unit, event->name, NULL, NULL, error);
    return st == DMS_OK ? dms_emit(unit, event->name, NULL, NULL, error) : st;
}

static enum dms_status
endless(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const struct dms_subscriber card = { .size = sizeof(card),
                                                .name = "lot/feeds",
                                                .on = "lot.customer.created",
                                                .run = feed };
    (void)data;
    return dms_register_subscriber(registrar, &card, error);
}

static void
events_that_feed_themselves_end_with_an_error(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, endless, NULL);
    add_customers(dealer, 1);
    dms_error_clear(dealer->error);
    assert_int_equal(dms_house_settle(dealer->house, dealer->error), DMS_LIMIT);
    assert_string_equal(dms_error_key(dealer->error), "unit.endless_events");
}

static bool
only_updates(struct dms_house *house, const struct dms_event *event, void *data)
{
    (void)house, (void)data;
    return strcmp(event->name, "lot.customer.updated") == 0;
}

static enum dms_status
declare_choosy(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const struct dms_subscriber choosy = { .size = sizeof(choosy),
                                                  .name = "lot/choosy",
                                                  .on = "*",
                                                  .run = follow,
                                                  .wants = only_updates };
    (void)data;
    return dms_register_subscriber(registrar, &choosy, error);
}

static int64_t
commits(struct dealer *dealer)
{
    struct dms_json *health = dms_house_health(dealer->house);
    int64_t count = dms_json_integer_at(health, "commits");
    dms_json_destroy(health);
    return count;
}

static void
what_a_subscriber_passes_over_costs_no_commit(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, declare_choosy, NULL);
    dealer_need(dealer, dms_house_settle(dealer->house, dealer->error));
    heard = 0;
    int64_t before = commits(dealer);
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"x\"}");
    dealer_need(dealer, dms_house_settle(dealer->house, dealer->error));
    assert_int_equal(commits(dealer), before + 1);
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,"
                "\"fields\":{\"note\":\"y\"}}");
    dealer_need(dealer, dms_house_settle(dealer->house, dealer->error));
    assert_int_equal(heard, 1);
    dealer_reopen(dealer);
    dealer_need(dealer, dms_house_settle(dealer->house, dealer->error));
    assert_int_equal(heard, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(a_new_subscriber_does_not_hear_the_past),
        DEALER_TEST(one_that_fails_is_tried_again_then_set_aside),
        DEALER_TEST(one_in_trouble_keeps_its_place_and_stops_nobody),
        DEALER_TEST(a_served_house_tries_again_without_anybody_writing),
        DEALER_TEST(a_long_backlog_is_told_to_its_end),
        DEALER_TEST(what_a_subscriber_passes_over_costs_no_commit),
        DEALER_TEST(events_that_feed_themselves_end_with_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
