/* calendar_test.c  proves  core/workflow/calendar.c
 *
 * The days off and the 调休 working days of 2024 are those of holiday-cn (NateScarlet, MIT),
 * a transcription of the State Council's notice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include "dms/amount.h"
#include "workflow/calendar.h"

#define CHINA 480
#define MONDAY_TO_FRIDAY 0x1f
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const int off_2024[][2] = {
    { 1, 1 },  { 2, 10 }, { 2, 11 }, { 2, 12 }, { 2, 13 }, { 2, 14 }, { 2, 15 },
    { 2, 16 }, { 2, 17 }, { 4, 4 },  { 4, 5 },  { 4, 6 },  { 5, 1 },  { 5, 2 },
    { 5, 3 },  { 5, 4 },  { 5, 5 },  { 6, 10 }, { 9, 15 }, { 9, 16 }, { 9, 17 },
    { 10, 1 }, { 10, 2 }, { 10, 3 }, { 10, 4 }, { 10, 5 }, { 10, 6 }, { 10, 7 },
};
static const int on_2024[][2] = { { 2, 4 },  { 2, 18 }, { 4, 7 },  { 4, 28 },
                                  { 5, 11 }, { 9, 14 }, { 9, 29 }, { 10, 12 } };

static int64_t days_off[COUNT(off_2024)], days_on[COUNT(on_2024)];

static struct calendar
office(void)
{
    for (size_t i = 0; i < COUNT(off_2024); i++)
        days_off[i] = dms_date_make(2024, off_2024[i][0], off_2024[i][1]);
    for (size_t i = 0; i < COUNT(on_2024); i++)
        days_on[i] = dms_date_make(2024, on_2024[i][0], on_2024[i][1]);
    return (struct calendar){ .offset = CHINA,
                              .opens = 8 * DMS_HOUR + 30 * DMS_MINUTE,
                              .closes = 17 * DMS_HOUR + 30 * DMS_MINUTE,
                              .weekdays = MONDAY_TO_FRIDAY,
                              .days_off = days_off,
                              .off_count = COUNT(off_2024),
                              .days_on = days_on,
                              .on_count = COUNT(on_2024) };
}

static int64_t
at(int64_t month, int64_t day, int64_t hour, int64_t minute)
{
    return dms_date_make(2024, month, day) * DMS_DAY + hour * DMS_HOUR +
           minute * DMS_MINUTE - CHINA * DMS_MINUTE;
}

static void
a_moved_working_day_is_worked_and_a_holiday_is_not(void **state)
{
    (void)state;
    struct calendar calendar = office();
    assert_true(calendar_is_workday(&calendar, dms_date_make(2024, 2, 4))); /* a Sunday */
    assert_false(
        calendar_is_workday(&calendar, dms_date_make(2024, 2, 12))); /* a Monday */
    assert_true(calendar_is_workday(&calendar, dms_date_make(2024, 10, 8)));
    assert_false(calendar_is_workday(&calendar, dms_date_make(2024, 10, 13)));
    int worked = 0;
    for (int64_t day = dms_date_make(2024, 1, 1); day < dms_date_make(2025, 1, 1); day++)
        worked += calendar_is_workday(&calendar, day);
    assert_int_equal(worked, 251);
}

static void
working_days_skip_the_spring_festival(void **state)
{
    (void)state;
    struct calendar calendar = office();
    int64_t friday = dms_date_make(2024, 2, 9);
    assert_int_equal(calendar_workday_after(&calendar, friday, 1),
                     dms_date_make(2024, 2, 18));
    assert_int_equal(calendar_workday_after(&calendar, friday, 0), friday);
    assert_int_equal(calendar_workday_after(&calendar, dms_date_make(2024, 2, 18), -1),
                     friday);
}

