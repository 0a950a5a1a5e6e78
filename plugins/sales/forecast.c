/* forecast.c - what a figure will probably be next, by a formula everybody can work out by hand:
 * the mean of the last windows, or last year's window times this year's growth (row 39). */
#include <string.h>

#include "deal.h"
#include "plan.h"

#define MONTHS 12
#define MOST   24 /* windows of a mean */

static int64_t
value_at(const struct dms_json *trend, size_t index)
{
    return sales_written_number(dms_json_at_key(dms_json_at(trend, index), "value"));
}

static int64_t
sum_of(const struct dms_json *trend, size_t from, size_t count)
{
    int64_t sum = 0;
    for (size_t i = from; i < from + count; i++)
        sum += value_at(trend, i);
    return sum;
}

static int64_t
divide(int64_t above, int64_t below)
{
    return below == 0 ? 0 : (above >= 0 ? above + below / 2 : above - below / 2) / below;
}

/* The mean of all windows. */
static int64_t
moving_average(const struct dms_json *trend)
{
    return divide(sum_of(trend, 0, dms_json_count(trend)),
                  (int64_t)dms_json_count(trend));
}

/* 24 months: the one a year before the next, times the last twelve over the twelve before. */
static enum dms_status
seasonal(const struct dms_json *trend, int64_t *value, struct dms_error *error)
{
    int64_t before = sum_of(trend, 0, MONTHS), last = sum_of(trend, MONTHS, MONTHS);
    int64_t same = value_at(trend, MONTHS);
    if (before == 0)
        return dms_fail_field(error, DMS_DENIED, "method", "sales.forecast_no_year", "");
    /* In permille of growth, so that no product is too large. */
    *value = divide(same * divide(last * 1000, before), 1000);
    return DMS_OK;
}

/* The windows that ended before the day's own: what is still going on would pull it down. */
static enum dms_status
past_of(struct dms_unit *unit, const struct dms_json *arguments, int64_t windows,
        struct dms_json **figure, struct dms_error *error)
{
    int64_t year, month, day;
    struct dms_json *question = dms_json_create_object(),
                    *only = dms_json_create_object();
    dms_date_split(dms_unit_today(unit), &year, &month, &day);
    dms_json_set_text(question, "name", dms_json_text_at(arguments, "figure"));
    dms_json_set_text(question, "window", "month");
    dms_json_set_text(question, "at", sales_day(unit, dms_date_make(year, month, 1) - 1));
    dms_json_set_integer(question, "trend", windows);
    dms_json_set_integer(only, "store", dms_unit_store(unit));
    dms_json_take_key(question, "only", only);
    enum dms_status st = dms_unit_figure(unit, question, figure, error);
    dms_json_destroy(question);
    return st;
}

static enum dms_status
check_arguments(const char *method, int64_t windows, struct dms_error *error)
{
    if (strcmp(method, "moving_average") != 0 && strcmp(method, "seasonal") != 0)
        return dms_fail_field(error, DMS_INVALID, "method", "sales.forecast_method",
                              "method=%s", method);
    return windows >= 1 && windows <= MOST
               ? DMS_OK
               : dms_fail_field(error, DMS_INVALID, "windows", "sales.forecast_windows",
                                "most=%d", MOST);
}

static struct dms_json *
tell(struct dms_unit *unit, const char *method, int64_t value,
     const struct dms_json *figure)
{
    struct dms_json *json = dms_json_create_object();
    const char *unit_name = dms_json_text_at(figure, "unit");
    int64_t quantum = sales_quantum(unit_name);
    if (quantum > 0)
        value = divide(value, quantum) * quantum;
    dms_json_set_text(json, "method", method);
    dms_json_set_text(
        json, "formula",
        dms_unit_text(unit, dms_scratch_printf(unit, "sales.forecast.%s", method), NULL));
    dms_json_set_text(json, "unit", unit_name);
    dms_json_set_text(json, "value", sales_decimal(unit, value));
    dms_json_take_key(json, "basis", dms_json_copy(dms_json_at_key(figure, "trend")));
    return json;
}

static enum dms_status
forecast(struct dms_unit *unit, const struct dms_json *arguments, void *data,
         struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const char *method = dms_json_text_at(arguments, "method");
    int64_t windows = dms_json_integer_at(arguments, "windows"), value = 0;
    struct dms_json *figure = NULL;
    if (method == NULL)
        method = "moving_average";
    if (strcmp(method, "seasonal") == 0)
        windows = 2 * MONTHS;
    else if (dms_json_kind(dms_json_at_key(arguments, "windows")) == DMS_JSON_NULL)
        windows = 3;
    enum dms_status st = check_arguments(method, windows, error);
    if (st == DMS_OK)
        st = past_of(unit, arguments, windows, &figure, error);
    const struct dms_json *trend = dms_json_at_key(figure, "trend");
    if (st == DMS_OK && strcmp(method, "seasonal") == 0)
        st = seasonal(trend, &value, error);
    else if (st == DMS_OK)
        value = moving_average(trend);
    if (st == DMS_OK)
        *answer = tell(unit, method, value, figure);
    dms_json_destroy(figure);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "figure", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "method", .type = DMS_TEXT },
    { .name = "windows", .type = DMS_INTEGER },
};

const struct dms_call_card sales_forecast_calls[] = {
    DMS_CALL(.name = "sales.forecast", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "sales.correction:read", DMS_ARGUMENTS(arguments),
             .run = forecast),
    { 0 },
};

/* What was decided when a figure went wrong, by whom, until when (rows 39, 172). */
static const struct dms_field correction_fields[] = {
    { .name = "figure",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .max_length = 120 },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "finding", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 2000 },
    { .name = "decision", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 300 },
    { .name = "person",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED },
    { .name = "due_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "strategy", .type = DMS_REFERENCE, .target = "sales.strategy" },
    { .name = "target", .type = DMS_REFERENCE, .target = "sales.target" },
    { .name = "result", .type = DMS_TEXT, .max_length = 2000 },
};

const struct dms_entity sales_correction_entity =
    DMS_ENTITY(.name = "sales.correction", .title = "decision",
               DMS_FIELDS(correction_fields));
