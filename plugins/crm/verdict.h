/* verdict.h - what a check of a written identity finds: right, doubtful or wrong.
 *
 * Each judge reads VALUE, writes its normal form (phones without blanks, letters in upper
 * case) into NORMAL and, unless it is right, names the reason as an i18n key. */
#ifndef CRM_VERDICT_H
#define CRM_VERDICT_H

#include <stddef.h>

#define CRM_NORMAL_SIZE 320

enum crm_verdict { CRM_RIGHT, CRM_DOUBTFUL, CRM_REFUSED };

struct crm_finding {
    enum crm_verdict verdict;
    const char *reason; /* i18n key; NULL when right */
    char normal[CRM_NORMAL_SIZE];
};

typedef void (*crm_judge)(const char *value, struct crm_finding *finding);

void crm_judge_phone(const char *value, struct crm_finding *finding);
void crm_judge_email(const char *value, struct crm_finding *finding);
void crm_judge_id_card(const char *value, struct crm_finding *finding);
void crm_judge_credit_code(const char *value, struct crm_finding *finding);
void crm_judge_plate(const char *value, struct crm_finding *finding);
void crm_judge_vin(const char *value, struct crm_finding *finding);

/* The first model year that position 10 of VIN can mean, thirty years later the second; 0
 * when it means none. */
int crm_vin_year(const char *vin);

/* Cards of Hong Kong "P174468(6)" and Taiwan "B221690311": true when VALUE has the form;
 * FINDING then says whether its check digit is right. */
int crm_judge_region_card(const char *value, struct crm_finding *finding);

/* Copies VALUE without blanks at its ends, letters and digits of Chinese input methods
 * (Ａ, １, －, the wide blank) as their ASCII; what does not fit is cut, which makes it too
 * long for every form. */
void crm_normal(const char *value, struct crm_finding *finding);
/* The same in ASCII upper case. */
void crm_normal_upper(const char *value, struct crm_finding *finding);
void crm_find(struct crm_finding *finding, enum crm_verdict verdict, const char *reason);

#endif
