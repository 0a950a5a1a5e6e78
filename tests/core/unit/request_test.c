/* tests/core/unit/request_test.c  proves  core/unit/run.c: a request is done once, answered in
 * full, and told once. */
/* tsan */
#include "core/unit/dealer.h"

#include <pthread.h>
#include <stdatomic.h>

static _Atomic int runs;

static enum dms_status
make_customer(struct dms_unit *unit, void *context, struct dms_json **answer,
              struct dms_error *error)
{
    const char *phone = context;
    struct dms_record *record = NULL;
    atomic_fetch_add(&runs, 1);
    enum dms_status st = dms_unit_new(unit, "lot.customer", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", "张三", error);
    if (st == DMS_OK && phone[0] != '\0')
        st = dms_record_set_text(record, "phone", phone, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, record, error);
    dms_unit_warn(unit, "phone", "unit.reads_only", "");
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "id", record != NULL ? dms_record_id(record) : 0);
    return st;
}

static struct dms_request
request_of(const char *user, const char *key, const char *hash)
{
    return (struct dms_request){ .size = sizeof(struct dms_request),
                                 .user = user,
                                 .store = "S1",
                                 .key = key,
                                 .body_hash = hash,
                                 .flags = user == NULL ? DMS_AS_HOUSE : 0 };
}

static enum dms_status
write_once(struct dealer *dealer, const char *user, const char *key, const char *hash,
           const char *phone)
{
    struct dms_request request = request_of(user, key, hash);
    dms_error_clear(dealer->error);
    dms_json_destroy(dealer->answer);
    free(dealer->said);
    enum dms_status st =
        dms_house_write(dealer->house, &request, make_customer, (void *)(uintptr_t)phone,
                        &dealer->answer, dealer->error);
    dealer->said = dms_json_print(dealer->answer);
    return st;
}

static void
the_same_key_gives_the_same_answer_without_running_again(void **state)
{
    struct dealer *dealer = *state;
    char first[500];
    atomic_store(&runs, 0);
    assert_int_equal(write_once(dealer, "anna", "k1", "h1", "1"), DMS_OK);
    snprintf(first, sizeof(first), "%s", dealer->said);
    assert_true(dealer_says(dealer, "warnings"));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(write_once(dealer, "anna", "k1", "h1", "1"), DMS_OK);
        assert_string_equal(dealer->said, first);
        dealer_reopen(dealer);
    }
    assert_int_equal(atomic_load(&runs), 1);
    assert_int_equal(write_once(dealer, "anna", "k1", "h2", "2"), DMS_INVALID);
    assert_string_equal(dms_error_key(dealer->error), "unit.key_reused");
    assert_int_equal(write_once(dealer, "bert", "k1", "h2", "2"), DMS_OK);
    assert_int_equal(dealer_count(dealer, "lot.customer"), 2);
}

static void
a_key_is_remembered_for_the_days_that_are_set(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, NULL, NULL, "core.setting",
                  "{\"name\":\"key.days\",\"value\":\"2\"}");
    atomic_store(&runs, 0);
    assert_int_equal(write_once(dealer, "anna", "old", "h", "1"), DMS_OK);
    dealer->now += DMS_DAY;
    assert_int_equal(write_once(dealer, "anna", "other", "h", "2"), DMS_OK);
    assert_int_equal(write_once(dealer, "anna", "old", "h", "1"), DMS_OK);
    assert_int_equal(atomic_load(&runs), 2);
    dealer->now += 2 * DMS_DAY;
    assert_int_equal(write_once(dealer, "anna", "third", "h", "3"), DMS_OK);
    assert_int_equal(write_once(dealer, "anna", "old", "h", "4"), DMS_OK);
    assert_int_equal(atomic_load(&runs), 4);
}

static void
a_key_is_one_persons_whatever_the_names(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, NULL, NULL, "core.user",
                  "{\"name\":\"anna|x\",\"roles\":[\"seller\"],\"stores\":[\"S1\"]}");
    atomic_store(&runs, 0);
    assert_int_equal(write_once(dealer, "anna", "x|1", NULL, "1"), DMS_OK);
    assert_int_equal(write_once(dealer, "anna|x", "1", NULL, "2"), DMS_OK);
    assert_int_equal(atomic_load(&runs), 2);
}

static void
a_refused_request_keeps_no_answer(void **state)
{
    struct dealer *dealer = *state;
    assert_int_equal(write_once(dealer, "anna", NULL, NULL, "1"), DMS_OK);
    assert_int_equal(write_once(dealer, "anna", "k", "h", "1"), DMS_CONFLICT);
    assert_null(dealer->answer);
    dealer_must(dealer, "anna", NULL,
                "{\"do\":\"remove\",\"entity\":\"lot.customer\",\"id\":1}");
    assert_int_equal(write_once(dealer, "anna", "k", "h", "1"), DMS_OK);
}

