/* money.c - yuan as people write them, fen as we keep them. */
#include <stdio.h>
#include <string.h>

#include "base/digits.h"
#include "base/amount_text.h"
#include "dms/amount.h"

static bool
skip_word(const char **cursor, const char *word)
{
    size_t size = strlen(word);
    if (strncmp(*cursor, word, size) != 0)
        return false;
    *cursor = skip_blanks(*cursor + size);
    return true;
}

/* Is 万 (ten thousand) behind the number that begins at AT? */
static bool
counts_in_wan(const char *at)
{
    at += strspn(at, "0123456789.,");
    return strncmp(skip_blanks(at), "万", strlen("万")) == 0;
}

enum dms_status
dms_money_load(const char *text, int64_t *fen, struct dms_error *error)
{
    const char *at = skip_blanks(text);
    bool negative = skip_word(&at, "-");
    if (!skip_word(&at, "¥"))
        skip_word(&at, "￥");
    if (!negative && !(negative = skip_word(&at, "-")))
        skip_word(&at, "+");
    uint64_t size;
    bool wan = counts_in_wan(at);
    /* One 万 is 10^6 fen, so six decimals of it are still whole fen. */
    bool right = scaled_read(&at, wan ? 6 : 2, &size);
    at = skip_blanks(at);
    if (wan)
        skip_word(&at, "万");
    skip_word(&at, "元");
    if (right && *at == '\0' && signed_value(negative, size, fen))
        return DMS_OK;
    return no_amount("amount.money", text, error);
}

char *
dms_money_print(int64_t fen, char *buffer, size_t size)
{
    uint64_t value = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    char digits[24], *at = digits;
    if (fen < 0)
        *at++ = '-';
    at = digits_add(at, value / 100);
    *at++ = '.';
    at = digits_fixed(at, value % 100, 2);
    *at++ = '\0';
    if ((size_t)(at - digits) <= size)
        memcpy(buffer, digits, (size_t)(at - digits));
    else
        snprintf(buffer, size, "%s", digits);
    return buffer;
}

int64_t
dms_money_share(int64_t fen, int64_t basis_points)
{
    __int128 product = (__int128)fen * basis_points;
    product += product < 0 ? -5000 : 5000;
    product /= 10000;
    if (product > INT64_MAX)
        return INT64_MAX;
    return product < INT64_MIN ? INT64_MIN : (int64_t)product;
}
