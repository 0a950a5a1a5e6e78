/* time_test.c  proves  core/base/date.c, time.c and clock.c */
#include "proof.h"

#include "base/clock.h"
#include "dms/amount.h"

#define CHINA 480

static void
assert_date(const char *text, const char *printed)
{
    int64_t days = 0;
    char buffer[16];
    if (dms_date_load(text, &days, NULL) != DMS_OK)
        fail_msg("\"%s\" is refused", text);
    assert_string_equal(dms_date_print(days, buffer, sizeof buffer), printed);
}

static void
dates_are_read_as_people_write_them(void **state)
{
    (void)state;
    assert_date("2026-11-24", "2026-11-24");
    assert_date("2026/1/2", "2026-01-02");
    assert_date("2026年1月2日", "2026-01-02");
    assert_date("20260102", "2026-01-02");
    assert_date(" 2024-02-29 ", "2024-02-29");
    assert_date("2000-02-29", "2000-02-29");
    assert_date("9999-12-31", "9999-12-31");
}

static void
days_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "2026-02-29",
        "1900-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-04-31",
        "2026-01-00",
        "20260230",
        "2026-1",
        "26-01-02",
        "2026-01-02x",
        "2026-1/2",
        "2026-1-2日",
        "0000-01-01",
        "二〇二六年",
        "2026-001-02",
        "2026-11-24 09:30",
        NULL,
    };
    for (const char *const *one = wrong; *one != NULL; one++) {
        int64_t days;
        struct dms_error error = { 0 };
        if (dms_date_load(*one, &days, &error) != DMS_INVALID)
            fail_msg("\"%s\" is taken", *one);
        assert_string_equal(dms_error_key(&error), "amount.date");
    }
}

static void
days_are_counted_from_1970(void **state)
{
    (void)state;
    int64_t year, month, day;
    assert_int_equal(dms_date_make(1970, 1, 1), 0);
    assert_int_equal(dms_date_make(2000, 3, 1), 11017);
    assert_int_equal(dms_date_make(1969, 12, 31), -1);
    assert_int_equal(dms_date_weekday(0), 4);
    assert_int_equal(dms_date_weekday(-4), 7);
    assert_int_equal(dms_date_weekday(dms_date_make(2026, 11, 24)), 2);
    for (int64_t days = -200000; days < 200000; days += 13) {
        dms_date_split(days, &year, &month, &day);
        assert_int_equal(dms_date_make(year, month, day), days);
    }
}

static void
the_ends_of_the_scale_do_no_harm(void **state)
{
    (void)state;
    int64_t year, month, day;
    char buffer[64];
    dms_date_split(INT64_MAX, &year, &month, &day);
    dms_date_split(INT64_MIN, &year, &month, &day);
    dms_date_make(INT64_MAX, INT64_MAX, INT64_MAX);
    dms_date_make(INT64_MIN, INT64_MIN, INT64_MIN);
    assert_in_range(dms_date_weekday(INT64_MAX), 1, 7);
    assert_in_range(dms_date_weekday(INT64_MIN), 1, 7);
    dms_time_print(INT64_MAX, CHINA, buffer, 40);
    dms_time_print(INT64_MIN, -CHINA, buffer, 40);
    dms_time_date(INT64_MAX, INT64_MAX);
    dms_time_date(INT64_MIN, INT64_MIN);
    dms_date_print(INT64_MAX, buffer, 16);
    dms_date_print(INT64_MIN, buffer, 16);
}

static void
assert_time(const char *text, const char *printed)
{
    int64_t ms = 0;
    char buffer[40];
    if (dms_time_load(text, CHINA, &ms, NULL) != DMS_OK)
        fail_msg("\"%s\" is refused", text);
    assert_string_equal(dms_time_print(ms, CHINA, buffer, sizeof buffer), printed);
}

static void
times_are_read_with_and_without_zone(void **state)
{
    (void)state;
    assert_time("2026-11-24T09:30:00+08:00", "2026-11-24T09:30:00+08:00");
    assert_time("2024-01-15T10:20:30.000Z", "2024-01-15T18:20:30+08:00");
    assert_time("2024-01-15T10:20:30.1234567Z", "2024-01-15T18:20:30.123+08:00");
    assert_time("2024-01-15t10:20:30.5z", "2024-01-15T18:20:30.500+08:00");
    assert_time("2026-11-24 9:30", "2026-11-24T09:30:00+08:00");
    assert_time("2008-06-25T8:47:50", "2008-06-25T08:47:50+08:00");
    assert_time("2008-06-25T20:00:00-0400", "2008-06-26T08:00:00+08:00");
    assert_time("2008-06-25T20:00:00-04", "2008-06-26T08:00:00+08:00");
    assert_time("2026-11-24", "2026-11-24T00:00:00+08:00");
    assert_time("2026年1月2日 9:05", "2026-01-02T09:05:00+08:00");
    assert_time("1969-12-31T23:59:59.999Z", "1970-01-01T07:59:59.999+08:00");
}

static void
times_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "2026-11-24T25:00",
        "2026-11-24T24:00",
        "2026-11-24T09:60",
        "2026-11-24T09:30:61",
        "2026-02-31T09:30:00",
        "2026-11-24T",
        "2026-11-24T ",
        "2026-11-24T9",
        "2026-11-24T09:30:00.",
        "2026-11-24T09:30+25:00",
        "2026-11-24T09:30+08:99",
        "2026-11-24T09:30+",
        "2026-11-24T09:30 x",
        "2026-11-24x",
        "09:30",
        NULL,
    };
    for (const char *const *one = wrong; *one != NULL; one++) {
        int64_t ms;
        struct dms_error error = { 0 };
        if (dms_time_load(*one, CHINA, &ms, &error) != DMS_INVALID)
            fail_msg("\"%s\" is taken", *one);
        assert_string_equal(dms_error_key(&error), "amount.time");
    }
}

static void
the_date_on_the_wall_depends_on_the_zone(void **state)
{
    (void)state;
    char buffer[40];
    int64_t late = 20 * DMS_HOUR;
    assert_int_equal(dms_time_date(late, 0), 0);
    assert_int_equal(dms_time_date(late, CHINA), 1);
    assert_int_equal(dms_time_date(-1, 0), -1);
    assert_string_equal(dms_time_print(0, -210, buffer, sizeof buffer),
                        "1969-12-31T20:30:00-03:30");
}

static int64_t
stopped(void *data)
{
    return *(int64_t *)data;
}

static void
a_clock_can_be_stopped(void **state)
{
    (void)state;
    int64_t at = 42;
    struct clock clock = { stopped, &at }, machine = { NULL, NULL };
    assert_int_equal(clock_now(&clock), 42);
    assert_true(clock_now(NULL) > INT64_C(1500000000000));
    assert_true(clock_now(&machine) > INT64_C(1500000000000));
    int64_t before = clock_ticks();
    assert_true(clock_ticks() >= before);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_as_people_write_them),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(days_are_counted_from_1970),
        cmocka_unit_test(the_ends_of_the_scale_do_no_harm),
        cmocka_unit_test(times_are_read_with_and_without_zone),
        cmocka_unit_test(times_that_do_not_exist_are_refused),
        cmocka_unit_test(the_date_on_the_wall_depends_on_the_zone),
        cmocka_unit_test(a_clock_can_be_stopped),
    };
    return PROVE(tests);
}
