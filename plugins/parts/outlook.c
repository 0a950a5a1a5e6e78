/* outlook.c - one part's future: forecasts by four methods, and service against cost (row 69).
 *
 * parts.forecast {part|code} answers {class, months, positive, mean_interval, cv2, method, ses,
 * croston, sba, tsb, forecast, point, up_to}: thousandths. parts.service_levels {part|code}
 * answers {levels:[{service, stock, value, holding_cost}]}: so much on the shelf covers that
 * share of the spans that ever were, is worth so much and costs so much a year to hold. */
#include <string.h>

#include "average.h"
#include "stocking.h"

static const char *const shapes[] = { "too_little", "smooth", "intermittent", "erratic",
                                      "lumpy" };

struct outlook {
    struct parts_policy policy;
    struct parts_survey survey;
    const struct parts_surveyed *part;
    struct parts_stocking stocking;
};

static enum dms_status
look(struct dms_unit *unit, const struct dms_json *arguments, struct outlook *outlook,
     struct dms_error *error)
{
    const struct dms_record *part = NULL;
    enum dms_status st = parts_which_part(unit, arguments, &part, error);
    if (st == DMS_OK)
        st = parts_load_policy(unit, &outlook->policy, error);
    if (st == DMS_OK)
        st = parts_survey_take(unit, &outlook->policy, &outlook->survey, error);
    if (st != DMS_OK)
        return st;
    struct parts_surveyed **order = dms_scratch_alloc(
        unit, (outlook->survey.count + 1) * sizeof(struct parts_surveyed *));
    parts_survey_classify(&outlook->survey, outlook->policy.abc_a, outlook->policy.abc_b,
                          order);
    for (size_t i = 0; i < outlook->survey.count; i++)
        if (outlook->survey.parts[i].part == dms_record_id(part))
            outlook->part = &outlook->survey.parts[i];
    if (outlook->part == NULL)
        return dms_fail_field(error, DMS_NOT_FOUND, "part", "parts.unknown_part",
                              "code=%s", dms_record_text(part, "code"));
    parts_stocking_of(outlook->part, &outlook->policy, outlook->survey.months,
                      &outlook->stocking);
    return DMS_OK;
}

static int64_t
thousandths(double number)
{
    return (int64_t)(number * 1000 + 0.5);
}

static enum dms_status
answer_forecast(struct dms_unit *unit, const struct dms_json *arguments, void *data,
                struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct outlook outlook = { 0 };
    enum dms_status st = look(unit, arguments, &outlook, error);
    const struct parts_stocking *stocking = &outlook.stocking;
    *answer = dms_json_create_object();
    if (st == DMS_OK) {
        dms_json_set_text(*answer, "class", shapes[stocking->shape.class]);
        dms_json_set_text(*answer, "method", stocking->method);
        dms_json_set_integer(*answer, "months", (int64_t)stocking->shape.months);
        dms_json_set_integer(*answer, "positive", (int64_t)stocking->shape.positive);
        dms_json_set_integer(*answer, "mean_interval",
                             thousandths(stocking->shape.mean_interval));
        dms_json_set_integer(*answer, "cv2", thousandths(stocking->shape.cv2));
        dms_json_set_integer(*answer, "ses", thousandths(stocking->ses));
        dms_json_set_integer(*answer, "croston", thousandths(stocking->croston));
        dms_json_set_integer(*answer, "sba", thousandths(stocking->sba));
        dms_json_set_integer(*answer, "tsb", thousandths(stocking->tsb));
        dms_json_set_integer(*answer, "forecast", stocking->forecast);
        dms_json_set_integer(*answer, "point", stocking->point);
        dms_json_set_integer(*answer, "up_to", stocking->up_to);
    }
    parts_survey_clear(&outlook.survey);
    return st;
}

static struct dms_json *
level_of(const struct outlook *outlook, int64_t service, int64_t piece)
{
    size_t first = 0, months = outlook->survey.months;
    const double *demand = outlook->part->demand;
    while (first < months && demand[first] <= 0)
        first++;
    size_t span = (size_t)((outlook->stocking.span_days + 29) / 30);
    int64_t stock = thousandths(
        forecast_cover(demand + first, months - first, span, (double)service / 10000));
    int64_t value = parts_amount(piece, stock);
    struct dms_json *level = dms_json_create_object();
    dms_json_set_integer(level, "service", service);
    dms_json_set_integer(level, "stock", stock);
    dms_json_set_integer(level, "value", value);
    dms_json_set_integer(level, "holding_cost",
                         dms_money_share(value, outlook->policy.holding_rate));
    return level;
}

static enum dms_status
answer_levels(struct dms_unit *unit, const struct dms_json *arguments, void *data,
              struct dms_json **answer, struct dms_error *error)
{
    static const int64_t services[] = { 5000, 7000, 8000, 8500, 9000, 9500, 9800, 10000 };
    (void)data;
    int64_t warehouse = 0, piece = 0;
    struct outlook outlook = { 0 };
    struct dms_json *levels = dms_json_create_array();
    enum dms_status st = look(unit, arguments, &outlook, error);
    if (st == DMS_OK)
        st = parts_which_warehouse(unit, arguments, &warehouse, error);
    if (st == DMS_OK)
        st = parts_last_cost(unit, outlook.part->part, warehouse, &piece, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(services) / sizeof(services[0]); i++)
        dms_json_take(levels, level_of(&outlook, services[i], piece));
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "levels", levels);
    parts_survey_clear(&outlook.survey);
    return st;
}

static const struct dms_argument arguments[] = {
    { "part", DMS_INTEGER, 0 },
    { "code", DMS_TEXT, 0 },
};

const struct dms_call_card parts_outlook_calls[] = {
    DMS_CALL(.name = "parts.forecast", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "parts.assessment:read", DMS_ARGUMENTS(arguments),
             .run = answer_forecast),
    DMS_CALL(.name = "parts.service_levels", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "parts.assessment:read", DMS_ARGUMENTS(arguments),
             .run = answer_levels),
    { 0 },
};
