/* date.c - days since 1970-01-01 in the proleptic Gregorian calendar. */
#include <stdio.h>
#include <string.h>

#include "base/date_text.h"
#include "dms/amount.h"

#define DAYS_PER_ERA 146097 /* 400 years */

/* Years begin in March here, so that the leap day is the last of its year. */
int64_t
dms_date_make(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - 719468;
}

void
dms_date_split(int64_t days, int64_t *year, int64_t *month, int64_t *day)
{
    days += 719468;
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
    int64_t weekday = (days + 3) % 7;
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
skip_mark(const char **cursor, const char *const *marks)
{
    for (; *marks != NULL; marks++) {
        if (strncmp(*cursor, *marks, strlen(*marks)) != 0)
            continue;
        *cursor += strlen(*marks);
        return true;
    }
    return false;
}

static bool
exists(int64_t year, int64_t month, int64_t day, int64_t *days)
{
    int64_t y, m, d;
    *days = dms_date_make(year, month, day);
    dms_date_split(*days, &y, &m, &d);
    return month >= 1 && month <= 12 && y == year && m == month && d == day;
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
    static const char *const after_year[] = { "-", "/", ".", "年", NULL };
    static const char *const after_month[] = { "-", "/", ".", "月", NULL };
    static const char *const after_day[] = { "日", NULL };
    const char *at = *cursor;
    int64_t year, month, day;
    if (read_compact(cursor, days))
        return true;
    if (!number_read(&at, 4, 4, &year) || !skip_mark(&at, after_year) ||
        !number_read(&at, 1, 2, &month) || !skip_mark(&at, after_month) ||
        !number_read(&at, 1, 2, &day) || !exists(year, month, day, days))
        return false;
    skip_mark(&at, after_day);
    *cursor = at;
    return true;
}

enum dms_status
dms_date_load(const char *text, int64_t *days, struct dms_error *error)
{
    const char *at = text + strspn(text, " \t");
    if (date_read(&at, days) && at[strspn(at, " \t")] == '\0')
        return DMS_OK;
    return dms_fail(error, DMS_INVALID, "amount.date", "value=%s", text);
}

char *
dms_date_print(int64_t days, char *buffer, size_t size)
{
    int64_t year, month, day;
    dms_date_split(days, &year, &month, &day);
    snprintf(buffer, size, "%04lld-%02lld-%02lld", (long long)year, (long long)month,
             (long long)day);
    return buffer;
}
