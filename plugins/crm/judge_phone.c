/* judge_phone.c - mainland mobiles and landlines; what looks foreign is doubtful. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "verdict.h"

/* Keeps digits and a leading '+' of NUMBER. False when something else than separators is
 * there. */
static bool
keep_digits(char *number)
{
    char *to = number;
    for (const char *from = number; *from != '\0'; from++) {
        bool plus = *from == '+' && to == number;
        if (plus || isdigit((unsigned char)*from))
            *to++ = *from;
        else if (strchr(" -().\t", *from) == NULL)
            return false;
    }
    *to = '\0';
    return true;
}

/* "…转8001", "…分机 8001", "…-8001": cuts it off and gives the digits; NULL when NUMBER ends
 * otherwise. */
static const char *
cut_extension(char *number, size_t *cut)
{
    static const char *const marks[] = { "转", "分机", "-", "x", "X", "#" };
    size_t size = strlen(number), start = size;
    while (start > 0 && isdigit((unsigned char)number[start - 1]))
        start--;
    size_t before = start;
    while (before > 0 && number[before - 1] == ' ')
        before--;
    for (size_t i = 0;
         start < size && size - start <= 6 && i < sizeof(marks) / sizeof(marks[0]); i++) {
        size_t length = strlen(marks[i]);
        if (before < length || strncmp(number + before - length, marks[i], length) != 0)
            continue;
        *cut = before - length;
        return number + start;
    }
    return NULL;
}

/* +86, 0086 and a bare 86 before a mobile say the same: this is a number of the mainland. */
static bool
drop_country(char *number)
{
    static const char *const prefixes[] = { "+86", "0086" };
    size_t drop = 0;
    for (size_t i = 0; i < 2; i++)
        if (strncmp(number, prefixes[i], strlen(prefixes[i])) == 0)
            drop = strlen(prefixes[i]);
    if (drop == 0 && strlen(number) == 13 && strncmp(number, "861", 3) == 0)
        drop = 2;
    if (drop > 0)
        memmove(number, number + drop, strlen(number + drop) + 1);
    return drop > 0;
}

static bool
is_mobile(const char *number)
{
    return strlen(number) == 11 && number[0] == '1' && number[1] >= '3';
}

static bool
is_landline(const char *number)
{
    size_t size = strlen(number);
    if (number[0] != '0')
        return size == 10 &&
               (strncmp(number, "400", 3) == 0 || strncmp(number, "800", 3) == 0);
    if (strncmp(number, "010", 3) == 0 || number[1] == '2')
        return size == 10 || size == 11; /* 010 and 02x, seven or eight digits */
    return number[1] >= '3' && (size == 11 || size == 12);
}

/* Abroad the 0 before the area is left out: +86 10 8899 3108. */
static void
put_zero(char *number)
{
    char full[20];
    size_t size = strlen(number);
    if (number[0] == '0' || size < 10 || size > 11 || is_mobile(number) ||
        is_landline(number))
        return;
    full[0] = '0';
    memcpy(full + 1, number, size + 1);
    if (is_landline(full))
        memcpy(number, full, size + 2);
}

/* NUMBER in its normal form when it is one of the mainland. */
static bool
is_mainland(char *number)
{
    if (!keep_digits(number))
        return false;
    if (drop_country(number))
        put_zero(number);
    return is_mobile(number) || is_landline(number);
}

static bool
has_extension(struct crm_finding *finding)
{
    char number[CRM_NORMAL_SIZE];
    size_t cut = 0;
    const char *extension = cut_extension(finding->normal, &cut);
    if (extension == NULL)
        return false;
    memcpy(number, finding->normal, cut);
    number[cut] = '\0';
    if (!is_mainland(number) || is_mobile(number))
        return false;
    size_t size = strlen(number);
    number[size] = '-';
    memmove(number + size + 1, extension, strlen(extension) + 1);
    memcpy(finding->normal, number, strlen(number) + 1);
    return true;
}

static bool
may_be_foreign(const char *number)
{
    size_t size = strlen(number);
    if (number[0] == '+')
        return number[1] >= '1' && size >= 8 && size <= 16;
    /* Eleven or twelve digits from 1 are a mistyped mobile, from 0 a mistyped landline. */
    return size >= 7 && size <= 15 && number[0] != '0' &&
           !(number[0] == '1' && size >= 11);
}

void
crm_judge_phone(const char *value, struct crm_finding *finding)
{
    char number[CRM_NORMAL_SIZE];
    crm_normal(value, finding);
    memcpy(number, finding->normal, sizeof(number));
    bool digits = keep_digits(number);
    if (is_mainland(number)) {
        memcpy(finding->normal, number, sizeof(number));
        return;
    }
    if (has_extension(finding))
        return;
    if (!digits) {
        crm_normal_upper(value, finding);
        crm_find(finding, CRM_REFUSED, "crm.phone_letter");
        return;
    }
    memcpy(finding->normal, number, sizeof(number));
    if (may_be_foreign(number))
        crm_find(finding, CRM_DOUBTFUL, "crm.phone_foreign");
    else
        crm_find(finding, CRM_REFUSED, "crm.phone_form");
}
