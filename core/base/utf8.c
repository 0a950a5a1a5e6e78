/* utf8.c - characters in bytes. */
#include <string.h>

#include "base/text.h"

#define REPLACEMENT 0xFFFD

/* Bytes of the character that begins with LEAD; 0 when none does. */
static size_t
sequence_size(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* The code point of SIZE bytes, or REPLACEMENT for overlong forms, surrogates and beyond. */
static uint32_t
decode(const unsigned char *bytes, size_t size)
{
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (size == 1)
        return bytes[0];
    uint32_t point = bytes[0] & (0xFFU >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return REPLACEMENT;
        point = point << 6 | (bytes[i] & 0x3FU);
    }
    bool wrong = point < smallest[size] || (point >= 0xD800 && point <= 0xDFFF) || point > 0x10FFFF;
    return wrong ? REPLACEMENT : point;
}

bool
utf8_valid(const char *text, size_t size)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + size;
    while (at < end) {
        size_t length = sequence_size(*at);
        if (*at == 0 || length == 0 || length > (size_t)(end - at))
            return false;
        if (length > 1 && decode(at, length) == REPLACEMENT &&
            memcmp(at, "\xEF\xBF\xBD", 3) != 0)
            return false;
        at += length;
    }
    return true;
}

uint32_t
utf8_next(const char **cursor)
{
    const unsigned char *at = (const unsigned char *)*cursor;
    if (*at == 0)
        return 0;
    size_t length = sequence_size(*at);
    if (length == 0 || strnlen(*cursor, length) < length) {
        *cursor += 1;
        return REPLACEMENT;
    }
    uint32_t point = decode(at, length);
    *cursor += point == REPLACEMENT && length > 1 && memcmp(at, "\xEF\xBF\xBD", length) != 0
                   ? 1
                   : length;
    return point;
}

size_t
utf8_length(const char *text)
{
    size_t length = 0;
    for (; *text != '\0'; text++)
        length += ((unsigned char)*text & 0xC0) != 0x80;
    return length;
}

bool
utf8_is_cjk(uint32_t point)
{
    return (point >= 0x3400 && point <= 0x9FFF) || (point >= 0x3040 && point <= 0x30FF) ||
           (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
           (point >= 0x20000 && point <= 0x3FFFF) || point == 0x3005 || point == 0x3007;
}

static bool
is_wide(uint32_t point)
{
    return utf8_is_cjk(point) || (point >= 0x1100 && point <= 0x115F) ||
           (point >= 0x2E80 && point <= 0x303E) || (point >= 0xFF00 && point <= 0xFF60) ||
           (point >= 0xFFE0 && point <= 0xFFE6) || (point >= 0x1F300 && point <= 0x1FAFF);
}

size_t
utf8_columns(const char *text)
{
    size_t columns = 0;
    for (uint32_t point; (point = utf8_next(&text)) != 0;)
        columns += is_wide(point) ? 2 : 1;
    return columns;
}
