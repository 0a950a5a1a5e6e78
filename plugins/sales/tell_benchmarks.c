/* tell_benchmarks.c - what a figure is shown beside: of each name the newest number that holds at the
 * end of the days asked about (row 173). */
#include <string.h>

#include "plan.h"

/* The calendar's word for these days; NULL: they are no whole month, quarter or year. */
static const char *
period_of(int64_t from, int64_t to)
{
    static const char *const periods[] = { "month", "quarter", "year" };
    for (size_t i = 0; i < sizeof(periods) / sizeof(periods[0]); i++)
        if (sales_last_day(periods[i], from) == to)
            return periods[i];
    return NULL;
}

/* What adds up is compared over its own span only. */
static struct dms_json *
spans_of(const struct dms_json *arguments)
{
    int64_t from = 0, to = 0;
    const char *period = NULL;
    struct dms_json *any = dms_json_create_array(), *empty = dms_json_create_object(),
                    *none = dms_json_create_object();
    if (dms_date_load(dms_json_text_at(arguments, "from"), &from, NULL) == DMS_OK &&
        dms_date_load(dms_json_text_at(arguments, "to"), &to, NULL) == DMS_OK)
        period = period_of(from, to);
    dms_json_set_boolean(none, "is_null", true);
    dms_json_take_key(empty, "period", none);
    dms_json_take(any, empty);
    if (period != NULL) {
        struct dms_json *same = dms_json_create_object();
        dms_json_set_text(same, "period", period);
        dms_json_take(any, same);
    }
    return any;
}

/* Others are known as a whole: not by person, model or channel. */
static enum dms_status
find(struct dms_unit *unit, const struct dms_json *arguments,
     const struct dms_list **benchmarks, struct dms_error *error)
{
    const struct dms_json *only = dms_json_at_key(arguments, "only"),
                          *store = dms_json_at_key(only, "store");
    if (dms_json_count(only) != (store != NULL ? 1U : 0U))
        return DMS_OK;
    struct dms_json *values = dms_json_create_object();
    dms_json_take_key(values, "spans", spans_of(arguments));
    dms_json_take_key(values, "to", dms_json_copy(dms_json_at_key(arguments, "to")));
    dms_json_take_key(values, "store",
                      store != NULL ? dms_json_copy(store)
                                    : dms_json_create_integer(dms_unit_store(unit)));
    enum dms_status st = dms_unit_find(
        unit, "sales.benchmark",
        "{\"where\":{\"store\":\"$store\",\"starts_on\":{\"lte\":\"$to\"},\"and\":[{"
        "\"or\":\"$spans\"},{\"or\":[{\"ends_on\":{\"is_null\":true}},{\"ends_on\":{"
        "\"gte\":\"$to\"}}]}]},\"sort\":\"-starts_on,id\",\"limit\":1000}",
        values, benchmarks, error);
    dms_json_destroy(values);
    return st;
}

static bool
has_name(const struct dms_json *list, const char *name)
{
    for (size_t i = 0; i < dms_json_count(list); i++)
        if (strcmp(dms_json_text_at(dms_json_at(list, i), "name"), name) == 0)
            return true;
    return false;
}

static struct dms_json *
told(struct dms_unit *unit, const struct dms_record *benchmark)
{
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "name", dms_record_text(benchmark, "name"));
    dms_json_set_integer(json, "value",
                         sales_stored_number(dms_record_text(benchmark, "unit"),
                                             dms_record_int(benchmark, "number")));
    dms_json_set_text(json, "since",
                      sales_day(unit, dms_record_int(benchmark, "starts_on")));
    dms_json_set_text(json, "source", dms_record_text(benchmark, "source"));
    return json;
}

/* Newest first: whoever is there already has a newer number. */
static void
add(struct dms_unit *unit, const struct dms_record *benchmark, struct dms_json *answer)
{
    const char *figure = dms_record_text(benchmark, "figure");
    struct dms_json *list = dms_json_at_key(answer, figure) != NULL
                                ? dms_json_copy(dms_json_at_key(answer, figure))
                                : dms_json_create_array();
    if (!has_name(list, dms_record_text(benchmark, "name")))
        dms_json_take(list, told(unit, benchmark));
    dms_json_take_key(answer, figure, list);
}

static enum dms_status
tell(struct dms_unit *unit, const struct dms_json *arguments, void *data,
     struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_list *benchmarks = NULL;
    enum dms_status st = find(unit, arguments, &benchmarks, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    for (size_t i = 0; benchmarks != NULL && i < dms_list_count(benchmarks); i++)
        if (dms_unit_may(unit, dms_list_at(benchmarks, i), DMS_READ))
            add(unit, dms_list_at(benchmarks, i), *answer);
    return DMS_OK;
}

const struct dms_call_card sales_benchmark_calls[] = {
    DMS_CALL(.name = "figure.benchmarks", .flags = DMS_CALL_READS | DMS_CALL_OPEN,
             .run = tell),
    { 0 },
};
