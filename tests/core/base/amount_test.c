/* amount_test.c  proves  core/base/money.c and decimal.c */
#include "proof.h"

#include "dms/amount.h"

static void
assert_fen(const char *text, int64_t expected)
{
    int64_t fen = 0;
    struct dms_error error = { 0 };
    if (dms_money_load(text, &fen, &error) != DMS_OK || fen != expected)
        fail_msg("\"%s\" gives %lld", text, (long long)fen);
}

static void
assert_no_money(const char *text, const char *key)
{
    int64_t fen = 0;
    struct dms_error error = { 0 };
    if (dms_money_load(text, &fen, &error) != DMS_INVALID)
        fail_msg("\"%s\" gives %lld", text, (long long)fen);
    assert_string_equal(dms_error_key(&error), key);
}

static void
money_is_read_as_people_write_it(void **state)
{
    (void)state;
    assert_fen("129800", 12980000);
    assert_fen("129,800.5", 12980050);
    assert_fen("1，298，000", 129800000);
    assert_fen("¥129800.50", 12980050);
    assert_fen("￥ 1.00", 100);
    assert_fen("-3", -300);
    assert_fen("-¥3", -300);
    assert_fen("¥-3", -300);
    assert_fen("12.98万", 12980000);
    assert_fen("3.98万", 3980000);
    assert_fen("3.98 万元", 3980000);
    assert_fen("0.000001万", 1);
    assert_fen("100元", 10000);
    assert_fen("  7.5 ", 750);
    assert_fen("0", 0);
    assert_fen("0007", 700);
}

static void
what_is_no_money_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",          " ",        "暂无",      "-",           ".",     "¥",
        "1.234",     "1,2",      "12,5",      "1,,000",      "1000,", ",100",
        "12,34,567", "1234,567", "1.2.3",     "1e3",         "0x10",  "1 000",
        "--3",       "-¥-3",     "12.98万万", "0.0000001万", "万",    "元",
        "3元万",     "1-",       "1,000.5,0", NULL,
    };
    for (const char *const *one = wrong; *one != NULL; one++)
        assert_no_money(*one, "amount.money");
    assert_no_money("１２３", "amount.full_width");
    assert_no_money("12３", "amount.full_width");
}

static void
money_reaches_both_ends_and_not_beyond(void **state)
{
    (void)state;
    char text[24];
    assert_fen("92233720368547758.07", INT64_MAX);
    assert_fen("-92233720368547758.08", INT64_MIN);
    assert_no_money("92233720368547758.08", "amount.money");
    assert_no_money("-92233720368547758.09", "amount.money");
    assert_no_money("99999999999999999999999", "amount.money");
    assert_no_money("9999999999999999999万", "amount.money");
    assert_string_equal(dms_money_print(INT64_MAX, text, sizeof text),
                        "92233720368547758.07");
    assert_string_equal(dms_money_print(INT64_MIN, text, sizeof text),
                        "-92233720368547758.08");
    assert_string_equal(dms_money_print(-5, text, sizeof text), "-0.05");
    assert_string_equal(dms_money_print(12980050, text, sizeof text), "129800.50");
    assert_string_equal(dms_money_print(12980050, text, 4), "129");
}

static void
a_share_is_rounded_half_away_from_zero(void **state)
{
    (void)state;
    assert_int_equal(dms_money_share(12980000, 500), 649000);
    assert_int_equal(dms_money_share(1, 5000), 1);
    assert_int_equal(dms_money_share(-1, 5000), -1);
    assert_int_equal(dms_money_share(1, 4999), 0);
    assert_int_equal(dms_money_share(3, -5000), -2);
    assert_int_equal(dms_money_share(INT64_MAX, 10000), INT64_MAX);
    assert_int_equal(dms_money_share(INT64_MAX, 10001), INT64_MAX);
    assert_int_equal(dms_money_share(INT64_MIN, 20000), INT64_MIN);
    assert_int_equal(dms_money_share(INT64_MIN, -10000), INT64_MAX);
    assert_int_equal(dms_money_share(INT64_MIN, INT64_MIN), INT64_MAX);
}

static void
assert_decimal(const char *text, int64_t expected, const char *printed)
{
    int64_t value = 0;
    char buffer[24];
    assert_int_equal(dms_decimal_load(text, &value, NULL), DMS_OK);
    assert_int_equal(value, expected);
    assert_string_equal(dms_decimal_print(value, buffer, sizeof buffer), printed);
}

static void
decimals_keep_three_places(void **state)
{
    (void)state;
    assert_decimal("1.5", 1500, "1.5");
    assert_decimal("2", 2000, "2");
    assert_decimal("-0.005", -5, "-0.005");
    assert_decimal("1,234.050", 1234050, "1234.05");
    assert_decimal("9223372036854775.807", INT64_MAX, "9223372036854775.807");
    assert_decimal("-9223372036854775.808", INT64_MIN, "-9223372036854775.808");
    static const char *const wrong[] = {
        "",  "1.2345", "abc", "1,5",  "9223372036854775.808",
        "-", "1.5h",   "¥1",  "1..2", NULL
    };
    for (const char *const *one = wrong; *one != NULL; one++) {
        int64_t value;
        assert_int_equal(dms_decimal_load(*one, &value, NULL), DMS_INVALID);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_is_read_as_people_write_it),
        cmocka_unit_test(what_is_no_money_is_refused),
        cmocka_unit_test(money_reaches_both_ends_and_not_beyond),
        cmocka_unit_test(a_share_is_rounded_half_away_from_zero),
        cmocka_unit_test(decimals_keep_three_places),
    };
    return PROVE(tests);
}
