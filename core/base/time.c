/* time.c - ISO 8601 times with or without zone, as milliseconds UTC. */
#include <string.h>

#include "base/digits.h"
#include "base/date_text.h"
#include "dms/amount.h"

#define FARTHEST    (INT64_C(1000000) * 365 * DMS_DAY) /* a million years */
#define DAY_MINUTES INT64_C(1440)

static int64_t
offset_within_a_day(int64_t offset)
{
    return offset > DAY_MINUTES    ? DAY_MINUTES
           : offset < -DAY_MINUTES ? -DAY_MINUTES
                                   : offset;
}

/* ".123456": milliseconds count, the rest is dropped. */
static bool
read_fraction(const char **cursor, int64_t *ms)
{
    if (**cursor != '.' && **cursor != ',')
        return true;
    ++*cursor;
    size_t digits = strspn(*cursor, "0123456789");
    if (digits == 0)
        return false;
    int64_t scale = 100;
    for (size_t i = 0; i < digits; i++, scale /= 10)
        *ms += ((*cursor)[i] - '0') * scale;
    *cursor += digits;
    return true;
}

/* "9:05", "09:05:30.250". */
static bool
read_clock(const char **cursor, int64_t *ms)
{
    int64_t hour, minute, second = 0;
    if (!number_read(cursor, 1, 2, &hour) || **cursor != ':')
        return false;
    ++*cursor;
    if (!number_read(cursor, 2, 2, &minute))
        return false;
    if (**cursor == ':') {
        ++*cursor;
        if (!number_read(cursor, 2, 2, &second))
            return false;
    }
    if (hour > 23 || minute > 59 || second > 60)
        return false;
    *ms = hour * DMS_HOUR + minute * DMS_MINUTE + second * 1000;
    return read_fraction(cursor, ms);
}

/* "Z", "+08:00", "+0800", "+08"; nothing keeps *OFFSET. */
static bool
read_zone(const char **cursor, int64_t *offset)
{
    char sign = **cursor;
    if (sign == 'Z' || sign == 'z') {
        ++*cursor;
        *offset = 0;
        return true;
    }
    if (sign != '+' && sign != '-')
        return true;
    ++*cursor;
    int64_t hours, minutes = 0;
    if (strspn(*cursor, "0123456789") == 4) {
        number_read(cursor, 4, 4, &hours);
        minutes = hours % 100;
        hours /= 100;
    } else {
        if (!number_read(cursor, 2, 2, &hours))
            return false;
        if (**cursor == ':') {
            ++*cursor;
            if (!number_read(cursor, 2, 2, &minutes))
                return false;
        }
    }
    *offset = (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
    return hours <= 14 && minutes <= 59;
}

enum dms_status
dms_time_load(const char *text, int64_t offset, int64_t *ms, struct dms_error *error)
{
    const char *at = text + strspn(text, " \t");
    int64_t days, of_day = 0;
    bool right = date_read(&at, &days);
    if (right && (*at == 'T' || *at == 't' || at[strspn(at, " \t")] != '\0')) {
        right = *at == 'T' || *at == 't' || *at == ' ';
        at += 1 + strspn(at + 1, " ");
        right = right && read_clock(&at, &of_day);
        at += strspn(at, " ");
        right = right && read_zone(&at, &offset);
    }
    if (!right || at[strspn(at, " \t")] != '\0')
        return dms_fail(error, DMS_INVALID, "amount.time", "value=%.90s", text);
    *ms = days * DMS_DAY + of_day - offset_within_a_day(offset) * DMS_MINUTE;
    return DMS_OK;
}

/* Milliseconds on the wall at OFFSET; what is absurdly far away stays where sums fit. */
static int64_t
wall(int64_t ms, int64_t offset)
{
    if (ms > FARTHEST || ms < -FARTHEST)
        ms = ms > 0 ? FARTHEST : -FARTHEST;
    return ms + offset_within_a_day(offset) * DMS_MINUTE;
}

static int64_t
floor_divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

int64_t
dms_time_date(int64_t ms, int64_t offset)
{
    return floor_divide(wall(ms, offset), DMS_DAY);
}

/* "T09:30:00", with the thousandths when there are some. MS: since midnight. */
static char *
add_clock(char *at, int64_t ms)
{
    *at++ = 'T';
    at = digits_fixed(at, (uint64_t)(ms / DMS_HOUR), 2);
    *at++ = ':';
    at = digits_fixed(at, (uint64_t)(ms / DMS_MINUTE % 60), 2);
    *at++ = ':';
    at = digits_fixed(at, (uint64_t)(ms / 1000 % 60), 2);
    if (ms % 1000 == 0)
        return at;
    *at++ = '.';
    return digits_fixed(at, (uint64_t)(ms % 1000), 3);
}

static char *
add_zone(char *at, int64_t offset)
{
    uint64_t zone = (uint64_t)(offset < 0 ? -offset : offset);
    *at++ = offset < 0 ? '-' : '+';
    at = digits_fixed(at, zone / 60, 2);
    *at++ = ':';
    return digits_fixed(at, zone % 60, 2);
}

char *
dms_time_print(int64_t ms, int64_t offset, char *buffer, size_t size)
{
    char whole[64];
    int64_t days = dms_time_date(ms, offset);
    dms_date_print(days, whole, 32);
    char *at = add_clock(whole + strlen(whole), wall(ms, offset) - days * DMS_DAY);
    at = add_zone(at, offset_within_a_day(offset));
    *at++ = '\0';
    size_t length = (size_t)(at - whole) < size ? (size_t)(at - whole) : size;
    memcpy(buffer, whole, length);
    if (length > 0)
        buffer[length - 1] = '\0';
    return buffer;
}
