/* judge_region_card.c - identity cards of Hong Kong and Taiwan that customers bring. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "verdict.h"

/* "P174468(6)", "AB987654(3)": letters count from A = 10, a missing first one 36. */
static bool
hong_kong(const char *card, bool *right)
{
    size_t letters = strspn(card, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    const char *digits = card + letters;
    if (letters < 1 || letters > 2 || strspn(digits, "0123456789") != 6 || digits[6] != '(' ||
        strlen(digits) != 9 || digits[8] != ')')
        return false;
    int sum = (letters == 2 ? card[0] - 'A' + 10 : 36) * 9 + (card[letters - 1] - 'A' + 10) * 8;
    for (int i = 0; i < 6; i++)
        sum += (digits[i] - '0') * (7 - i);
    *right = "0A987654321"[sum % 11] == digits[7];
    return true;
}

/* "B221690311": the letter stands for a county code of two digits. */
static bool
taiwan(const char *card, bool *right)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
    const char *at = isupper((unsigned char)card[0]) ? strchr(letters, card[0]) : NULL;
    if (at == NULL || strlen(card) != 10 || strspn(card + 1, "0123456789") != 9 ||
        (card[1] != '1' && card[1] != '2'))
        return false;
    int code = (int)(at - letters) + 10;
    int sum = code / 10 + code % 10 * 9 + (card[9] - '0');
    for (int i = 1; i <= 8; i++)
        sum += (card[i] - '0') * (9 - i);
    *right = sum % 10 == 0;
    return true;
}

int
crm_judge_region_card(const char *value, struct crm_finding *finding)
{
    bool right = false;
    crm_normal_upper(value, finding);
    if (!hong_kong(finding->normal, &right) && !taiwan(finding->normal, &right))
        return 0;
    if (!right)
        crm_find(finding, CRM_REFUSED, "crm.id_card_check_digit");
    return 1;
}
