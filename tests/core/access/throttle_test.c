/* throttle_test.c - guessing is slowed down, and nobody is locked out by somebody else's guesses. */
/* tsan */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "access/gate.h"
#include "access/throttle.h"

#define MINUTE 60000

static const struct throttle_rule rule = { .tries = 5, .address_tries = 20, .account_tries = 30,
                                           .window = 15 * MINUTE };

static int
setup(void **state)
{
    *state = throttle_create();
    return 0;
}

static int
teardown(void **state)
{
    throttle_destroy(*state);
    return 0;
}

/* How many tries pass, of COUNT. */
static int
passed(struct throttle *throttle, const char *account, const char *address, int count,
       int64_t now)
{
    int through = 0;
    for (int i = 0; i < count; i++)
        through += throttle_try(throttle, &rule, account, address, now) == 0;
    return through;
}

static void
the_sixth_wrong_password_waits_for_the_rest_of_the_window(void **state)
{
    assert_int_equal(passed(*state, "li", "10.0.0.1", 9, 0), 5);
    assert_int_equal(throttle_try(*state, &rule, "li", "10.0.0.1", 0), 900);
    assert_int_equal(throttle_try(*state, &rule, "li", "10.0.0.1", 14 * MINUTE + 30500), 30);
    assert_int_equal(throttle_try(*state, &rule, "li", "10.0.0.1", 15 * MINUTE - 1), 1);
    assert_int_equal(passed(*state, "li", "10.0.0.1", 9, 15 * MINUTE), 5);
}

static void
another_account_and_another_address_are_not_held_back(void **state)
{
    passed(*state, "li", "10.0.0.1", 9, 0);
    assert_int_equal(passed(*state, "wang", "10.0.0.1", 9, 0), 5);
    assert_int_equal(passed(*state, "li", "10.0.0.2", 9, 0), 5);
}

static void
the_right_password_gives_all_tries_back(void **state)
{
    assert_int_equal(passed(*state, "li", "10.0.0.1", 5, 0), 5);
    throttle_forgive(*state, "li", "10.0.0.1");
    assert_int_equal(passed(*state, "li", "10.0.0.1", 9, 0), 5);
}

/* A shop of sixty behind one address comes to work at half past eight. */
static void
right_passwords_do_not_use_up_the_address(void **state)
{
    for (int i = 0; i < 200; i++) {
        char name[16];
        snprintf(name, sizeof(name), "user%d", i);
        assert_int_equal(throttle_try(*state, &rule, name, "10.0.0.1", 0), 0);
        throttle_forgive(*state, name, "10.0.0.1");
    }
}

static void
one_address_cannot_try_a_whole_list_of_names(void **state)
{
    int through = 0;
    for (int i = 0; i < 100; i++) {
        char name[16];
        snprintf(name, sizeof(name), "user%d", i);
        through += passed(*state, name, "10.0.0.1", 1, 0);
    }
    assert_int_equal(through, 20);
    assert_int_equal(passed(*state, "user0", "10.0.0.2", 1, 0), 1);
}

static void
an_account_under_attack_leaves_each_address_a_single_try(void **state)
{
    int through = 0;
    for (int i = 0; i < 200; i++) {
        char address[32];
        snprintf(address, sizeof(address), "10.0.%d.1", i);
        through += passed(*state, "li", address, 10, 0);
    }
    assert_int_equal(through, 30 + (200 - 6));
    /* Who knows the password comes in from an address nobody has tried from, each time. */
    for (int i = 0; i < 10; i++) {
        assert_int_equal(throttle_try(*state, &rule, "li", "192.168.0.7", 0), 0);
        throttle_forgive(*state, "li", "192.168.0.7");
    }
}

static void
all_of_an_ipv6_network_is_one_address(void **state)
{
    int through = 0;
    for (int i = 0; i < 50; i++) {
        char address[64];
        snprintf(address, sizeof(address), "2001:db8:1:2:%x::%x", i * 77, i);
        through += passed(*state, "li", address, 1, 0);
    }
    assert_int_equal(through, 5);
    assert_int_equal(passed(*state, "li", "2001:db8:1:3::1", 9, 0), 5);
    assert_int_equal(passed(*state, "wang", "fe80::1%eth0", 3, 0), 3);
    assert_int_equal(passed(*state, "wang", "fe80::2%eth1", 9, 0), 2);
}

