/* encoding.c - BOM first, then the form of UTF-16, then UTF-8; what is left is GB18030. */
#include "exchange/encoding.h"

#include <string.h>

#include "base/text.h"

static const struct {
    const char *mark;
    size_t size;
    const char *name;
} marks[] = {
    { "\xEF\xBB\xBF", 3, "UTF-8" },
    { "\x84\x31\x95\x33", 4, "GB18030" },
    { "\xFF\xFE", 2, "UTF-16LE" },
    { "\xFE\xFF", 2, "UTF-16BE" },
};

/* What parts cells and rows, and digits: no table is without them. */
static bool
is_mark(char byte)
{
    return (byte >= ' ' && byte <= ';') || byte == '\t' || byte == '\n' || byte == '\r';
}

/* In UTF-16 such a mark has a zero in front of it or behind it. Zeros alone say nothing: 一
 * and 开 have one too, on the other side. */
static const char *
utf16_form(const char *bytes, size_t size)
{
    size_t little = 0, big = 0, bare = 0;
    for (size_t i = 0; i + 1 < size; i += 2) {
        little += is_mark(bytes[i]) && bytes[i + 1] == '\0';
        big += bytes[i] == '\0' && is_mark(bytes[i + 1]);
        bare += (is_mark(bytes[i]) && bytes[i + 1] != '\0') ||
                (is_mark(bytes[i + 1]) && bytes[i] != '\0');
    }
    if (little > 4 * big && little >= bare)
        return "UTF-16LE";
    return big > 4 * little && big >= bare ? "UTF-16BE" : NULL;
}

/* Letters beyond ASCII that are right UTF-8, and bytes that are not. */
static void
count_letters(const char *bytes, size_t size, size_t *right, size_t *wrong)
{
    for (size_t i = 0; i < size;) {
        size_t length = 1;
        if ((unsigned char)bytes[i] >= 0x80) {
            for (length = 2; length <= 4 && i + length <= size; length++)
                if (utf8_valid(bytes + i, length))
                    break;
            bool found = length <= 4 && i + length <= size;
            *right += found;
            *wrong += !found;
            length = found ? length : 1;
        }
        i += length;
    }
}

/* A wrong byte in a file of UTF-8 must be told with its line, not read as Chinese of
 * another encoding; text in GBK hardly ever looks like UTF-8. */
static bool
looks_like_utf8(const char *bytes, size_t size, bool whole)
{
    size_t right = 0, wrong = 0;
    count_letters(bytes, size, &right, &wrong);
    if (!whole && wrong > 0 && wrong <= 3)
        wrong = 0; /* the piece may end inside a character */
    return wrong == 0 || right > 4 * wrong;
}

const char *
encoding_guess(const char *bytes, size_t size, bool whole, size_t *bom)
{
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (size < marks[i].size || memcmp(bytes, marks[i].mark, marks[i].size) != 0)
            continue;
        *bom = marks[i].size;
        return marks[i].name;
    }
    *bom = 0;
    const char *wide = utf16_form(bytes, size);
    if (wide != NULL)
        return wide;
    return encoding_of_letters(bytes, size, whole);
}

const char *
encoding_of_letters(const char *bytes, size_t size, bool whole)
{
    return looks_like_utf8(bytes, size, whole) ? "UTF-8" : "GB18030";
}