static void
opening_time_runs_over_the_night_and_the_weekend(void **state)
{
    (void)state;
    struct calendar calendar = office();
    assert_int_equal(calendar_work_after(&calendar, at(3, 5, 9, 0), DMS_HOUR),
                     at(3, 5, 10, 0));
    assert_int_equal(calendar_work_after(&calendar, at(3, 5, 17, 0), DMS_HOUR),
                     at(3, 6, 9, 0));
    assert_int_equal(calendar_work_after(&calendar, at(3, 8, 17, 0), DMS_HOUR),
                     at(3, 11, 9, 0));
    assert_int_equal(calendar_work_after(&calendar, at(3, 9, 12, 0), DMS_HOUR),
                     at(3, 11, 9, 30));
    assert_int_equal(calendar_work_after(&calendar, at(3, 5, 6, 0), 9 * DMS_HOUR),
                     at(3, 5, 17, 30));
    assert_int_equal(calendar_work_after(&calendar, at(9, 30, 17, 29), 2 * DMS_MINUTE),
                     at(10, 8, 8, 31));
    assert_int_equal(calendar_work_after(&calendar, at(3, 9, 12, 0), 0), at(3, 9, 12, 0));
}

/* A small generator of our own: the same numbers on every machine. */
static uint32_t
random_number(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static int64_t
opening_time_between(const struct calendar *calendar, int64_t from, int64_t to)
{
    int64_t sum = 0;
    for (int64_t day = dms_time_date(from, calendar->offset);
         day <= dms_time_date(to, calendar->offset); day++) {
        int64_t midnight = day * DMS_DAY - calendar->offset * DMS_MINUTE;
        int64_t begin = midnight + calendar->opens, end = midnight + calendar->closes;
        begin = begin < from ? from : begin;
        end = end > to ? to : end;
        if (end > begin && calendar_is_workday(calendar, day))
            sum += end - begin;
    }
    return sum;
}

static void
exactly_the_work_asked_for_lies_between(void **state)
{
    (void)state;
    struct calendar calendar = office();
    uint32_t seed = 20240101;
    for (int round = 0; round < 2000; round++) {
        int64_t from = at(1, 1, 0, 0) + (int64_t)random_number(&seed) % 360 * DMS_DAY +
                       random_number(&seed) % (uint32_t)DMS_DAY;
        int64_t work = 1 + random_number(&seed) % (40 * (uint32_t)DMS_HOUR);
        int64_t to = calendar_work_after(&calendar, from, work);
        int64_t local = to + CHINA * DMS_MINUTE;
        assert_int_equal(opening_time_between(&calendar, from, to), work);
        assert_true(calendar_is_workday(&calendar, dms_time_date(to, CHINA)));
        assert_true(local % DMS_DAY > calendar.opens &&
                    local % DMS_DAY <= calendar.closes);
    }
}

static void
exactly_so_many_working_days_lie_between(void **state)
{
    (void)state;
    struct calendar calendar = office();
    uint32_t seed = 7;
    for (int round = 0; round < 2000; round++) {
        int64_t from = dms_date_make(2024, 1, 1) + random_number(&seed) % 366;
        int64_t count = 1 + random_number(&seed) % 60, between = 0;
        int64_t to = calendar_workday_after(&calendar, from, count);
        for (int64_t day = from + 1; day <= to; day++)
            between += calendar_is_workday(&calendar, day);
        assert_int_equal(between, count);
        assert_true(calendar_is_workday(&calendar, to));
    }
}

static void
a_calendar_that_never_opens_counts_plain_time(void **state)
{
    (void)state;
    struct calendar never = { .offset = CHINA, .opens = 0, .closes = DMS_DAY };
    assert_int_equal(calendar_work_after(&never, 1000, DMS_DAY), 1000 + DMS_DAY);
    assert_int_equal(calendar_workday_after(&never, 100, 3), 103);
    struct calendar shut = office();
    shut.closes = shut.opens;
    assert_int_equal(calendar_work_after(&shut, 1000, DMS_HOUR), 1000 + DMS_HOUR);
    struct calendar calendar = office();
    assert_int_equal(calendar_work_after(&calendar, 1000, INT64_MAX), INT64_MAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moved_working_day_is_worked_and_a_holiday_is_not),
        cmocka_unit_test(working_days_skip_the_spring_festival),
        cmocka_unit_test(opening_time_runs_over_the_night_and_the_weekend),
        cmocka_unit_test(exactly_the_work_asked_for_lies_between),
        cmocka_unit_test(exactly_so_many_working_days_lie_between),
        cmocka_unit_test(a_calendar_that_never_opens_counts_plain_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
