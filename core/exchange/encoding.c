/* encoding.c - BOM first, then zeros of UTF-16, then UTF-8; what is left is GB18030. */
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

/* Latin letters in UTF-16 have a zero in every second byte: COUNT those at odd or even
 * places. */
static size_t
zeros(const char *bytes, size_t size, size_t from)
{
    size_t count = 0;
    for (size_t i = from; i < size; i += 2)
        count += bytes[i] == '\0';
    return count;
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
    size_t few = size / 8, even = zeros(bytes, size, 0), odd = zeros(bytes, size, 1);
    if (size >= 8 && size % 2 == 0 && odd > few && even == 0)
        return "UTF-16LE";
    if (size >= 8 && size % 2 == 0 && even > few && odd == 0)
        return "UTF-16BE";
    return looks_like_utf8(bytes, size, whole) ? "UTF-8" : "GB18030";
}
