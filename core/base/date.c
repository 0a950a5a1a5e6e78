/* date.c - days since 1970-01-01 in the proleptic Gregorian calendar. */
#include <stdio.h>
#include <string.h>

#include "base/digits.h"
#include "base/date_text.h"
#include "dms/amount.h"

#define DAYS_PER_ERA 146097 /* 400 years */

/* Nobody means a day millions of years away, and beyond it the sums would not fit. */
#define FARTHEST INT64_C(1000000000)

static int64_t
near(int64_t value)
{
    return value > FARTHEST ? FARTHEST : value < -FARTHEST ? -FARTHEST : value;
}

/* Years begin in March here, so that the leap day is the last of its year. */
int64_t
dms_date_make(int64_t year, int64_t month, int64_t day)
{
    month = near(month) - 1;
    year = near(year) + month / 12 - (month % 12 < 0);
    month = (month % 12 + 12) % 12 + 1;
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + near(day) - 1;
    int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - 719468;
}

void
dms_date_split(int64_t days, int64_t *year, int64_t *month, int64_t *day)
{
    days = near(days) + 719468;
    int64_t era = (days >= 0 ? days : days - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int64_t day_of_era = days - era * DAYS_PER_ERA;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

int64_t
dms_date_weekday(int64_t days)
{
    int64_t weekday = (days % 7 + 3) % 7;
    return (weekday < 0 ? weekday + 7 : weekday) + 1;
}

bool
number_read(const char **cursor, size_t fewest, size_t most, int64_t *value)
{
    size_t digits = strspn(*cursor, "0123456789");
    if (digits < fewest || digits > most)
        return false;
    for (*value = 0; digits > 0; digits--)
        *value = *value * 10 + (*(*cursor)++ - '0');
    return true;
}

static bool
skip_mark(const char **cursor, const char *mark)
{
    size_t size = strlen(mark);
    if (strncmp(*cursor, mark, size) != 0)
        return false;
    *cursor += size;
    return true;
}

static bool
exists(int64_t year, int64_t month, int64_t day, int64_t *days)
{
    int64_t y, m, d;
    *days = dms_date_make(year, month, day);
    dms_date_split(*days, &y, &m, &d);
    return year >= 1 && month >= 1 && month <= 12 && y == year && m == month && d == day;
}

static bool
read_compact(const char **cursor, int64_t *days)
{
    int64_t number;
    const char *at = *cursor;
    if (!number_read(&at, 8, 8, &number) ||
        !exists(number / 10000, number / 100 % 100, number % 100, days))
        return false;
    *cursor = at;
    return true;
}

bool
date_read(const char **cursor, int64_t *days)
{
    static const char *const marks[][3] = {
        { "-", "-", "" }, { "/", "/", "" }, { ".", ".", "" }, { "年", "月", "日" }
    };
    const char *at = *cursor;
    int64_t year, month, day;
    size_t kind = 0;
    if (read_compact(cursor, days))
        return true;
    if (!number_read(&at, 4, 4, &year))
        return false;
    while (kind < sizeof(marks) / sizeof(marks[0]) && !skip_mark(&at, marks[kind][0]))
        kind++;
    if (kind == sizeof(marks) / sizeof(marks[0]) || !number_read(&at, 1, 2, &month) ||
        !skip_mark(&at, marks[kind][1]) || !number_read(&at, 1, 2, &day) ||
        !exists(year, month, day, days) || !skip_mark(&at, marks[kind][2]))
        return false;
    *cursor = at;
    return true;
}

enum dms_status
dms_date_load(const char *text, int64_t *days, struct dms_error *error)
{
    const char *at = text + strspn(text, " \t");
    if (date_read(&at, days) && at[strspn(at, " \t")] == '\0')
        return DMS_OK;
    return dms_fail(error, DMS_INVALID, "amount.date", "value=%.90s", text);
}

char *
dms_date_print(int64_t days, char *buffer, size_t size)
{
    int64_t year, month, day;
    dms_date_split(days, &year, &month, &day);
    if (size < sizeof("2026-11-24") || year < 0 || year > 9999) {
        snprintf(buffer, size, "%04lld-%02lld-%02lld", (long long)year, (long long)month,
                 (long long)day);
        return buffer;
    }
    char *at = digits_fixed(buffer, (uint64_t)year, 4);
    *at++ = '-';
    at = digits_fixed(at, (uint64_t)month, 2);
    *at++ = '-';
    *digits_fixed(at, (uint64_t)day, 2) = '\0';
    return buffer;
}