static void
an_ipv4_address_is_the_same_in_ipv6_clothes(void **state)
{
    assert_int_equal(passed(*state, "li", "::ffff:10.0.0.1", 3, 0), 3);
    assert_int_equal(passed(*state, "li", "10.0.0.1", 9, 0), 2);
    assert_int_equal(passed(*state, "li", "::ffff:10.0.0.2", 9, 0), 5);
}

static void
a_try_nobody_looked_into_does_not_count(void **state)
{
    for (int i = 0; i < 100; i++) {
        assert_int_equal(throttle_try(*state, &rule, "li", NULL, 0), 0);
        throttle_undo(*state, "li", NULL);
    }
    throttle_undo(*state, "li", NULL);
    assert_int_equal(passed(*state, "li", NULL, 9, 0), 5);
}

/* Or a clock that stood a year ahead would keep everybody out for a year. */
static void
a_clock_set_back_forgets(void **state)
{
    passed(*state, "li", "10.0.0.1", 9, INT64_C(31536000000));
    assert_int_equal(passed(*state, "li", "10.0.0.1", 9, 0), 5);
}

/* The table has a fixed size: what counts is that a flood of names does not wash away what
 * tells against an address. */
static void
a_flood_of_names_does_not_wash_away_who_is_held_back(void **state)
{
    passed(*state, "li", "10.0.0.1", 5, 0);
    for (int i = 0; i < 20000; i++) {
        char name[16], address[32];
        snprintf(name, sizeof(name), "n%d", i);
        snprintf(address, sizeof(address), "11.%d.%d.1", i / 250, i % 250);
        throttle_try(*state, &rule, name, address, 0);
    }
    assert_int_equal(passed(*state, "li", "10.0.0.1", 9, 0), 0);
}

static atomic_int through, inside, most;

static void *
guess(void *throttle)
{
    atomic_fetch_add(&through, passed(throttle, "li", "10.0.0.1", 100, 0));
    return NULL;
}

static void
run_eight(void *(*run)(void *data), void *data)
{
    pthread_t threads[8];
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run, data), 0);
    for (size_t i = 0; i < 8; i++)
        pthread_join(threads[i], NULL);
}

static void
eight_who_guess_at_once_have_five_tries_together(void **state)
{
    atomic_store(&through, 0);
    run_eight(guess, *state);
    assert_int_equal(atomic_load(&through), 5);
}

static void *
pass_gate(void *gate)
{
    for (int i = 0; i < 50; i++) {
        if (!gate_enter(gate))
            continue;
        int now = atomic_fetch_add(&inside, 1) + 1, before = atomic_load(&most);
        while (now > before && !atomic_compare_exchange_weak(&most, &before, now))
            ;
        atomic_fetch_add(&through, 1);
        atomic_fetch_sub(&inside, 1);
        gate_leave(gate);
    }
    return NULL;
}

static void
two_are_inside_at_once_and_everybody_gets_in(void **state)
{
    (void)state;
    struct gate *gate = gate_create(2, 60000);
    atomic_store(&through, 0);
    run_eight(pass_gate, gate);
    assert_int_equal(atomic_load(&through), 400);
    assert_in_range(atomic_load(&most), 1, 2);
    gate_destroy(gate);
}

static void
who_waits_in_vain_is_told(void **state)
{
    (void)state;
    struct gate *gate = gate_create(1, 20);
    assert_true(gate_enter(gate));
    assert_false(gate_enter(gate));
    gate_leave(gate);
    assert_true(gate_enter(gate));
    gate_leave(gate);
    gate_destroy(gate);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_sixth_wrong_password_waits_for_the_rest_of_the_window),
        TEST(another_account_and_another_address_are_not_held_back),
        TEST(the_right_password_gives_all_tries_back),
        TEST(right_passwords_do_not_use_up_the_address),
        TEST(one_address_cannot_try_a_whole_list_of_names),
        TEST(an_account_under_attack_leaves_each_address_a_single_try),
        TEST(all_of_an_ipv6_network_is_one_address),
        TEST(an_ipv4_address_is_the_same_in_ipv6_clothes),
        TEST(a_try_nobody_looked_into_does_not_count),
        TEST(a_clock_set_back_forgets),
        TEST(a_flood_of_names_does_not_wash_away_who_is_held_back),
        TEST(eight_who_guess_at_once_have_five_tries_together),
        TEST(two_are_inside_at_once_and_everybody_gets_in),
        TEST(who_waits_in_vain_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
