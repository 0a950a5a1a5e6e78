/* alert_status.c - where a figure stands by its alert line, over days that are over, and whether
 * somebody has been told already (row 174). Who acts on it, and by when, the process says. */
#include <string.h>

#include "deal.h"
#include "plan.h"

/* Its last day is yesterday at the latest: this morning is no day yet. */
static void
days_of(struct dms_unit *unit, const struct dms_record *line, int64_t *from, int64_t *to)
{
    int64_t yesterday = dms_unit_today(unit) - 1;
    const char *window = dms_record_text(line, "window");
    if (strcmp(window, "rolling") == 0) {
        *from = yesterday - dms_record_int(line, "days") + 1;
        *to = yesterday;
        return;
    }
    *from = sales_first_day(window, yesterday);
    *to = sales_last_day(window, *from);
    if (*to > yesterday && sales_is(line, "judged", "whole")) {
        *to = *from - 1;
        *from = sales_first_day(window, *to);
    }
}

/* A figure that no store can be told of on its own would say the same in all of them. */
static enum dms_status
say_where(const struct dms_record *line, struct dms_error *error)
{
    if (strcmp(dms_error_key(error), "figure.no_dimension") != 0)
        return dms_error_status(error);
    dms_error_clear(error);
    return dms_fail_field(error, DMS_INVALID, "figure", "sales.alert_no_store",
                          "figure=@figure.%s", dms_record_text(line, "figure"));
}

static enum dms_status
ask(struct dms_unit *unit, const struct dms_record *line, int64_t from, int64_t to,
    struct dms_json **figure, struct dms_error *error)
{
    int64_t store = dms_record_store(line);
    struct dms_json *only = dms_json_create_object();
    dms_json_set_integer(only, "store", store != 0 ? store : dms_unit_store(unit));
    return sales_ask_figure(unit, dms_record_text(line, "figure"), from, to, only, figure,
                            error) == DMS_OK
               ? DMS_OK
               : say_where(line, error);
}

enum dms_status
sales_alert_figure(struct dms_unit *unit, const struct dms_record *line,
                   struct dms_json **figure, struct dms_error *error)
{
    int64_t from, to;
    days_of(unit, line, &from, &to);
    return ask(unit, line, from, to, figure, error);
}

/* A line speaks once of days that overlap: of a month or quarter it has spoken since it began, or
 * since it was over. */
static enum dms_status
was_told(struct dms_unit *unit, const struct dms_record *line, int64_t from, int64_t to,
         bool *told, struct dms_error *error)
{
    int64_t count = 0;
    bool over = !sales_is(line, "window", "rolling") && sales_is(line, "judged", "whole");
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "line", dms_record_id(line));
    dms_json_set_text(values, "since", sales_day(unit, (over ? to : from) + 1));
    enum dms_status st = dms_unit_count(
        unit, "core.task",
        "{\"where\":{\"subject_entity\":\"sales.alert_line\",\"subject\":\"$line\","
        "\"kind\":\"figure_alert\",\"created_at\":{\"gte\":\"$since\"}}}",
        values, &count, error);
    dms_json_destroy(values);
    *told = count > 0;
    return st;
}

static bool
is_crossed(const struct dms_record *line, const struct dms_json *figure)
{
    const struct dms_json *value = dms_json_at_key(figure, "value");
    int64_t number = dms_record_int(line, "number"), now = sales_written_number(value);
    if (dms_json_kind(value) == DMS_JSON_NULL)
        return false; /* nothing to divide by is no trouble yet */
    return sales_is(line, "side", "above") ? now > number : now < number;
}

static void
say(struct dms_unit *unit, const struct dms_record *line, const struct dms_json *figure,
    struct dms_json *json)
{
    static const char *const passed[] = { "value", "numerator", "denominator",
                                          "unit",  "from",      "to" };
    for (size_t i = 0; i < sizeof(passed) / sizeof(passed[0]); i++)
        if (dms_json_at_key(figure, passed[i]) != NULL)
            dms_json_take_key(json, passed[i],
                              dms_json_copy(dms_json_at_key(figure, passed[i])));
    dms_json_set_text(json, "figure", dms_record_text(line, "figure"));
    dms_json_set_text(json, "side", dms_record_text(line, "side"));
    dms_json_set_text(json, "number",
                      sales_plain_number(unit, dms_record_text(line, "unit"),
                                         dms_record_int(line, "number")));
    dms_json_set_boolean(json, "crossed", is_crossed(line, figure));
}

enum dms_status
sales_alert_see(struct dms_unit *unit, const struct dms_record *line,
                struct dms_json **seen, struct dms_error *error)
{
    int64_t from, to;
    bool told = false;
    struct dms_json *figure = NULL;
    days_of(unit, line, &from, &to);
    enum dms_status st = ask(unit, line, from, to, &figure, error);
    if (st == DMS_OK)
        st = was_told(unit, line, from, to, &told, error);
    if (st == DMS_OK) {
        *seen = dms_json_create_object();
        say(unit, line, figure, *seen);
        dms_json_set_boolean(*seen, "told", told);
    }
    dms_json_destroy(figure);
    return st;
}

static enum dms_status
tell(struct dms_unit *unit, const struct dms_json *arguments, void *data,
     struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *line = NULL;
    enum dms_status st = sales_see(unit, "sales.alert_line",
                                   dms_json_integer_at(arguments, "line"), &line, error);
    return st == DMS_OK ? sales_alert_see(unit, line, answer, error) : st;
}

static const struct dms_argument arguments[] = {
    { .name = "line", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card sales_alert_calls[] = {
    DMS_CALL(.name = "sales.alert_status", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "sales.alert_line:read", DMS_ARGUMENTS(arguments),
             .run = tell),
    { 0 },
};
