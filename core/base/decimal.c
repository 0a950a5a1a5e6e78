/* decimal.c - exact decimal numbers as people write them, without ever using a double. */
#include <stdio.h>
#include <string.h>

#include "base/amount_text.h"
#include "dms/amount.h"

/* Adds DIGIT behind VALUE; false when it does not fit. */
static bool
push_digit(uint64_t *value, char digit)
{
    return !__builtin_mul_overflow(*value, 10U, value) &&
           !__builtin_add_overflow(*value, (uint64_t)(digit - '0'), value);
}

/* Skips a comma that parts thousands, ASCII or full-width. */
static size_t
comma_size(const char *at)
{
    if (*at == ',')
        return 1;
    return strncmp(at, "，", strlen("，")) == 0 ? strlen("，") : 0;
}

static bool
read_whole(const char **cursor, uint64_t *value, size_t *digits)
{
    const char *at = *cursor;
    for (size_t comma; (*at >= '0' && *at <= '9') || (*digits > 0 && comma_size(at) > 0);) {
        comma = comma_size(at);
        if (comma == 0 && !push_digit(value, *at))
            return false;
        *digits += comma == 0;
        at += comma == 0 ? 1 : comma;
    }
    *cursor = at;
    return true;
}

bool
scaled_read(const char **cursor, int places, uint64_t *value)
{
    size_t digits = 0;
    *value = 0;
    if (!read_whole(cursor, value, &digits))
        return false;
    if (**cursor == '.') {
        for (++*cursor; **cursor >= '0' && **cursor <= '9'; ++*cursor, digits++) {
            /* Zeros beyond the last place change nothing; anything else would be lost. */
            if (places == 0 && **cursor != '0')
                return false;
            if (places > 0 && !push_digit(value, **cursor))
                return false;
            places -= places > 0;
        }
    }
    for (; places > 0; places--)
        if (!push_digit(value, '0'))
            return false;
    return digits > 0;
}

bool
signed_value(bool negative, uint64_t size, int64_t *value)
{
    if (size > (uint64_t)INT64_MAX)
        return false;
    *value = negative ? -(int64_t)size : (int64_t)size;
    return true;
}

const char *
skip_blanks(const char *at)
{
    while (*at == ' ' || *at == '\t')
        at++;
    return at;
}

enum dms_status
dms_decimal_load(const char *text, int64_t *thousandths, struct dms_error *error)
{
    const char *at = skip_blanks(text);
    bool negative = *at == '-';
    at += *at == '-' || *at == '+';
    uint64_t size;
    if (scaled_read(&at, 3, &size) && *skip_blanks(at) == '\0' &&
        signed_value(negative, size, thousandths))
        return DMS_OK;
    return dms_fail(error, DMS_INVALID, "amount.decimal", "value=%s", text);
}

char *
dms_decimal_print(int64_t thousandths, char *buffer, size_t size)
{
    uint64_t value = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    char places[8];
    snprintf(places, sizeof(places), ".%03u", (unsigned)(value % 1000));
    size_t used = strlen(places);
    while (places[used - 1] == '0')
        places[--used] = '\0';
    if (used == 1)
        places[0] = '\0';
    snprintf(buffer, size, "%s%llu%s", thousandths < 0 ? "-" : "",
             (unsigned long long)(value / 1000), places);
    return buffer;
}
