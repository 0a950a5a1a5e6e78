/* grade.c - what a customer is to us: two axes and the label made of them, by the brand's rule,
 * with its reasons, and every change of it kept (rows 97 to 101). */
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "crm.h"
#include "remember.h"

static const struct dms_field fields[] = {
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "from_grade", .type = DMS_TEXT, .max_length = 20 },
    { .name = "to_grade", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 20 },
    { .name = "life_cycle", .type = DMS_TEXT, .max_length = 20 },
    { .name = "value_tier", .type = DMS_TEXT, .max_length = 20 },
    { .name = "at", .type = DMS_TIME, .default_text = "@now" },
    { .name = "rule", .type = DMS_TEXT, .max_length = 200 },
    { .name = "rule_version", .type = DMS_INTEGER },
    { .name = "reasons", .type = DMS_STRUCTURED },
};

const struct dms_entity crm_grade_change_entity =
    DMS_ENTITY(.name = "crm.grade_change", .flags = DMS_APPEND_ONLY, DMS_FIELDS(fields));

static const char *const judged[] = {
    "purchases",         "services",      "spend", "satisfaction", "surveys",
    "first_purchase_at", "last_visit_at", "kind",  "class",        NULL
};

static enum dms_status
ask_grade(struct dms_unit *unit, const struct dms_record *file, struct dms_json **answer,
          struct dms_error *error)
{
    static const char open[] =
        "{\"where\":{\"customer\":\"$id\",\"state\":{\"in\":[\"new\",\"following\","
        "\"qualified\"]}}}";
    int64_t leads = 0, now = dms_unit_now(unit);
    enum dms_status st = crm_count(unit, "crm.lead", open,
                                   crm_with_id("id", dms_record_id(file)), &leads, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *facts = dms_json_create_object();
    crm_add_facts(facts, file, judged);
    dms_json_set_integer(facts, "open_leads", leads);
    if (dms_record_has(file, "first_purchase_at"))
        dms_json_set_integer(facts, "days_known",
                             (now - dms_record_int(file, "first_purchase_at")) / DMS_DAY);
    return crm_decide(unit, "crm.grade", facts, answer, error);
}

static enum dms_status
put_word(struct dms_record *file, const char *field, const struct dms_json *answer,
         struct dms_error *error)
{
    const char *word = dms_json_text_at(answer, field);
    return word != NULL ? dms_record_set_text(file, field, word, error) : DMS_OK;
}

/* What the grade stands on has changed, or somebody asked (graded_at). */
static enum dms_status
grade_file(struct dms_unit *unit, struct dms_record *file, void *data,
           struct dms_error *error)
{
    static const char *const stirring[] = {
        "purchases", "services", "spend", "satisfaction", "first_purchase_at", "graded_at"
    };
    struct dms_json *answer = NULL;
    bool stirred = false;
    (void)data;
    for (size_t i = 0; i < sizeof(stirring) / sizeof(stirring[0]); i++)
        stirred = stirred || dms_record_changed(file, stirring[i]);
    if (!stirred)
        return DMS_OK;
    enum dms_status st = ask_grade(unit, file, &answer, error);
    if (st == DMS_OK && answer != NULL)
        st = put_word(file, "life_cycle", answer, error);
    if (st == DMS_OK && answer != NULL)
        st = put_word(file, "value_tier", answer, error);
    if (st == DMS_OK && answer != NULL)
        st = put_word(file, "grade", answer, error);
    if (st == DMS_OK && answer != NULL)
        st = dms_record_set_int(file, "graded_at", dms_unit_now(unit), error);
    if (st == DMS_OK && answer != NULL)
        st = crm_explain(file, answer, "grade_rule", "grade_reasons", error);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
copy_word(const struct dms_record *file, const char *from, struct dms_record *to,
          const char *field, struct dms_error *error)
{
    const char *word = dms_record_text(file, from);
    return word != NULL ? dms_record_set_text(to, field, word, error) : DMS_OK;
}

static enum dms_status
write_change(struct dms_unit *unit, const struct dms_record *file,
             struct dms_error *error)
{
    static const char *const words[][2] = { { "grade", "to_grade" },
                                            { "life_cycle", "life_cycle" },
                                            { "value_tier", "value_tier" },
                                            { "grade_rule", "rule" },
                                            { "grade_reasons", "reasons" } };
    struct dms_record *change = NULL;
    const char *old = dms_record_old_text(file, "grade");
    enum dms_status st = dms_unit_new(unit, "crm.grade_change", &change, error);
    if (st == DMS_OK)
        st = dms_record_set_store(change, dms_record_store(file), error);
    if (st == DMS_OK)
        st = dms_record_set_owner(change, dms_record_owner(file), error);
    if (st == DMS_OK)
        st = dms_record_set_int(change, "customer", dms_record_id(file), error);
    if (st == DMS_OK && old != NULL)
        st = dms_record_set_text(change, "from_grade", old, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(words) / sizeof(words[0]); i++)
        st = copy_word(file, words[i][0], change, words[i][1], error);
    return st == DMS_OK ? dms_unit_save(unit, change, error) : st;
}

static enum dms_status
keep_change(struct dms_unit *unit, struct dms_record *file, void *data,
            struct dms_error *error)
{
    (void)data;
    const char *now = dms_record_text(file, "grade");
    const char *old = dms_record_old_text(file, "grade");
    if (now == NULL || (old != NULL && strcmp(now, old) == 0))
        return DMS_OK;
    return write_change(unit, file, error);
}

const struct dms_hook crm_grade_hook =
    DMS_HOOK(.name = "crm/grade", .on = "crm.customer.update", .run = grade_file);
const struct dms_hook crm_grade_change_hook =
    DMS_HOOK(.name = "crm/grade:change", .on = "crm.customer.update", .phase = DMS_AFTER,
             .run = keep_change);

/* crm.regrade customer=…: time alone changes grades, too. */
static enum dms_status
run_regrade(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    const struct dms_record *seen = NULL;
    struct dms_record *file = NULL;
    int64_t id = dms_json_integer_at(arguments, "customer");
    (void)data;
    enum dms_status st = crm_seen_customer(unit, id, &seen, error);
    if (st == DMS_OK)
        st = crm_open_file(unit, id, &file, error);
    if (st == DMS_OK)
        st = dms_record_set_int(file, "graded_at", dms_unit_now(unit), error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, file, error);
    if (st != DMS_OK)
        return st;
    *answer = crm_with_id("customer", dms_record_id(file));
    const char *reasons = dms_record_text(file, "grade_reasons");
    struct dms_json *list = NULL;
    dms_json_set_text(*answer, "grade", dms_record_text(file, "grade"));
    dms_json_set_text(*answer, "rule", dms_record_text(file, "grade_rule"));
    if (reasons != NULL &&
        dms_json_load(reasons, strlen(reasons), &list, error) == DMS_OK)
        dms_json_take_key(*answer, "reasons", list);
    return DMS_OK;
}

static const struct dms_argument arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_regrade_call =
    DMS_CALL(.name = "crm.regrade", .flags = DMS_CALL_EXPOSED,
             .permission = "crm.customer:update", DMS_ARGUMENTS(arguments),
             .run = run_regrade);
