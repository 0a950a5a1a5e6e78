/* alert_line.c - a line that a figure must not cross, over which days it is looked at, and whose
 * work it is when it does (row 174). */
#include <string.h>

#include "plan.h"

static const char *const windows[] = { "month", "quarter", "rolling", NULL };
static const char *const times[] = { "whole", "running", NULL };
static const char *const sides[] = { "above", "below", NULL };

static const struct dms_field fields[] = {
    { .name = "figure",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_INDEX,
      .check = "figure",
      .max_length = 120 },
    /* The figure's words: what people know the line by. */
    { .name = "label",
      .type = DMS_TEXT,
      .flags = DMS_READ_ONLY | DMS_SENTENCE,
      .max_length = 140 },
    { .name = "unit", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 20 },
    { .name = "window",
      .type = DMS_CHOICE,
      .choices = windows,
      .flags = DMS_REQUIRED,
      .default_text = "month" },
    { .name = "days", .type = DMS_INTEGER, .minimum = 1, .maximum = 366 },
    /* Of a month or quarter: when it is over, or each day while it runs. */
    { .name = "judged",
      .type = DMS_CHOICE,
      .choices = times,
      .flags = DMS_REQUIRED,
      .default_text = "whole" },
    { .name = "side", .type = DMS_CHOICE, .choices = sides, .flags = DMS_REQUIRED },
    { .name = "number",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED,
      .minimum = -INT64_C(100000000000000),
      .maximum = INT64_C(100000000000000) },
    { .name = "role",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED,
      .check = "core_role",
      .max_length = 60 },
    { .name = "person", .type = DMS_REFERENCE, .target = "core.user" },
    /* What is to be done then, in the leader's words. */
    { .name = "advice", .type = DMS_TEXT, .max_length = 1000 },
    { .name = "active", .type = DMS_BOOLEAN, .flags = DMS_INDEX, .default_text = "true" },
};

const struct dms_entity sales_alert_line_entity =
    DMS_ENTITY(.name = "sales.alert_line", .title = "label", DMS_FIELDS(fields));

static enum dms_status
check_days(const struct dms_record *line, struct dms_error *error)
{
    bool rolling = sales_is(line, "window", "rolling");
    if (rolling == dms_record_has(line, "days"))
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "days",
                          rolling ? "sales.alert_how_many_days" : "sales.alert_no_days",
                          "");
}

static bool
allows(const struct dms_json *figure, const char *window)
{
    const struct dms_json *windows_of = dms_json_at_key(figure, "windows");
    for (size_t i = 0; i < dms_json_count(windows_of); i++)
        if (strcmp(dms_json_text(dms_json_at(windows_of, i)), window) == 0)
            return true;
    return false;
}

/* Below a line is every month on its first day, when what is counted in it adds up. */
static bool
is_premature(const struct dms_record *line, const struct dms_json *figure)
{
    return sales_is(line, "side", "below") && sales_is(line, "judged", "running") &&
           !sales_is(line, "window", "rolling") &&
           dms_json_at_key(figure, "denominator") == NULL;
}

static enum dms_status
check_sense(const struct dms_record *line, const struct dms_json *figure,
            struct dms_error *error)
{
    const char *window = dms_record_text(line, "window");
    if (!allows(figure, window))
        return dms_fail_field(error, DMS_INVALID, "window", "sales.alert_window",
                              "figure=@figure.%s|window=@choice.sales.alert_line."
                              "window.%s",
                              dms_record_text(line, "figure"), window);
    return is_premature(line, figure)
               ? dms_fail_field(error, DMS_INVALID, "judged", "sales.alert_premature",
                                "figure=@figure.%s", dms_record_text(line, "figure"))
               : DMS_OK;
}

static enum dms_status
check(struct dms_unit *unit, struct dms_record *line, void *data, struct dms_error *error)
{
    static const char *const needed[] = { "figure", "window", "judged", "side",
                                          "number" };
    (void)data;
    struct dms_json *figure = NULL, *here = NULL;
    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
        if (!dms_record_has(line, needed[i]))
            return DMS_OK; /* that it is required, the core says */
    enum dms_status st = check_days(line, error);
    if (st == DMS_OK)
        st = sales_need_figure(unit, dms_record_text(line, "figure"), &figure, error);
    if (st == DMS_OK)
        st = sales_alert_figure(unit, line, &here, error);
    if (st == DMS_OK)
        st = check_sense(line, figure, error);
    if (st == DMS_OK)
        st = sales_note_figure(unit, line, figure, error);
    dms_json_destroy(figure);
    dms_json_destroy(here);
    return st;
}

const struct dms_hook sales_alert_line_hooks[] = {
    DMS_HOOK(.name = "sales/alert_line", .on = "sales.alert_line.save", .run = check),
    { 0 },
};
