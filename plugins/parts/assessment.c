/* assessment.c - what a look at all parts says of each: ABC, shape of demand, forecast, reorder
 * point, and whether to stock, watch or clear it (rows 69, 70, 76).
 *
 * parts.assess answers {parts, a, b, c, stock, watch, clear, dead_value, value}. parts.abc
 * answers {parts:[{part, code, value, class}]}, the most valuable first, without writing. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "average.h"
#include "forecast.h"
#include "stocking.h"
#include "survey.h"

static const char *const classes[] = { "A", "B", "C", NULL };
static const char *const shapes[] = { "too_little", "smooth", "intermittent",
                                      "erratic",    "lumpy",  NULL };
static const char *const advices[] = { "none", "stock", "watch", "clear", "drop", NULL };

static const struct dms_field fields[] = {
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | DMS_UNIQUE | DMS_READ_ONLY },
    { .name = "abc", .type = DMS_CHOICE, .choices = classes, .flags = DMS_READ_ONLY },
    { .name = "year_value", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "demand_class",
      .type = DMS_CHOICE,
      .choices = shapes,
      .flags = DMS_READ_ONLY },
    { .name = "forecast", .type = DMS_DECIMAL, .flags = DMS_READ_ONLY }, /* a month */
    { .name = "reorder_point", .type = DMS_DECIMAL, .flags = DMS_READ_ONLY },
    { .name = "order_up_to", .type = DMS_DECIMAL, .flags = DMS_READ_ONLY },
    { .name = "advice",
      .type = DMS_CHOICE,
      .choices = advices,
      .flags = DMS_READ_ONLY | DMS_INDEX },
    { .name = "idle_days", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "stock_value", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
};

const struct dms_entity parts_assessment_entity =
    DMS_ENTITY(.name = "parts.assessment", .flags = DMS_NO_EVENTS, .title = "part",
               DMS_FIELDS(fields));

struct sum {
    int64_t classes[3], advices[5], dead, value;
};

static int
advice_of(const struct parts_surveyed *part, const struct parts_policy *policy,
          size_t months, int64_t idle)
{
    int64_t wanted = 0;
    for (int64_t i = 0; i < policy->phase_window && i < (int64_t)months; i++)
        wanted += part->demand[months - 1 - (size_t)i] > 0;
    if (part->on_hand > 0 && idle > policy->dead_days)
        return 3;
    if (part->on_hand > 0 && idle > policy->watch_days)
        return 2;
    if (part->superseded_by != 0)
        return part->on_hand > 0 ? 0 : 4;
    return wanted >= policy->phase_in ? 1 : 0;
}

static int64_t
idle_days(const struct dms_unit *unit, const struct parts_surveyed *part)
{
    int64_t last =
        part->last_out_on > part->last_in_on ? part->last_out_on : part->last_in_on;
    return last == 0 ? 0 : dms_unit_today(unit) - last;
}

static enum dms_status
edit(struct dms_unit *unit, int64_t part, struct dms_record **record,
     struct dms_error *error)
{
    const struct dms_record *found = NULL;
    enum dms_status st =
        parts_find_id(unit, "parts.assessment",
                      "{\"where\":{\"part\":\"$id\"},\"limit\":1}", part, &found, error);
    if (st == DMS_OK && found != NULL)
        return dms_unit_edit(unit, "parts.assessment", dms_record_id(found), record,
                             error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, "parts.assessment", record, error);
    return st == DMS_OK ? dms_record_set_int(*record, "part", part, error) : st;
}

