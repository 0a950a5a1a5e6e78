/* judge_email.c - one @, something before it, a host with a dot after it. */
#include <ctype.h>
#include <string.h>

#include "verdict.h"

static int
has_form(const char *mail)
{
    const char *at = strchr(mail, '@');
    if (at == NULL || at == mail || strchr(at + 1, '@') != NULL)
        return 0;
    const char *dot = strchr(at + 1, '.');
    if (dot == NULL || dot == at + 1 || mail[strlen(mail) - 1] == '.')
        return 0;
    for (const char *c = mail; *c != '\0'; c++)
        if (isspace((unsigned char)*c) || iscntrl((unsigned char)*c) ||
            strchr("<>,;\"", *c))
            return 0;
    return 1;
}

void
crm_judge_email(const char *value, struct crm_finding *finding)
{
    /* The part before @ may tell capitals apart: keep what was written, without blanks. */
    crm_normal(value, finding);
    if (!has_form(finding->normal))
        crm_find(finding, CRM_REFUSED, "crm.email_form");
}
