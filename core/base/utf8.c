/* utf8.c - reads UTF-8 strictly: no surrogates, no overlong forms, nothing past U+10FFFF. */
#include <string.h>

#include "base/text.h"

#define BAD_BYTE  0xFFFDU
#define HIGH_BITS UINT64_C(0x8080808080808080)
#define LOW_BITS  UINT64_C(0x0101010101010101)

struct range {
    uint32_t first, last;
};

static bool
in_ranges(uint32_t code_point, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count && code_point >= ranges[i].first; i++) {
        if (code_point <= ranges[i].last)
            return true;
    }
    return false;
}

/* The second byte carries what forbids overlong forms and surrogates. */
static bool
second_fits(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return second >= 0x80 && second <= 0xBF;
    }
}

size_t
utf8_size(const char *text, size_t size)
{
    const unsigned char *bytes = (const unsigned char *)text;
    if (size == 0 || bytes[0] == 0)
        return 0;
    if (bytes[0] < 0x80)
        return 1;
    if (bytes[0] < 0xC2 || bytes[0] > 0xF4)
        return 0;
    size_t need = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    if (size < need || !second_fits(bytes[0], bytes[1]))
        return 0;
    for (size_t i = 2; i < need; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    }
    return need;
}

/* Eight bytes that are all plain ASCII and none of them 0. */
static bool
plain_eight(const char *text)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return ((word | (word - LOW_BITS)) & HIGH_BITS) == 0;
}

bool
utf8_valid(const char *text, size_t size)
{
    size_t at = 0;
    while (at < size) {
        if (size - at >= 8 && plain_eight(text + at)) {
            at += 8;
            continue;
        }
        size_t step = utf8_size(text + at, size - at);
        if (step == 0)
            return false;
        at += step;
    }
    return true;
}

size_t
utf8_length(const char *text)
{
    size_t length = 0;
    for (; *text != '\0'; text++)
        length += ((unsigned char)*text & 0xC0) != 0x80;
    return length;
}

uint32_t
utf8_next(const char **cursor)
{
    static const unsigned char mask[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    const char *text = *cursor;
    if (*text == '\0')
        return 0;
    size_t size = utf8_size(text, strnlen(text, 4));
    if (size == 0) {
        *cursor = text + 1;
        return BAD_BYTE;
    }
    uint32_t code_point = (unsigned char)text[0] & mask[size];
    for (size_t i = 1; i < size; i++)
        code_point = code_point << 6 | ((unsigned char)text[i] & 0x3FU);
    *cursor = text + size;
    return code_point;
}

bool
utf8_is_cjk(uint32_t code_point)
{
    static const struct range cjk[] = {
        { 0x1100, 0x11FF },   { 0x2E80, 0x2FDF },   { 0x3005, 0x3007 },
        { 0x3021, 0x3029 },   { 0x3031, 0x3035 },   { 0x3038, 0x303C },
        { 0x3041, 0x318F },   { 0x31A0, 0x31FF },   { 0x3400, 0x4DBF },
        { 0x4E00, 0x9FFF },   { 0xA960, 0xA97F },   { 0xAC00, 0xD7FF },
        { 0xF900, 0xFAFF },   { 0xFF66, 0xFFDC },   { 0x16FE0, 0x18DFF },
        { 0x1AFF0, 0x1B2FF }, { 0x20000, 0x323AF },
    };
    return code_point >= cjk[0].first &&
           in_ranges(code_point, cjk, sizeof cjk / sizeof cjk[0]);
}

static size_t
columns_of(uint32_t code_point)
{
    static const struct range none[] = {
        { 0x0300, 0x036F }, { 0x200B, 0x200F }, { 0x202A, 0x202E },
        { 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF },
    };
    static const struct range half[] = { { 0xFF61, 0xFFDC } };
    static const struct range wide[] = {
        { 0x3000, 0x303F }, { 0x3200, 0x33FF }, { 0xFE30, 0xFE6F },
        { 0xFF01, 0xFF60 }, { 0xFFE0, 0xFFE6 }, { 0x1F300, 0x1FAFF },
    };
    if (code_point < 0x0300)
        return 1;
    if (in_ranges(code_point, none, sizeof none / sizeof none[0]))
        return 0;
    if (in_ranges(code_point, half, 1))
        return 1;
    return utf8_is_cjk(code_point) ||
                   in_ranges(code_point, wide, sizeof wide / sizeof wide[0])
               ? 2
               : 1;
}

size_t
utf8_columns(const char *text)
{
    size_t columns = 0;
    for (uint32_t code_point; (code_point = utf8_next(&text)) != 0;)
        columns += columns_of(code_point);
    return columns;
}
