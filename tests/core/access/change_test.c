/* tests/core/access/change_test.c  proves  core/access/form.c and the reload after a commit: a
 * right that was taken is gone when the answer is there. */
/* tsan */
#include "core/unit/dealer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

static _Atomic bool stop, taken;

struct reader {
    struct dealer *dealer;
    pthread_t thread;
    int wrong;
    _Atomic int allowed, refused;
};

/* Asked after the right was taken, nobody may get an answer. */
static void *
read_for_ever(void *context)
{
    struct reader *reader = context;
    static const char question[] = "{\"do\":\"list\",\"entity\":\"lot.customer\"}";
    const struct dms_request request = { .size = sizeof(request),
                                         .user = "anna",
                                         .store = "S1" };
    struct dms_json *json = NULL;
    dms_json_load(question, sizeof(question) - 1, &json, NULL);
    while (!atomic_load(&stop)) {
        struct dms_json *answer = NULL;
        bool late = atomic_load(&taken);
        enum dms_status st =
            dms_house_ask(reader->dealer->house, &request, json, &answer, NULL);
        dms_json_destroy(answer);
        reader->allowed += st == DMS_OK;
        reader->refused += st == DMS_FORBIDDEN;
        reader->wrong +=
            (late && st != DMS_FORBIDDEN) || (st != DMS_OK && st != DMS_FORBIDDEN);
    }
    dms_json_destroy(json);
    return NULL;
}

static void
wait_for(const _Atomic int *count)
{
    const struct timespec pause = { .tv_nsec = 5000000 };
    for (int i = 0; i < 4000 && atomic_load(count) == 0; i++)
        nanosleep(&pause, NULL);
}

static void
take_under_load(struct dealer *dealer, const char *change)
{
    struct reader readers[3] = { 0 };
    atomic_store(&stop, false);
    atomic_store(&taken, false);
    for (int i = 0; i < 3; i++) {
        readers[i].dealer = dealer;
        assert_int_equal(
            pthread_create(&readers[i].thread, NULL, read_for_ever, &readers[i]), 0);
    }
    for (int i = 0; i < 3; i++)
        wait_for(&readers[i].allowed);
    dealer_must(dealer, NULL, NULL,
                "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":\"anna\",\"fields\":%s}",
                change);
    atomic_store(&taken, true);
    for (int i = 0; i < 3; i++)
        wait_for(&readers[i].refused);
    atomic_store(&stop, true);
    for (int i = 0; i < 3; i++) {
        pthread_join(readers[i].thread, NULL);
        assert_int_equal(readers[i].wrong, 0);
        assert_true(readers[i].refused > 0);
    }
}

static void
a_role_taken_under_load_is_gone_at_once(void **state)
{
    struct dealer *dealer = *state;
    take_under_load(dealer, "{\"roles\":[]}");
    dealer_must(dealer, NULL, NULL,
                "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":\"anna\","
                "\"fields\":{\"roles\":[\"seller\"]}}");
    dealer_must(dealer, "anna", NULL, "{\"do\":\"list\",\"entity\":\"lot.customer\"}");
}

static void
a_user_switched_off_is_out_at_once(void **state)
{
    struct dealer *dealer = *state;
    take_under_load(dealer, "{\"active\":false}");
    dealer_refused(dealer, DMS_FORBIDDEN, "anna", NULL, "{\"do\":\"tasks\"}");
    assert_string_equal(dms_error_key(dealer->error), "access.unknown_user");
}

static void
what_an_admin_takes_from_a_role_stays_taken(void **state)
{
    struct dealer *dealer = *state;
    dealer_must(dealer, NULL, NULL,
                "{\"do\":\"list\",\"entity\":\"core.grant\",\"where\":{"
                "\"role\":\"seller\"}}");
    int64_t id = dms_json_integer_at(
        dms_json_at(dms_json_at_key(dealer->answer, "records"), 0), "id");
    dealer_must(dealer, "root", NULL,
                "{\"do\":\"remove\",\"entity\":\"core.grant\",\"id\":%" PRId64 "}", id);
    dealer_reopen(dealer); /* the plugin brings its grants again */
    dealer_refused(dealer, DMS_FORBIDDEN, "anna", NULL,
                   "{\"do\":\"list\",\"entity\":\"lot.customer\"}");
}

static enum dms_status
read_setting(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    (void)answer, (void)error;
    assert_string_equal(dms_unit_setting(unit, "utc_offset", "none"), context);
    return DMS_OK;
}

static void
assert_setting(const struct dealer *dealer, const char *store, const char *value)
{
    const struct dms_request request = { .size = sizeof(request),
                                         .flags = DMS_AS_HOUSE,
                                         .store = store };
    assert_int_equal(dms_house_read(dealer->house, &request, read_setting,
                                    (void *)(uintptr_t)value, NULL, NULL),
                     DMS_OK);
}

/* The house's own, a store's own, and more stores than a page of a list has. */
static void
a_setting_is_the_stores_else_the_houses(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, NULL, NULL, "core.setting",
                  "{\"name\":\"utc_offset\",\"value\":\"60\"}");
    for (int i = 0; i < 60; i++) {
        char fields[80], code[16];
        snprintf(code, sizeof(code), "T%d", i);
        snprintf(fields, sizeof(fields), "{\"code\":\"%s\",\"name\":\"x\"}", code);
        dealer_create(dealer, NULL, NULL, "core.store", fields);
        dealer_create(dealer, NULL, code, "core.setting",
                      "{\"name\":\"utc_offset\",\"value\":\"120\"}");
    }
    dealer_reopen(dealer);
    dealer_create(dealer, NULL, NULL, "core.brand", "{\"code\":\"b\",\"name\":\"b\"}");
    assert_true(dealer_says(dealer, "+01:00"));
    assert_setting(dealer, "S1", "60");
    assert_setting(dealer, "T59", "120");
    /* A store's clerk makes none for the others. */
    dealer_refused(
        dealer, DMS_FORBIDDEN, "anna", NULL,
        "{\"do\":\"create\",\"entity\":\"core.setting\",\"fields\":{\"name\":\"x\"}}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(a_role_taken_under_load_is_gone_at_once),
        DEALER_TEST(a_user_switched_off_is_out_at_once),
        DEALER_TEST(what_an_admin_takes_from_a_role_stays_taken),
        DEALER_TEST(a_setting_is_the_stores_else_the_houses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
