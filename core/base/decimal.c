/* decimal.c - exact decimal numbers as people write them, without ever using a double. */
#include <stdio.h>
#include <string.h>

#include "base/amount_text.h"
#include "base/text.h"
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

/* Digits in groups of three once there is a comma: "12,5" must not become 125. */
static bool
read_whole(const char **cursor, uint64_t *value, size_t *digits)
{
    const char *at = *cursor;
    size_t group = 0, comma;
    bool grouped = false;
    while ((*at >= '0' && *at <= '9') || (comma = comma_size(at)) > 0) {
        if (*at >= '0' && *at <= '9') {
            if (!push_digit(value, *at++))
                return false;
            group++, ++*digits;
            continue;
        }
        if (grouped ? group != 3 : group < 1 || group > 3)
            return false;
        grouped = true;
        group = 0;
        at += comma;
    }
    *cursor = at;
    return !grouped || group == 3;
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
    if (size > (uint64_t)INT64_MAX + (negative ? 1 : 0))
        return false;
    *value = !negative || size == 0 ? (int64_t)size : -(int64_t)(size - 1) - 1;
    return true;
}

static bool
has_full_width_digit(const char *text)
{
    for (uint32_t point; (point = utf8_next(&text)) != 0;) {
        if (point >= 0xFF10 && point <= 0xFF19)
            return true;
    }
    return false;
}

enum dms_status
no_amount(const char *key, const char *text, struct dms_error *error)
{
    if (has_full_width_digit(text))
        return dms_fail(error, DMS_INVALID, "amount.full_width", "value=%.90s", text);
    return dms_fail(error, DMS_INVALID, key, "value=%.90s", text);
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
    return no_amount("amount.decimal", text, error);
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
