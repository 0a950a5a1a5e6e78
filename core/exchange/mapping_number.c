/* mapping_number.c - the number in "3.98-6.59万", "1.93 万公里", "约¥129,800 元起". */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "exchange/mapping_inside.h"

/* What int64 holds ten thousand times. */
#define DIGITS 14

struct number {
    int64_t digits;
    int decimals, power; /* POWER of ten that the word behind it means */
    bool negative;
};

static const char *
skip(const char *at, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strncmp(at, *words, strlen(*words)) == 0)
            return at + strlen(*words);
    return at;
}

static const char *
skip_blanks(const char *at)
{
    static const char *const blanks[] = { " ", "\t", "　", "\xC2\xA0", NULL };
    for (const char *next; (next = skip(at, blanks)) != at;)
        at = next;
    return at;
}

/* Digits with commas between thousands and one dot; NULL when there are none or too many. */
static const char *
read_digits(const char *at, struct number *number)
{
    int count = 0;
    bool dot = false;
    for (;; at++) {
        bool between = *at != '\0' && count > 0 && isdigit((unsigned char)at[1]);
        if (*at == ',' && between && !dot)
            continue;
        if (*at == '.' && between && !dot) {
            dot = true;
            continue;
        }
        if (!isdigit((unsigned char)*at))
            return count > 0 && count <= DIGITS ? at : NULL;
        if (++count <= DIGITS)
            number->digits = number->digits * 10 + (*at - '0');
        number->decimals += dot;
    }
}

static const char *
read_number(const char *at, struct number *number)
{
    static const struct {
        const char *word;
        int power;
    } powers[] = { { "千", 3 }, { "万", 4 }, { "亿", 8 } };
    at = read_digits(at, number);
    if (at == NULL)
        return NULL;
    const char *word = skip_blanks(at);
    for (size_t i = 0; i < sizeof(powers) / sizeof(powers[0]); i++)
        if (strncmp(word, powers[i].word, strlen(powers[i].word)) == 0) {
            number->power = powers[i].power;
            return word + strlen(powers[i].word);
        }
    return at;
}

static void
print(const struct number *number, struct text *text)
{
    int64_t digits = number->digits, part = 1;
    int decimals = number->decimals;
    for (int i = 0; i < number->power; i++)
        if (decimals > 0)
            decimals--;
        else
            digits *= 10;
    for (int i = 0; i < decimals; i++)
        part *= 10;
    text_printf(text, "%s%" PRId64, number->negative ? "-" : "", digits / part);
    if (decimals > 0)
        text_printf(text, ".%0*" PRId64, decimals, digits % part);
}

bool
mapping_number(const char *cell, bool last, struct text *text)
{
    static const char *const ranges[] = {
        "-", "~", "～", "—", "–", "－", "至", "到", NULL
    };
    struct number first = { 0 }, second = { 0 };
    const char *start = cell + strcspn(cell, "0123456789");
    const char *at = *start != '\0' ? read_number(start, &first) : NULL;
    if (at == NULL)
        return false;
    first.negative = start > cell && start[-1] == '-';
    const char *range = skip_blanks(at), *behind = skip(range, ranges);
    second = first;
    if (behind != range && isdigit((unsigned char)*skip_blanks(behind))) {
        second = (struct number){ 0 };
        at = read_number(skip_blanks(behind), &second);
        if (at != NULL && first.power == 0)
            first.power = second.power; /* "3.98-6.59万": both are */
    }
    /* More numbers than a range has: nobody knows which one is meant. */
    if (at == NULL || strpbrk(at, "0123456789") != NULL || first.power + DIGITS > 22)
        return false;
    print(last ? &second : &first, text);
    return true;
}
