/* survey_plan.c - which customers are asked: by the brand's rule, a sample of them, each the
 * same way however often one asks (row 104). */
#include <string.h>

#include "ask.h"
#include "consent.h"
#include "crm.h"

/* The questionnaire in force for ABOUT: of the brand, else of all. */
static enum dms_status
find_questionnaire(struct dms_unit *unit, const char *about, int64_t store,
                   const struct dms_record **found, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"about\":\"$about\",\"store\":\"$store\",\"starts_on\":{\"lte\":"
        "\"$today\"},\"or\":[{\"ends_on\":{\"is_null\":true}},{\"ends_on\":{\"gte\":"
        "\"$today\"}}]},\"sort\":\"-starts_on,-id\",\"limit\":1}";
    struct dms_json *values = crm_with_text("about", about);
    dms_json_set_integer(values, "store", store);
    dms_json_set_text(values, "today", crm_date_text(unit, dms_unit_today(unit)));
    return crm_first(unit, "crm.questionnaire", query, values, found, error);
}

/* A number from 0 to 9,999 that belongs to this record for ever: FNV-1a. */
static int64_t
lot_of(const char *entity, int64_t record)
{
    uint64_t hash = UINT64_C(1469598103934665603);
    for (; *entity != '\0'; entity++)
        hash = (hash ^ (unsigned char)*entity) * UINT64_C(1099511628211);
    for (int i = 0; i < 8; i++)
        hash = (hash ^ (uint64_t)((record >> (8 * i)) & 0xFF)) * UINT64_C(1099511628211);
    return (int64_t)(hash % 10000);
}

static enum dms_status
write_survey(struct dms_unit *unit, const struct dms_record *entry,
             const struct dms_record *questionnaire, const struct dms_json *plan,
             struct dms_error *error)
{
    struct dms_record *survey = NULL;
    int64_t due = dms_unit_now(unit) + dms_json_integer_at(plan, "after_days") * DMS_DAY;
    enum dms_status st = dms_unit_new(unit, "crm.survey", &survey, error);
    if (st == DMS_OK)
        st = dms_record_set_store(survey, dms_record_store(entry), error);
    if (st == DMS_OK)
        st = dms_record_set_int(survey, "questionnaire", dms_record_id(questionnaire),
                                error);
    if (st == DMS_OK)
        st = dms_record_set_int(survey, "customer", dms_record_int(entry, "customer"),
                                error);
    if (st == DMS_OK && dms_record_has(entry, "entity"))
        st = dms_record_set_text(survey, "about_entity", dms_record_text(entry, "entity"),
                                 error);
    if (st == DMS_OK && dms_record_has(entry, "record"))
        st = dms_record_set_int(survey, "about", dms_record_int(entry, "record"), error);
    if (st == DMS_OK)
        st = dms_record_set_int(survey, "due_at", due, error);
    if (st == DMS_OK)
        st = dms_record_set_text(survey, "rule", dms_json_text_at(plan, "rule"), error);
    return st == DMS_OK ? dms_unit_save(unit, survey, error) : st;
}

static enum dms_status
plan_it(struct dms_unit *unit, const struct dms_record *entry,
        const struct dms_json *plan, struct dms_error *error)
{
    const struct dms_record *questionnaire = NULL, *file = NULL;
    const char *about = dms_json_text_at(plan, "about"), *why = NULL;
    int64_t lot = lot_of(
        dms_record_has(entry, "entity") ? dms_record_text(entry, "entity") : "crm.entry",
        dms_record_has(entry, "record") ? dms_record_int(entry, "record")
                                        : dms_record_id(entry));
    if (about == NULL || lot >= dms_json_integer_at(plan, "rate"))
        return DMS_OK;
    enum dms_status st =
        find_questionnaire(unit, about, dms_record_store(entry), &questionnaire, error);
    if (st != DMS_OK || questionnaire == NULL)
        return st;
    st = dms_unit_get(unit, "crm.customer", dms_record_int(entry, "customer"), &file,
                      error);
    if (st == DMS_OK)
        st = crm_may_contact(unit, file, "phone", "service", &why, error);
    return st == DMS_OK && why == NULL
               ? write_survey(unit, entry, questionnaire, plan, error)
               : st;
}

static enum dms_status
plan_survey(struct dms_unit *unit, struct dms_record *entry, void *data,
            struct dms_error *error)
{
    static const char *const told[] = { "kind", "phase", "amount", NULL };
    struct dms_json *facts = dms_json_create_object(), *plan = NULL;
    (void)data;
    crm_add_facts(facts, entry, told);
    enum dms_status st = crm_decide(unit, "crm.survey_plan", facts, &plan, error);
    if (st == DMS_OK && plan != NULL)
        st = plan_it(unit, entry, plan, error);
    dms_json_destroy(plan);
    return st;
}

const struct dms_hook crm_survey_plan_hook =
    DMS_HOOK(.name = "crm/survey_plan", .on = "crm.entry.create", .phase = DMS_AFTER,
             .run = plan_survey);
