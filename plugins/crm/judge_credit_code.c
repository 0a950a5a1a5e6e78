/* judge_credit_code.c - 统一社会信用代码, GB 32100. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "verdict.h"

static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static bool
all_digits(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!isdigit((unsigned char)text[i]))
            return false;
    return true;
}

/* Weights are the powers of three modulo 31; 0 when a letter is not of the alphabet. */
static char
check_letter(const char *code)
{
    int sum = 0, weight = 1;
    for (size_t i = 0; i < 17; i++) {
        const char *at = strchr(alphabet, code[i]);
        if (at == NULL)
            return '\0';
        sum += (int)(at - alphabet) * weight;
        weight = weight * 3 % 31;
    }
    return alphabet[(31 - sum % 31) % 31];
}

void
crm_judge_credit_code(const char *value, struct crm_finding *finding)
{
    crm_normal_upper(value, finding);
    const char *code = finding->normal;
    size_t size = strlen(code);
    if (size == 15 && all_digits(code, size)) { /* registration numbers until 2015 */
        crm_find(finding, CRM_DOUBTFUL, "crm.credit_code_old");
        return;
    }
    if (size != 18 || !all_digits(code + 2, 6)) {
        crm_find(finding, CRM_REFUSED, "crm.credit_code_form");
        return;
    }
    char expected = check_letter(code);
    if (expected == '\0')
        crm_find(finding, CRM_REFUSED, "crm.credit_code_letter");
    else if (expected != code[17])
        crm_find(finding, CRM_REFUSED, "crm.credit_code_check_digit");
}