static enum dms_status
write_one(struct dms_unit *unit, const struct parts_surveyed *part,
          const struct parts_policy *policy, size_t months, struct sum *sum,
          struct dms_error *error)
{
    struct parts_stocking stocking;
    struct dms_record *record = NULL;
    const char abc[2] = { part->class, '\0' };
    int64_t idle = idle_days(unit, part);
    int advice = advice_of(part, policy, months, idle);
    parts_stocking_of(part, policy, months, &stocking);
    const struct {
        const char *field;
        int64_t number;
    } numbers[] = {
        { "year_value", part->year_value },
        { "forecast", stocking.forecast },
        { "reorder_point", stocking.point },
        { "order_up_to", stocking.up_to },
        { "idle_days", idle },
        { "stock_value", part->value },
    };
    enum dms_status st = edit(unit, part->part, &record, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(numbers) / sizeof(numbers[0]); i++)
        st = dms_record_set_int(record, numbers[i].field, numbers[i].number, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "abc", abc, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "demand_class", shapes[stocking.shape.class],
                                 error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "advice", advices[advice], error);
    sum->classes[part->class - 'A']++;
    sum->advices[advice]++;
    sum->dead += advice == 3 ? part->value : 0;
    sum->value += part->value;
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static void
answer_sum(const struct sum *sum, size_t count, struct dms_json *answer)
{
    dms_json_set_integer(answer, "parts", (int64_t)count);
    dms_json_set_integer(answer, "a", sum->classes[0]);
    dms_json_set_integer(answer, "b", sum->classes[1]);
    dms_json_set_integer(answer, "c", sum->classes[2]);
    dms_json_set_integer(answer, "stock", sum->advices[1]);
    dms_json_set_integer(answer, "watch", sum->advices[2]);
    dms_json_set_integer(answer, "clear", sum->advices[3]);
    dms_json_set_integer(answer, "dead_value", sum->dead);
    dms_json_set_integer(answer, "value", sum->value);
}

enum dms_status
parts_assess(struct dms_unit *unit, struct dms_json **answer, struct dms_error *error)
{
    struct parts_policy policy;
    struct parts_survey survey = { 0 };
    struct sum sum = { 0 };
    enum dms_status st = parts_load_policy(unit, &policy, error);
    if (st == DMS_OK)
        st = parts_survey_take(unit, &policy, &survey, error);
    if (st == DMS_OK) {
        struct parts_surveyed **order =
            dms_scratch_alloc(unit, (survey.count + 1) * sizeof(struct parts_surveyed *));
        parts_survey_classify(&survey, policy.abc_a, policy.abc_b, order);
    }
    for (size_t i = 0; st == DMS_OK && i < survey.count; i++)
        st = write_one(unit, &survey.parts[i], &policy, survey.months, &sum, error);
    *answer = dms_json_create_object();
    answer_sum(&sum, survey.count, *answer);
    parts_survey_clear(&survey);
    return st == DMS_OK ? parts_plan_assessment(unit, error) : st;
}

static enum dms_status
assess(struct dms_unit *unit, const struct dms_json *arguments, void *data,
       struct dms_json **answer, struct dms_error *error)
{
    (void)arguments, (void)data;
    return parts_assess(unit, answer, error);
}

static enum dms_status
answer_abc(struct dms_unit *unit, const struct dms_json *arguments, void *data,
           struct dms_json **answer, struct dms_error *error)
{
    (void)arguments, (void)data;
    struct parts_policy policy;
    struct parts_survey survey = { 0 };
    struct parts_surveyed **order = NULL;
    struct dms_json *parts = dms_json_create_array();
    enum dms_status st = parts_load_policy(unit, &policy, error);
    if (st == DMS_OK)
        st = parts_survey_value(unit, &survey, error);
    order = dms_scratch_alloc(unit, (survey.count + 1) * sizeof(struct parts_surveyed *));
    if (st == DMS_OK)
        parts_survey_classify(&survey, policy.abc_a, policy.abc_b, order);
    for (size_t i = 0; st == DMS_OK && i < survey.count && order[i]->year_value > 0;
         i++) {
        const char class[2] = { order[i]->class, '\0' };
        struct dms_json *one = dms_json_create_object();
        dms_json_set_integer(one, "part", order[i]->part);
        dms_json_set_text(one, "code", order[i]->code);
        dms_json_set_integer(one, "value", order[i]->year_value);
        dms_json_set_text(one, "class", class);
        dms_json_take(parts, one);
    }
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "parts", parts);
    parts_survey_clear(&survey);
    return st;
}

const struct dms_call_card parts_assessment_calls[] = {
    DMS_CALL(.name = "parts.assess", .flags = DMS_CALL_EXPOSED,
             .permission = "parts.assessment:read", .run = assess),
    DMS_CALL(.name = "parts.abc", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "parts.assessment:read", .run = answer_abc),
    { 0 },
};
