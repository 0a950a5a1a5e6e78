/* calendar.c - counts working days and opening hours; what is a holiday is data. */
#include "workflow/calendar.h"

#include <stddef.h>

#include "dms/amount.h"

/* A calendar without a working day in so many days never has one. */
#define TEN_YEARS 3653
/* Longer spans than a century are no plan, and would be walked day by day. */
#define CENTURY 36525

static bool
among(const int64_t *days, uint32_t count, int64_t day)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (days[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && days[low] == day;
}

bool
calendar_is_workday(const struct calendar *calendar, int64_t days)
{
    /* 调休: a Saturday on the list is worked, whatever else is said about it. */
    if (among(calendar->days_on, calendar->on_count, days))
        return true;
    if (among(calendar->days_off, calendar->off_count, days))
        return false;
    return (calendar->weekdays >> (dms_date_weekday(days) - 1) & 1) != 0;
}

int64_t
calendar_workday_after(const struct calendar *calendar, int64_t days, int64_t count)
{
    int64_t step = count < 0 ? -1 : 1, left = count < 0 ? -count : count, day = days;
    if (count > CENTURY || count < -CENTURY)
        return days + count;
    for (int64_t idle = 0; left > 0;) {
        day += step;
        if (calendar_is_workday(calendar, day)) {
            left--;
            idle = 0;
        } else if (++idle > TEN_YEARS) {
            return days + count;
        }
    }
    return day;
}

static int64_t
add_time(int64_t from, int64_t work)
{
    int64_t sum;
    return __builtin_add_overflow(from, work, &sum) ? INT64_MAX : sum;
}

int64_t
calendar_work_after(const struct calendar *calendar, int64_t from, int64_t work)
{
    int64_t first = dms_time_date(from, calendar->offset), left = work, idle = 0;
    if (work <= 0)
        return from;
    for (int64_t day = first; idle <= TEN_YEARS && day - first <= CENTURY; day++) {
        int64_t midnight = day * DMS_DAY - calendar->offset * DMS_MINUTE;
        int64_t begin = midnight + calendar->opens, end = midnight + calendar->closes;
        if (begin < from)
            begin = from;
        if (begin >= end || !calendar_is_workday(calendar, day)) {
            idle++;
            continue;
        }
        if (left <= end - begin)
            return begin + left;
        left -= end - begin;
        idle = 0;
    }
    return add_time(from, work);
}
