/* benchmark.c - what competitors or the trade reach by a figure, from a day on, and who says so; the
 * figure is shown beside it (row 173). */
#include <string.h>

#include "plan.h"

static const char *const kinds[] = { "competitor", "industry", "group", NULL };
static const char *const periods[] = { "month", "quarter", "year", NULL };

static const struct dms_field fields[] = {
    { .name = "figure",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_INDEX,
      .check = "figure",
      .max_length = 120 },
    { .name = "label",
      .type = DMS_TEXT,
      .flags = DMS_READ_ONLY | DMS_SENTENCE,
      .max_length = 140 },
    { .name = "unit", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 20 },
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED,
      .default_text = "competitor" },
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 120 },
    { .name = "number",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED,
      .minimum = -INT64_C(100000000000000),
      .maximum = INT64_C(100000000000000) },
    /* Of what adds up: in which span they reach it. */
    { .name = "period", .type = DMS_CHOICE, .choices = periods },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "ends_on", .type = DMS_DATE },
    { .name = "source", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 300 },
};

static const struct dms_index indexes[] = {
    { .fields = "store,figure,name,starts_on,period", .unique = 1 },
};

const struct dms_entity sales_benchmark_entity =
    DMS_ENTITY(.name = "sales.benchmark", .title = "name", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));

static enum dms_status
check_span(struct dms_unit *unit, const struct dms_record *benchmark,
           const struct dms_json *figure, struct dms_error *error)
{
    int64_t from = dms_record_int(benchmark, "starts_on");
    if (dms_json_at_key(figure, "denominator") == NULL &&
        !dms_record_has(benchmark, "period"))
        return dms_fail_field(error, DMS_INVALID, "period", "sales.benchmark_period",
                              "figure=@figure.%s", dms_record_text(benchmark, "figure"));
    return dms_record_has(benchmark, "ends_on") &&
                   dms_record_int(benchmark, "ends_on") < from
               ? dms_fail_field(error, DMS_INVALID, "ends_on", "sales.ends_before",
                                "from=%s|to=%s", sales_day(unit, from),
                                sales_day(unit, dms_record_int(benchmark, "ends_on")))
               : DMS_OK;
}

static enum dms_status
check(struct dms_unit *unit, struct dms_record *benchmark, void *data,
      struct dms_error *error)
{
    (void)data;
    struct dms_json *figure = NULL;
    if (!dms_record_has(benchmark, "figure") || !dms_record_has(benchmark, "number") ||
        !dms_record_has(benchmark, "starts_on"))
        return DMS_OK; /* that it is required, the core says */
    enum dms_status st =
        sales_need_figure(unit, dms_record_text(benchmark, "figure"), &figure, error);
    if (st == DMS_OK)
        st = check_span(unit, benchmark, figure, error);
    if (st == DMS_OK)
        st = sales_note_figure(unit, benchmark, figure, error);
    dms_json_destroy(figure);
    return st;
}

const struct dms_hook sales_benchmark_hooks[] = {
    DMS_HOOK(.name = "sales/benchmark", .on = "sales.benchmark.save", .run = check),
    { 0 },
};
