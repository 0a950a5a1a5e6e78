/* questionnaire.c - what a brand asks its customers, as data: questions with weights and topics,
 * valid from a day on (rows 104, 164, 166). */
#include "ask.h"
#include "crm.h"

static const char *const subjects[] = { "sales", "service", "brand", "staff", NULL };
static const char *const kinds[] = { "score", "recommend", "words", NULL };

static const struct dms_field fields[] = {
    { .name = "code",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .max_length = 60 },
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 120 },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "about", .type = DMS_CHOICE, .choices = subjects, .flags = DMS_REQUIRED },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE },
};

const struct dms_entity crm_questionnaire_entity =
    DMS_ENTITY(.name = "crm.questionnaire", .title = "name", DMS_FIELDS(fields));

static const struct dms_field question_fields[] = {
    { .name = "questionnaire",
      .type = DMS_REFERENCE,
      .target = "crm.questionnaire",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "place",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = 200 },
    { .name = "text", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 500 },
    /* What a low mark is a complaint about: the same words as a complaint's topic. */
    { .name = "topic", .type = DMS_TEXT, .max_length = 60 },
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED,
      .default_text = "score" },
    { .name = "best", .type = DMS_INTEGER, .minimum = 1, .maximum = 100 },
    { .name = "weight",
      .type = DMS_INTEGER,
      .minimum = 0,
      .maximum = 1000,
      .default_text = "1" },
};

const struct dms_entity crm_question_entity =
    DMS_ENTITY(.name = "crm.question", .title = "text", .parent = "questionnaire",
               DMS_FIELDS(question_fields));

/* A mark has a best; how willing somebody is to recommend us is of ten, everywhere. */
static enum dms_status
check_question(struct dms_unit *unit, struct dms_record *question, void *data,
               struct dms_error *error)
{
    (void)unit, (void)data;
    if (crm_is(question, "kind", "recommend"))
        return dms_record_set_int(question, "best", 10, error);
    if (crm_is(question, "kind", "words") || dms_record_has(question, "best"))
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "best", "crm.question_best", "");
}

static enum dms_status
check_period(struct dms_unit *unit, struct dms_record *record, void *data,
             struct dms_error *error)
{
    (void)unit, (void)data;
    return crm_want_period(record, error);
}

const struct dms_hook crm_question_hook =
    DMS_HOOK(.name = "crm/questionnaire:question", .on = "crm.question.save",
             .run = check_question);
const struct dms_hook crm_questionnaire_hook =
    DMS_HOOK(.name = "crm/questionnaire", .on = "crm.questionnaire.save",
             .run = check_period);