static void
a_work_may_answer_nobody(void **state)
{
    struct dealer *dealer = *state;
    struct dms_request request = request_of("anna", NULL, NULL);
    assert_int_equal(
        dms_house_write(dealer->house, &request, make_customer, "1", NULL, NULL), DMS_OK);
    /* In a reading unit nothing is made. */
    assert_int_equal(
        dms_house_read(dealer->house, &request, make_customer, "2", NULL, NULL),
        DMS_FORBIDDEN);
    assert_int_equal(dealer_count(dealer, "lot.customer"), 1);
}

struct told {
    _Atomic int times, good, answers, warnings;
};

static void
count_told(void *context, enum dms_status status, struct dms_json *answer,
           const struct dms_json *warnings, const struct dms_error *error)
{
    struct told *told = context;
    atomic_fetch_add(&told->times, 1);
    atomic_fetch_add(&told->good, status == DMS_OK);
    atomic_fetch_add(&told->answers, answer != NULL);
    atomic_fetch_add(&told->warnings, dms_json_count(warnings) == 1);
    assert_true((status == DMS_OK) == (dms_error_status(error) == DMS_OK));
}

struct writing {
    struct told told;
    char phone[24];
};

static enum dms_status
make_theirs(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    return make_customer(unit, ((struct writing *)context)->phone, answer, error);
}

/* Half of them collide with one another; what goes wrong for one is no other's business. */
static void
who_does_not_wait_is_told_once_whatever_happened(void **state)
{
    struct dealer *dealer = *state;
    enum { COUNT = 400 };
    static struct writing writings[COUNT];
    struct dms_request request = request_of("anna", NULL, NULL);
    int good = 0, times = 0;
    memset(writings, 0, sizeof(writings));
    for (int i = 0; i < COUNT; i++) {
        snprintf(writings[i].phone, sizeof(writings[i].phone), "%d", i / 2);
        assert_int_equal(dms_house_write_later(dealer->house, &request, make_theirs,
                                               &writings[i], (dms_done)count_told, NULL),
                         DMS_OK);
    }
    dealer_reopen(dealer); /* what is queued is still done */
    for (int i = 0; i < COUNT; i++) {
        struct told *told = &writings[i].told;
        times += told->times == 1;
        good += told->good;
        assert_true(told->answers == told->good && told->warnings == told->good);
    }
    assert_int_equal(times, COUNT);
    assert_int_equal(good, COUNT / 2);
    assert_int_equal(dealer_count(dealer, "lot.customer"), COUNT / 2);
}

struct racer {
    struct dealer *dealer;
    pthread_t thread;
    int conflicts, saved;
};

static enum dms_status
raise_limit(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    struct dms_record *record = NULL;
    (void)context, (void)answer;
    enum dms_status st = dms_unit_edit(unit, "lot.customer", 1, &record, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "limit", dms_record_int(record, "limit") + 1,
                                error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static void *
race(void *context)
{
    struct racer *racer = context;
    struct dms_request request = request_of("anna", NULL, NULL);
    for (int i = 0; i < 50; i++)
        racer->saved += dms_house_write(racer->dealer->house, &request, raise_limit, NULL,
                                        NULL, NULL) == DMS_OK;
    return NULL;
}

static void
units_side_by_side_lose_no_change(void **state)
{
    struct dealer *dealer = *state;
    struct racer racers[4] = { 0 };
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"x\",\"limit\":\"0.00\"}");
    for (int i = 0; i < 4; i++) {
        racers[i].dealer = dealer;
        assert_int_equal(pthread_create(&racers[i].thread, NULL, race, &racers[i]), 0);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(racers[i].thread, NULL);
    dealer_must(dealer, "anna", NULL,
                "{\"do\":\"get\",\"entity\":\"lot.customer\",\"id\":1}");
    assert_true(dealer_says(dealer, "\"limit\":\"2.00\"") &&
                dealer_says(dealer, "\"rev\":201"));
    dealer_refused(dealer, DMS_CONFLICT, "anna", NULL,
                   "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,\"rev\":200,"
                   "\"fields\":{\"note\":\"x\"}}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(the_same_key_gives_the_same_answer_without_running_again),
        DEALER_TEST(a_key_is_remembered_for_the_days_that_are_set),
        DEALER_TEST(a_key_is_one_persons_whatever_the_names),
        DEALER_TEST(a_refused_request_keeps_no_answer),
        DEALER_TEST(a_work_may_answer_nobody),
        DEALER_TEST(who_does_not_wait_is_told_once_whatever_happened),
        DEALER_TEST(units_side_by_side_lose_no_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
