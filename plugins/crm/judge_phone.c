/* judge_phone.c - mainland mobiles and landlines; what looks foreign is doubtful. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "verdict.h"

/* Keeps digits and a leading '+'. False when something else than separators is there. */
static bool
keep_digits(const char *value, struct crm_finding *finding)
{
    size_t size = 0;
    for (; *value != '\0'; value++) {
        bool plus = *value == '+' && size == 0;
        if (!plus && !isdigit((unsigned char)*value)) {
            if (strchr(" -().\t", *value) == NULL)
                return false;
            continue;
        }
        if (size + 1 >= sizeof(finding->normal))
            return false;
        finding->normal[size++] = *value;
    }
    finding->normal[size] = '\0';
    return true;
}

/* +86, 0086 and a bare 86 before a mobile say the same: this is a number of the mainland. */
static void
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
        return size == 10 && (strncmp(number, "400", 3) == 0 || strncmp(number, "800", 3) == 0);
    if (strncmp(number, "010", 3) == 0 || number[1] == '2')
        return size == 10 || size == 11; /* 010 and 02x, seven or eight digits */
    return number[1] >= '3' && (size == 11 || size == 12);
}

static bool
may_be_foreign(const char *number)
{
    size_t size = strlen(number);
    if (number[0] == '+')
        return number[1] >= '1' && size >= 8 && size <= 16;
    /* Eleven or twelve digits from 1 are a mistyped mobile, from 0 a mistyped landline. */
    return size >= 7 && size <= 15 && number[0] != '0' && !(number[0] == '1' && size >= 11);
}

void
crm_judge_phone(const char *value, struct crm_finding *finding)
{
    crm_find(finding, CRM_RIGHT, NULL);
    if (!keep_digits(value, finding)) {
        crm_normal_upper(value, finding);
        crm_find(finding, CRM_REFUSED, "crm.phone_letter");
        return;
    }
    drop_country(finding->normal);
    if (is_mobile(finding->normal) || is_landline(finding->normal))
        return;
    if (may_be_foreign(finding->normal))
        crm_find(finding, CRM_DOUBTFUL, "crm.phone_foreign");
    else
        crm_find(finding, CRM_REFUSED, "crm.phone_form");
}
