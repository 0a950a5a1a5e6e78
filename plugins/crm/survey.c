/* survey.c - one customer is asked once about one thing; his words stay his (row 104). */
#include "ask.h"
#include "crm.h"

static const char *const channels[] = { "phone", "sms", "wechat", "visit", "web", NULL };

static const struct dms_field fields[] = {
    { .name = "questionnaire",
      .type = DMS_REFERENCE,
      .target = "crm.questionnaire",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_INDEX },
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_INDEX },
    { .name = "about_entity",
      .type = DMS_TEXT,
      .flags = DMS_IMMUTABLE,
      .max_length = 96 },
    { .name = "about", .type = DMS_INTEGER, .flags = DMS_IMMUTABLE },
    { .name = "channel", .type = DMS_CHOICE, .choices = channels },
    { .name = "due_at", .type = DMS_TIME, .flags = DMS_INDEX, .default_text = "@now" },
    { .name = "words", .type = DMS_TEXT, .flags = DMS_IMMUTABLE, .max_length = 4000 },
    { .name = "refuse_reason", .type = DMS_TEXT, .max_length = 300 },
    { .name = "score", .type = DMS_INTEGER, .flags = DMS_READ_ONLY | DMS_INDEX },
    { .name = "nps", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "answered_at", .type = DMS_TIME, .flags = DMS_READ_ONLY | DMS_INDEX },
    { .name = "rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
};

const struct dms_entity crm_survey_entity =
    DMS_ENTITY(.name = "crm.survey", DMS_FIELDS(fields));

static const struct dms_field answer_fields[] = {
    { .name = "survey",
      .type = DMS_REFERENCE,
      .target = "crm.survey",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "question",
      .type = DMS_REFERENCE,
      .target = "crm.question",
      .flags = DMS_REQUIRED },
    { .name = "score", .type = DMS_INTEGER, .minimum = 0, .maximum = 100 },
    { .name = "words", .type = DMS_TEXT, .max_length = 2000 },
    { .name = "topic",
      .type = DMS_TEXT,
      .flags = DMS_READ_ONLY | DMS_INDEX,
      .max_length = 60 },
    { .name = "share", .type = DMS_INTEGER, .flags = DMS_READ_ONLY }, /* of 100 */
};

static const struct dms_index answer_indexes[] = {
    { .fields = "survey,question", .unique = 1 },
};

const struct dms_entity crm_answer_entity =
    DMS_ENTITY(.name = "crm.answer", .flags = DMS_APPEND_ONLY | DMS_NO_EVENTS,
               .parent = "survey", DMS_FIELDS(answer_fields),
               DMS_INDEXES(answer_indexes));
