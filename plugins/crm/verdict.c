/* verdict.c - judges as field checks and as the call crm.check. */
#include "verdict.h"

#include <ctype.h>
#include <string.h>

#include "crm.h"

void
crm_find(struct crm_finding *finding, enum crm_verdict verdict, const char *reason)
{
    finding->verdict = verdict;
    finding->reason = reason;
}

/* The ASCII letter that VALUE begins with in full width, U+FF01 to U+FF5E, or the wide blank
 * U+3000; 0 when it begins with something else. */
static char
narrow(const char *value)
{
    const unsigned char *at = (const unsigned char *)value;
    if (at[0] == 0xE3 && at[1] == 0x80 && at[2] == 0x80)
        return ' ';
    if (at[0] != 0xEF || (at[1] != 0xBC && at[1] != 0xBD))
        return '\0';
    int letter = at[1] == 0xBC ? at[2] - 0x60 : at[2] - 0x20;
    return letter > ' ' && letter <= '~' ? (char)letter : '\0';
}

void
crm_normal(const char *value, struct crm_finding *finding)
{
    size_t size = 0, start = 0;
    while (*value != '\0' && size + 1 < sizeof(finding->normal)) {
        char letter = narrow(value);
        finding->normal[size++] = letter != '\0' ? letter : *value;
        value += letter != '\0' ? 3 : 1;
    }
    while (size > 0 && isspace((unsigned char)finding->normal[size - 1]))
        size--;
    while (start < size && isspace((unsigned char)finding->normal[start]))
        start++;
    memmove(finding->normal, finding->normal + start, size - start);
    finding->normal[size - start] = '\0';
    crm_find(finding, CRM_RIGHT, NULL);
}

void
crm_normal_upper(const char *value, struct crm_finding *finding)
{
    crm_normal(value, finding);
    for (char *at = finding->normal; *at != '\0'; at++)
        *at = (char)toupper((unsigned char)*at);
}

/* The value itself is shown in a refusal only when it is no paper of a person. */
static enum dms_status
check_field(crm_judge judge, struct dms_unit *unit, struct dms_record *record,
            const char *field, struct dms_error *error)
{
    const char *value = dms_record_text(record, field);
    if (value == NULL)
        return DMS_OK;
    struct crm_finding finding = { 0 };
    judge(value, &finding);
    if (finding.verdict == CRM_REFUSED) {
        return dms_fail_field(error, DMS_INVALID, field, finding.reason, "value=%s",
                              value);
    }
    if (finding.verdict == CRM_DOUBTFUL)
        dms_unit_warn(unit, field, finding.reason, "value=%s", value);
    if (strcmp(finding.normal, value) == 0)
        return DMS_OK;
    return dms_record_set_text(record, field, finding.normal, error);
}

#define CRM_CHECK(noun)                                                                  \
    static enum dms_status noun##_check(struct dms_unit *unit,                           \
                                        struct dms_record *record, const char *field,    \
                                        struct dms_error *error)                         \
    {                                                                                    \
        return check_field(crm_judge_##noun, unit, record, field, error);                \
    }                                                                                    \
    const struct dms_check crm_##noun##_check = { .size = sizeof(struct dms_check),      \
                                                  .name = #noun,                         \
                                                  .run = noun##_check }

CRM_CHECK(phone);
CRM_CHECK(email);
CRM_CHECK(id_card);
CRM_CHECK(credit_code);
CRM_CHECK(plate);
CRM_CHECK(vin);

/* Whoever looks something up types it as he likes; the value itself when it is none. */
const char *
crm_normal_phone(struct dms_unit *unit, const char *typed)
{
    struct crm_finding finding = { 0 };
    crm_judge_phone(typed, &finding);
    return dms_scratch_printf(unit, "%s", finding.normal);
}

const char *
crm_normal_plate(struct dms_unit *unit, const char *typed)
{
    struct crm_finding finding = { 0 };
    crm_judge_plate(typed, &finding);
    return dms_scratch_printf(unit, "%s", finding.normal);
}

static const struct {
    const char *kind;
    crm_judge judge;
} judges[] = {
    { "phone", crm_judge_phone },     { "email", crm_judge_email },
    { "id_card", crm_judge_id_card }, { "credit_code", crm_judge_credit_code },
    { "plate", crm_judge_plate },     { "vin", crm_judge_vin },
};

static crm_judge
judge_of(const char *kind)
{
    for (size_t i = 0; i < sizeof(judges) / sizeof(judges[0]); i++)
        if (strcmp(judges[i].kind, kind) == 0)
            return judges[i].judge;
    return NULL;
}

/* A VIN alone does not say which of the two it is. */
static void
add_years(struct dms_json *answer, int year)
{
    struct dms_json *years = dms_json_create_array();
    for (int i = 0; i < 2 && year > 0; i++)
        dms_json_take(years, dms_json_create_integer(year + 30 * i));
    dms_json_take_key(answer, "model_years", years);
}

static enum dms_status
run_check(struct dms_unit *unit, const struct dms_json *arguments, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    static const char *const words[] = { "right", "doubtful", "refused" };
    (void)unit, (void)data;
    const char *kind = dms_json_text_at(arguments, "kind");
    crm_judge judge = judge_of(kind);
    if (judge == NULL) {
        return dms_fail_field(error, DMS_INVALID, "kind", "crm.check_unknown", "kind=%s",
                              kind);
    }
    struct crm_finding finding = { 0 };
    const char *value = dms_json_text_at(arguments, "value");
    judge(value != NULL ? value : "", &finding);
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "verdict", words[finding.verdict]);
    dms_json_set_text(*answer, "value", finding.normal);
    if (finding.reason != NULL)
        dms_json_set_text(*answer, "reason", finding.reason);
    if (judge == crm_judge_vin && finding.verdict != CRM_REFUSED)
        add_years(*answer, crm_vin_year(finding.normal));
    return DMS_OK;
}

static const struct dms_argument arguments[] = {
    { .name = "kind", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "value", .type = DMS_TEXT },
};

/* dms call crm.check kind=vin value=LJCPCBLCX11000237 */
const struct dms_call_card crm_check_call =
    DMS_CALL(.name = "crm.check", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             DMS_ARGUMENTS(arguments), .run = run_check);
