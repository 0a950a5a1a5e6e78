/* visits_test.c - what is remembered of visits is bounded, and never outlives what has ended. */
/* tsan timeout: 120 */
#include "people.h"

#include <pthread.h>

#include "access/visits.h"

/* A reader that looked before the end and kept what it saw after it. */
static void
what_was_read_before_an_end_is_not_kept_after_it(void **state)
{
    (void)state;
    struct visits *visits = visits_create();
    struct visit visit = { .digest = "d", .id = 7, .scope = "crm.*:read" }, found = { .digest = "d" };
    uint64_t moment = visits_moment(visits);
    visits_forget(visits);
    visits_keep(visits, &visit, moment);
    assert_false(visits_find(visits, &found));
    visits_keep(visits, &visit, visits_moment(visits));
    assert_true(visits_find(visits, &found));
    assert_int_equal(found.id, 7);
    assert_string_equal(found.scope, "crm.*:read");
    visits_forget(visits);
    assert_false(visits_find(visits, &found));
    visits_destroy(visits);
}

static void
the_memory_of_visits_is_bounded_and_keeps_the_newest(void **state)
{
    (void)state;
    struct visits *visits = visits_create();
    struct visit visit = { .scope = "" };
    int there = 0;
    for (int i = 0; i < 20000; i++) {
        snprintf(visit.digest, sizeof(visit.digest), "%d", i);
        visits_keep(visits, &visit, 0);
        assert_true(visits_find(visits, &visit));
    }
    for (int i = 0; i < 20000; i++) {
        snprintf(visit.digest, sizeof(visit.digest), "%d", i);
        there += visits_find(visits, &visit);
    }
    assert_in_range(there, 3500, 4096);
    visits_destroy(visits);
}

#define SESSIONS 12

struct crowd {
    struct people *people;
    char secrets[SESSIONS][80];
    _Atomic bool ended[SESSIONS], over;
};

/* Whatever was known to have ended before the question was asked must be refused. */
static void *
keep_entering(void *data)
{
    struct crowd *crowd = data;
    for (size_t i = 0; !atomic_load(&crowd->over); i = (i + 1) % SESSIONS) {
        struct dms_visitor visitor = { .size = sizeof(visitor) };
        bool ended = atomic_load(&crowd->ended[i]);
        enum dms_status st =
            dms_house_enter(crowd->people->house, crowd->secrets[i], &visitor, NULL);
        if (ended && st == DMS_OK)
            return (void *)(uintptr_t) "came in after the end";
        if (st == DMS_OK && strcmp(visitor.name, i % 2 == 0 ? "li" : "wang") != 0)
            return (void *)(uintptr_t) "met somebody else";
        if (st != DMS_OK && st != DMS_FORBIDDEN)
            return (void *)(uintptr_t) "met a failure";
    }
    return NULL;
}

static void
eight_enter_while_sessions_end_and_nobody_comes_in_late(void **state)
{
    struct crowd crowd = { .people = *state };
    pthread_t threads[8];
    for (size_t i = 0; i < SESSIONS; i++)
        people_session(crowd.people, i % 2 == 0 ? "li" : "wang", crowd.secrets[i]);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, keep_entering, &crowd), 0);
    for (size_t i = 0; i < SESSIONS; i++) {
        usleep(20000);
        if (i % 3 == 0)
            people_remove_session(crowd.people, "admin", crowd.secrets[i]);
        else
            people_must(crowd.people, dms_house_logout(crowd.people->house, crowd.secrets[i],
                                                       &crowd.people->error));
        atomic_store(&crowd.ended[i], true);
    }
    usleep(50000);
    atomic_store(&crowd.over, true);
    for (size_t i = 0; i < 8; i++) {
        void *fault = NULL;
        pthread_join(threads[i], &fault);
        if (fault != NULL)
            fail_msg("%s", (const char *)fault);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_read_before_an_end_is_not_kept_after_it),
        cmocka_unit_test(the_memory_of_visits_is_bounded_and_keeps_the_newest),
        cmocka_unit_test_setup_teardown(eight_enter_while_sessions_end_and_nobody_comes_in_late,
                                        people_setup, people_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
