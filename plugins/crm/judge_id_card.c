/* judge_id_card.c - 居民身份证 of 18 and 15 digits, GB 11643. */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "dms/amount.h"
#include "verdict.h"

/* First two digits: provinces, 71 81 82 83 for Taiwan, Hong Kong, Macao and residents from
 * there, 91 to 93 for foreigners with permanent residence. */
static bool
area_known(const char *card)
{
    static const char areas[] = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 "
                                "46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 92 93 ";
    char area[5] = { ' ', card[0], card[1], ' ', '\0' };
    return strstr(areas, area) != NULL;
}

static bool
born(const char *digits, const char *century)
{
    char text[9];
    int64_t days;
    snprintf(text, sizeof(text), "%s%.*s", century, 8 - (int)strlen(century), digits);
    return dms_date_load(text, &days, NULL) == DMS_OK;
}

static char
card_check_letter(const char *card)
{
    static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0;
    for (size_t i = 0; i < 17; i++)
        sum += (card[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}

static bool
has_card_form(const char *card)
{
    size_t size = strlen(card), digits = strspn(card, "0123456789");
    return (size == 15 && digits == 15) ||
           (size == 18 && (digits == 18 || (digits == 17 && card[17] == 'X')));
}

void
crm_judge_id_card(const char *value, struct crm_finding *finding)
{
    crm_normal_upper(value, finding);
    const char *card = finding->normal;
    if (crm_judge_region_card(value, finding))
        return;
    if (!has_card_form(card))
        crm_find(finding, CRM_REFUSED, "crm.id_card_form");
    else if (!area_known(card))
        crm_find(finding, CRM_REFUSED, "crm.id_card_area");
    else if (!born(card + 6, strlen(card) == 15 ? "19" : ""))
        crm_find(finding, CRM_REFUSED, "crm.id_card_birthday");
    else if (strlen(card) == 18 && card_check_letter(card) != card[17])
        crm_find(finding, CRM_REFUSED, "crm.id_card_check_digit");
}
