/* tsan
 * timeout: 180
 * delivery_test.c - what a receiver gets: signed, once, in order, again after a failure. */
#include "plugins/notify/shop.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

static int
begin(void **state)
{
    (void)state;
    receiver_start(&receiver);
    shop_begin();
    return 0;
}

static int
end(void **state)
{
    (void)state;
    shop_end();
    receiver_stop(&receiver);
    return 0;
}

static void
expect_signature(const struct hit *hit)
{
    char signed_text[5000], expected[80] = "v1=";
    unsigned char digest[32];
    snprintf(signed_text, sizeof(signed_text), "%s.%s", hit->timestamp, hit->body);
    assert_int_equal(gnutls_hmac_fast(GNUTLS_MAC_SHA256, secret, strlen(secret),
                                      signed_text, strlen(signed_text), digest),
                     0);
    for (size_t i = 0; i < sizeof(digest); i++)
        snprintf(expected + 3 + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(hit->signature, expected);
}

static int64_t
member(const struct hit *hit, const char *name)
{
    struct dms_json *body = NULL;
    assert_int_equal(dms_json_load(hit->body, strlen(hit->body), &body, NULL), DMS_OK);
    int64_t value = dms_json_integer_at(body, name);
    dms_json_destroy(body);
    return value;
}

static void
an_event_arrives_once_and_signed(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    webhook("leads", "crm.lead.created", "127.0.0.1", "/ok");
    serve();
    int64_t id = lead("王五");
    wait_for(deliveries("\"state\":\"sent\"") == 1);
    const struct hit *hit = &receiver.hits[0];
    assert_int_equal(receiver.count, 1);
    assert_string_equal(hit->event, "crm.lead.created");
    assert_int_equal(strtoll(hit->timestamp, NULL, 10), atomic_load(&moment) / 1000);
    assert_int_equal(member(hit, "record"), id);
    expect_signature(hit);
    assert_int_equal(number_of_delivery("\"state\":\"sent\"", "tries"), 1);
    assert_int_equal(number_of_delivery("\"state\":\"sent\"", "last_status"), 200);
}

static void
what_happened_while_nobody_served_is_sent_when_somebody_does(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    webhook("leads", "crm.*", "127.0.0.1", "/ok");
    lead("一");
    lead("二");
    serve();
    wait_for(deliveries("\"state\":\"sent\"") == 2);
}

static void
what_happened_before_it_was_made_is_not_told(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    lead("一");
    atomic_fetch_add(&moment, 1);
    webhook("leads", "crm.*", "127.0.0.1", "/ok");
    int64_t id = lead("二");
    serve();
    wait_for(deliveries("\"state\":\"sent\"") == 1);
    assert_int_equal(deliveries(""), 1);
    assert_int_equal(member(&receiver.hits[0], "record"), id);
}

static void
a_failure_holds_back_its_own_record_and_no_other(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    webhook("leads", "crm.lead.*", "127.0.0.1", "/fail");
    serve();
    int64_t first = lead("一");
    wait_for(deliveries("\"last_status\":500") == 1);
    ask("{\"do\":\"set\",\"entity\":\"crm.lead\",\"id\":%" PRId64
        ",\"fields\":{\"year_wanted\":2027}}",
        first);
    wait_for(deliveries("\"state\":\"waiting\"") == 2);
    atomic_store(&receiver.status, 200);
    int64_t second = lead("二");
    wait_for(deliveries("\"state\":\"sent\"") == 1);
    assert_int_equal(receiver.count, 2);
    assert_int_equal(member(&receiver.hits[1], "record"), second);
    later(15000);
    wait_for(deliveries("\"state\":\"sent\"") == 3);
    assert_int_equal(member(&receiver.hits[2], "record"), first);
    assert_string_equal(receiver.hits[2].event, "crm.lead.created");
    assert_string_equal(receiver.hits[2].delivery, receiver.hits[0].delivery);
    assert_string_equal(receiver.hits[3].event, "crm.lead.updated");
}

static void
many_changes_of_many_records_arrive_in_order_per_record(void **state)
{
    (void)state;
    int64_t ids[5], last[5] = { 0 };
    list_address("127.0.0.1");
    webhook("all", "*", "127.0.0.1", "/ok");
    for (int i = 0; i < 5; i++)
        ids[i] = lead("客");
    serve();
    for (int round = 0; round < 6; round++)
        for (int i = 0; i < 5; i++)
            ask("{\"do\":\"set\",\"entity\":\"crm.lead\",\"id\":%" PRId64
                ",\"fields\":{\"year_wanted\":%d}}",
                ids[i], 2000 + round);
    wait_for(deliveries("\"entity\":\"crm.lead\",\"state\":\"sent\"") == 35);
    for (int k = 0; k < receiver.count; k++)
        for (int i = 0; i < 5; i++)
            if (strncmp(receiver.hits[k].event, "crm.lead.", 9) == 0 &&
                member(&receiver.hits[k], "record") == ids[i]) {
                assert_true(member(&receiver.hits[k], "id") > last[i]);
                last[i] = member(&receiver.hits[k], "id");
            }
    assert_int_equal(deliveries("\"event_name\":{\"contains\":\"notify.\"}"), 0);
}

static void
pauses_grow_and_after_twelve_tries_it_is_parked_and_may_be_replayed(void **state)
{
    (void)state;
    int64_t pause, before = 0;
    list_address("127.0.0.1");
    webhook("leads", "crm.lead.created", "127.0.0.1", "/fail");
    serve();
    lead("一");
    for (int try = 1; try < 12; try++) {
        char where[60], *text;
        snprintf(where, sizeof(where), "\"state\":\"waiting\",\"tries\":%d", try);
        wait_for(deliveries(where) == 1);
        text = of_delivery(where, "next_at");
        int64_t next = 0;
        text[strlen(text) - 1] = '\0';
        assert_int_equal(dms_time_load(text + 1, 480, &next, NULL), DMS_OK);
        free(text);
        pause = next - atomic_load(&moment);
        assert_true(pause >= 10000 && pause <= INT64_C(12) * DMS_HOUR * 12 / 10);
        assert_true(pause > before || pause >= 12 * DMS_HOUR);
        before = pause;
        assert_int_equal(receiver.count, try);
        later(pause - 1);
        later(1);
    }
    wait_for(deliveries("\"state\":\"parked\"") == 1);
    assert_int_equal(receiver.count, 12);
    assert_int_equal(number_of_delivery("\"last_error\":\"status\"", "last_status"), 500);
    later(3 * DMS_DAY);
    atomic_store(&receiver.status, 204);
    lead("二");
    wait_for(deliveries("\"state\":\"sent\"") == 1);
    assert_int_equal(receiver.count, 13);
    ask("{\"do\":\"transition\",\"entity\":\"notify.delivery\",\"id\":%" PRId64
        ",\"transition\":\"replay\"}",
        number_of_delivery("\"state\":\"parked\"", "id"));
    wait_for(deliveries("\"state\":\"sent\"") == 2);
    assert_string_equal(receiver.hits[13].delivery, receiver.hits[0].delivery);
    assert_string_equal(receiver.hits[13].body, receiver.hits[0].body);
}

static void
a_slow_receiver_stops_neither_the_others_nor_the_closing(void **state)
{
    (void)state;
    struct timespec from, to;
    list_address("127.0.0.1");
    webhook("slow", "crm.lead.created", "127.0.0.1", "/hang");
    webhook("fast", "crm.lead.created", "127.0.0.1", "/ok");
    serve();
    for (int i = 0; i < 5; i++)
        lead("客");
    wait_for(deliveries("\"state\":\"sent\"") == 5);
    assert_int_equal(deliveries("\"webhook\":1,\"state\":\"waiting\""), 5);
    clock_gettime(CLOCK_MONOTONIC, &from);
    dms_house_close(house);
    clock_gettime(CLOCK_MONOTONIC, &to);
    assert_true(to.tv_sec - from.tv_sec < 10);
    atomic_store(&receiver.let_go, true);
    shop_open();
    serve();
    wait_for(deliveries("\"state\":\"sent\"") == 10);
}

static void
an_answer_without_end_is_cut_and_the_event_counts_as_heard(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    webhook("flood", "crm.lead.created", "127.0.0.1", "/flood");
    serve();
    lead("一");
    wait_for(deliveries("\"state\":\"sent\"") == 1);
    assert_int_equal(receiver.count, 1);
}

static void
a_webhook_of_one_store_hears_of_that_store_only(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    made("{\"do\":\"create\",\"entity\":\"notify.webhook\",\"fields\":{\"name\":\"two\","
         "\"event\":"
         "\"crm.*\",\"only_store\":2,\"url\":\"http://127.0.0.1:%u/ok\"}}",
         receiver.port);
    serve();
    lead("一");
    assert_int_equal(dms_house_settle(house, NULL), DMS_OK);
    assert_int_equal(deliveries(""), 0);
}

static void
one_that_is_switched_off_hears_nothing_and_goes_on_where_it_stood(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    int64_t id = webhook("leads", "crm.lead.created", "127.0.0.1", "/ok");
    lead("一");
    assert_int_equal(dms_house_settle(house, NULL), DMS_OK);
    ask("{\"do\":\"set\",\"entity\":\"notify.webhook\",\"id\":%" PRId64
        ",\"fields\":{\"active\":false}}",
        id);
    serve();
    lead("二");
    assert_int_equal(dms_house_settle(house, NULL), DMS_OK);
    assert_int_equal(deliveries(""), 1);
    assert_int_equal(receiver.count, 0);
    ask("{\"do\":\"set\",\"entity\":\"notify.webhook\",\"id\":%" PRId64
        ",\"fields\":{\"active\":true}}",
        id);
    wait_for(deliveries("\"state\":\"sent\"") == 1);
}

static void
removing_the_first_in_line_lets_the_next_go(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    webhook("leads", "crm.lead.*", "127.0.0.1", "/fail");
    serve();
    int64_t id = lead("一");
    wait_for(deliveries("\"last_status\":500") == 1);
    ask("{\"do\":\"set\",\"entity\":\"crm.lead\",\"id\":%" PRId64
        ",\"fields\":{\"year_wanted\":2027}}",
        id);
    wait_for(deliveries("\"state\":\"waiting\"") == 2);
    atomic_store(&receiver.status, 200);
    ask("{\"do\":\"remove\",\"entity\":\"notify.delivery\",\"id\":%" PRId64 "}",
        number_of_delivery("", "id"));
    wait_for(deliveries("\"state\":\"sent\"") == 1);
    assert_string_equal(receiver.hits[1].event, "crm.lead.updated");
}

static void
what_was_sent_long_ago_is_cleaned_away(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    webhook("leads", "crm.lead.created", "127.0.0.1", "/ok");
    serve();
    for (int i = 0; i < 45; i++)
        lead("客");
    wait_for(deliveries("\"state\":\"sent\"") == 45);
    dms_house_close(house);
    atomic_fetch_add(&moment, 29 * DMS_DAY);
    shop_open();
    serve();
    lead("新");
    wait_for(deliveries("\"state\":\"sent\"") == 46);
    dms_house_close(house);
    atomic_fetch_add(&moment, 2 * DMS_DAY);
    shop_open();
    serve();
    wait_for(deliveries("") == 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_event_arrives_once_and_signed),
        TEST(what_happened_while_nobody_served_is_sent_when_somebody_does),
        TEST(what_happened_before_it_was_made_is_not_told),
        TEST(a_failure_holds_back_its_own_record_and_no_other),
        TEST(many_changes_of_many_records_arrive_in_order_per_record),
        TEST(pauses_grow_and_after_twelve_tries_it_is_parked_and_may_be_replayed),
        TEST(a_slow_receiver_stops_neither_the_others_nor_the_closing),
        TEST(an_answer_without_end_is_cut_and_the_event_counts_as_heard),
        TEST(a_webhook_of_one_store_hears_of_that_store_only),
        TEST(one_that_is_switched_off_hears_nothing_and_goes_on_where_it_stood),
        TEST(removing_the_first_in_line_lets_the_next_go),
        TEST(what_was_sent_long_ago_is_cleaned_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
