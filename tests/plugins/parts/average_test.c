/* tests/plugins/parts/average_test.c  proves  plugins/parts/average.c: nothing is lost in rounding,
 * and nothing overflows on the way (row 52). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include "../../../plugins/parts/average.c"

static void
half_a_fen_goes_away_from_zero(void **state)
{
    (void)state;
    assert_int_equal(parts_share(1, 1, 2), 1);
    assert_int_equal(parts_share(-1, 1, 2), -1);
    assert_int_equal(parts_share(1, 1, 3), 0);
    assert_int_equal(parts_share(2, 1, 3), 1);
    assert_int_equal(parts_share(5, 3, 10), 2);
}

static void
the_largest_stock_does_not_overflow(void **state)
{
    (void)state;
    const int64_t most = INT64_C(1000000000000), pieces = INT64_C(1000000000);
    assert_int_equal(parts_share(most, pieces - 1, pieces), most - 1000);
    assert_int_equal(parts_share(INT64_MAX, INT64_MAX, 1), INT64_MAX);
    assert_int_equal(parts_share(INT64_MIN, INT64_MAX, 1), INT64_MIN);
}

static void
the_last_piece_takes_all_that_is_left(void **state)
{
    (void)state;
    struct parts_pool pool = { 3000, 10000 };
    int64_t costs[] = { 3333, 3334, 3333 };
    for (size_t i = 0; i < 3; i++) {
        int64_t cost = parts_pool_cost(&pool, 1000);
        assert_int_equal(cost, costs[i]);
        pool.quantity -= 1000;
        pool.value -= cost;
    }
    assert_int_equal(pool.value, 0);
    assert_int_equal(parts_pool_average(&pool), 0);
}

static void
whatever_leaves_in_whatever_pieces_the_sum_is_what_came(void **state)
{
    (void)state;
    uint64_t drawn = 42;
    for (int round = 0; round < 1000; round++) {
        struct parts_pool pool = { 1 + (int64_t)(drawn % 50000), (int64_t)(drawn >> 40) };
        int64_t came = pool.value, went = 0;
        while (pool.quantity > 0) {
            drawn = drawn * UINT64_C(6364136223846793005) + 1442695040888963407u;
            int64_t take = 1 + (int64_t)((drawn >> 33) % 7000);
            take = take > pool.quantity ? pool.quantity : take;
            int64_t cost = parts_pool_cost(&pool, take);
            assert_true(cost >= 0 && cost <= pool.value);
            pool.quantity -= take;
            pool.value -= cost;
            went += cost;
        }
        assert_int_equal(pool.value, 0);
        assert_int_equal(went, came);
    }
}

static void
the_average_of_the_book(void **state)
{
    (void)state;
    const struct parts_pool pool = { 20000, 230000 };
    assert_int_equal(parts_pool_average(&pool), 11500);
    assert_int_equal(parts_pool_cost(&pool, 12000), 138000);
    assert_int_equal(parts_amount(11550, 1500), 17325);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_a_fen_goes_away_from_zero),
        cmocka_unit_test(the_largest_stock_does_not_overflow),
        cmocka_unit_test(the_last_piece_takes_all_that_is_left),
        cmocka_unit_test(whatever_leaves_in_whatever_pieces_the_sum_is_what_came),
        cmocka_unit_test(the_average_of_the_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
