/* judge_vin.c - vehicle identification number, ISO 3779 and GB 16735. */
#include <string.h>

#include "verdict.h"

static int
vin_value(char letter)
{
    static const char letters[] = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
    static const char values[] = "012345678912345678123457923456789";
    const char *at = strchr(letters, letter);
    return letter == '\0' || at == NULL ? -1 : values[at - letters] - '0';
}

/* The letter that position 9 should have; 0 when a character cannot be in a VIN. */
static char
vin_check_letter(const char *vin)
{
    static const int weights[17] = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2 };
    int sum = 0;
    for (size_t i = 0; i < 17; i++) {
        int value = vin_value(vin[i]);
        if (value < 0)
            return '\0';
        sum += value * weights[i];
    }
    return "0123456789X"[sum % 11];
}

void
crm_judge_vin(const char *value, struct crm_finding *finding)
{
    crm_normal_upper(value, finding);
    const char *vin = finding->normal;
    if (strlen(vin) != 17) {
        crm_find(finding, CRM_REFUSED, "crm.vin_length");
        return;
    }
    char expected = vin_check_letter(vin);
    if (expected == '\0')
        crm_find(finding, CRM_REFUSED, "crm.vin_letter");
    else if (expected != vin[8])
        /* Only VINs of China and North America promise a check digit, and cars of the
         * latter come with faked ones; a Chinese one that is wrong is a typing error. */
        crm_find(finding, vin[0] == 'L' ? CRM_REFUSED : CRM_DOUBTFUL,
                 "crm.vin_check_digit");
}

/* Position 10 counts thirty years with letters that cannot be mistaken, then begins again. */
int
crm_vin_year(const char *vin)
{
    static const char codes[] = "ABCDEFGHJKLMNPRSTVWXY123456789";
    const char *at = strlen(vin) == 17 ? strchr(codes, vin[9]) : NULL;
    return at != NULL ? 1980 + (int)(at - codes) : 0;
}
