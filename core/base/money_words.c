/* money_words.c - capitals nobody can change with a stroke of the pen: 壹 for 一, 拾 for 十.
 *
 * A number is read in groups of four digits; a gap of zeros between two digits is said once, and
 * none where it ends a group. */
#include "base/money_words.h"

#include <stdbool.h>

#define WAN UINT64_C(10000)
#define YI  UINT64_C(100000000)

static const char *const digits[] = { "零", "壹", "贰", "叁", "肆",
                                      "伍", "陆", "柒", "捌", "玖" };

/* 1 to 9999; zeros before its first digit are its caller's. */
static void
add_four(uint64_t number, struct text *out)
{
    static const char *const places[] = { "仟", "佰", "拾", "" };
    static const uint64_t sizes[] = { 1000, 100, 10, 1 };
    bool begun = false, gap = false;
    for (int i = 0; i < 4; i++) {
        uint64_t digit = number / sizes[i] % 10;
        if (digit != 0) {
            text_add(out, gap ? "零" : "");
            text_add(out, digits[digit]);
            text_add(out, places[i]);
        }
        gap = begun && digit == 0;
        begun = begun || digit != 0;
    }
}

static void
add_number(uint64_t number, struct text *out)
{
    static const struct {
        uint64_t size;
        const char *name;
    } groups[] = { { YI, "亿" }, { WAN, "万" } };
    for (int i = 0; i < 2; i++) {
        uint64_t above = number / groups[i].size;
        if (above == 0)
            continue;
        add_number(above, out);
        text_add(out, groups[i].name);
        number %= groups[i].size;
        if (number > 0 && number < groups[i].size / 10)
            text_add(out, "零");
    }
    if (number > 0)
        add_four(number, out);
}

static void
add_cents(uint64_t cents, bool yuan, struct text *out)
{
    if (cents / 10 != 0) {
        text_add(out, digits[cents / 10]);
        text_add(out, "角");
    } else if (cents != 0 && yuan) {
        text_add(out, "零");
    }
    if (cents % 10 == 0) {
        text_add(out, "整");
        return;
    }
    text_add(out, digits[cents % 10]);
    text_add(out, "分");
}

void
money_words(int64_t fen, struct text *out)
{
    uint64_t size = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    text_add(out, fen < 0 ? "负" : "");
    if (size >= 100) {
        add_number(size / 100, out);
        text_add(out, "元");
    } else if (size == 0) {
        text_add(out, "零元");
    }
    add_cents(size % 100, size >= 100, out);
}
