/* margin.c - what a job earns: parts at what they cost when they were issued (row 52); how long
 * the warranty of a fitted part holds (row 63); which faults come again and again (row 54). */
#include <inttypes.h>
#include <string.h>

#include "after_sales.h"

static struct dms_json *
margin_of(const struct dms_record *line)
{
    int64_t amount = dms_record_int(line, "amount");
    struct dms_json *item = service_values("line", dms_record_id(line));
    dms_json_set_text(item, "text", dms_record_text(line, "text"));
    dms_json_set_integer(item, "amount", amount);
    dms_json_set_integer(item, "cost", dms_record_int(line, "cost"));
    dms_json_set_integer(item, "margin", amount - dms_record_int(line, "cost"));
    return item;
}

static enum dms_status
tell_margin(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL;
    const struct dms_list *lines = NULL;
    enum dms_status st =
        service_get_here(unit, "after_sales.repair_order",
                         dms_json_integer_at(arguments, "order"), &order, error);
    if (st == DMS_OK)
        st = service_lines(unit, dms_record_id(order), &lines, error);
    if (st != DMS_OK)
        return st;
    int64_t amount = 0, cost = 0;
    struct dms_json *list = dms_json_create_array();
    for (size_t i = 0; i < dms_list_count(lines); i++) {
        const struct dms_record *line = dms_list_at(lines, i);
        if (service_in_state(line, "declined"))
            continue;
        amount += dms_record_int(line, "amount");
        cost += dms_record_int(line, "cost");
        dms_json_take(list, margin_of(line));
    }
    *answer = service_values("amount", amount);
    dms_json_set_integer(*answer, "cost", cost);
    dms_json_set_integer(*answer, "margin", amount - cost);
    dms_json_take_key(*answer, "lines", list);
    return DMS_OK;
}

/* The last time that part was fitted to this car, and until when it is warranted. */
static enum dms_status
put_fitted(struct dms_unit *unit, const struct dms_record *line, int64_t mileage,
           struct dms_json *answer, struct dms_error *error)
{
    const struct dms_record *order = NULL;
    enum dms_status st = dms_unit_get(unit, "after_sales.repair_order",
                                      dms_record_int(line, "order"), &order, error);
    if (st != DMS_OK)
        return st;
    int64_t days = dms_record_int(line, "warranty_days"),
            km = dms_record_int(line, "warranty_km");
    int64_t until =
        dms_time_date(dms_record_int(order, "delivered_at"), dms_unit_offset(unit)) +
        days;
    int64_t until_km = dms_record_int(order, "mileage") + km;
    bool holds =
        days > 0 && dms_unit_today(unit) <= until && (km == 0 || mileage <= until_km);
    dms_json_set_boolean(answer, "holds", holds);
    dms_json_set_text(answer, "order", dms_record_text(order, "number"));
    if (days > 0)
        dms_json_set_text(answer, "until", service_day(unit, until));
    if (km > 0)
        dms_json_set_integer(answer, "until_km", until_km);
    return DMS_OK;
}

static enum dms_status
tell_part(struct dms_unit *unit, const struct dms_json *arguments, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *line = NULL;
    struct dms_json *values = service_words("vin", dms_json_text_at(arguments, "vin"));
    dms_json_set_text(values, "code", dms_json_text_at(arguments, "part_code"));
    enum dms_status st = service_first(
        unit, "after_sales.order_line",
        "{\"where\":{\"part_code\":\"$code\",\"state\":\"done\",\"order.vin\":\"$vin\","
        "\"order.state\":\"delivered\"},\"sort\":\"-id\",\"limit\":1}",
        values, &line, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_set_boolean(*answer, "holds", false);
    return line == NULL
               ? DMS_OK
               : put_fitted(unit, line, dms_json_integer_at(arguments, "mileage"),
                            *answer, error);
}

static enum dms_status
model_of(struct dms_unit *unit, const struct dms_record *repair, const char **model,
         struct dms_error *error)
{
    const struct dms_record *car = NULL;
    *model = "";
    if (!dms_record_has(repair, "vin"))
        return DMS_OK;
    enum dms_status st =
        service_car_of(unit, dms_record_text(repair, "vin"), &car, error);
    if (st == DMS_OK && car != NULL && dms_record_has(car, "model"))
        *model = dms_record_text(car, "model");
    return st;
}

/* {"A5 P0300": 7}: what the workshop meets again and again, to be looked into. */
static enum dms_status
tell_patterns(struct dms_unit *unit, const struct dms_json *arguments, void *data,
              struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct dms_json *counts = dms_json_create_object(), *span = dms_json_copy(arguments);
    int64_t after = 0;
    enum dms_status st = DMS_OK;
    dms_json_set_integer(span, "store", dms_unit_store(unit));
    for (size_t got = 1000; st == DMS_OK && got == 1000;) {
        const struct dms_list *repairs = NULL;
        dms_json_set_integer(span, "after", after);
        st = dms_unit_find(
            unit, "after_sales.repair_record",
            "{\"where\":{\"store\":\"$store\",\"fault\":{\"is_null\":false},"
            "\"delivered_at\":{\"gte\":\"$from\",\"lt\":\"$to\"},\"id\":"
            "{\"gt\":\"$after\"}},\"sort\":\"id\",\"limit\":1000}",
            span, &repairs, error);
        got = st == DMS_OK ? dms_list_count(repairs) : 0;
        for (size_t i = 0; st == DMS_OK && i < got; i++) {
            const struct dms_record *repair = dms_list_at(repairs, i);
            const char *model = "";
            after = dms_record_id(repair);
            st = model_of(unit, repair, &model, error);
            const char *key = dms_scratch_printf(unit, "%s %s", model,
                                                 dms_record_text(repair, "fault"));
            dms_json_set_integer(counts, key, dms_json_integer_at(counts, key) + 1);
        }
    }
    dms_json_destroy(span);
    *answer = counts;
    return st;
}

static const struct dms_argument margin_arguments[] = {
    { .name = "order", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};
static const struct dms_argument part_arguments[] = {
    { .name = "vin", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "part_code", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "mileage", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
};
static const struct dms_argument pattern_arguments[] = {
    { .name = "from", .type = DMS_TIME, .flags = DMS_REQUIRED },
    { .name = "to", .type = DMS_TIME, .flags = DMS_REQUIRED },
};

const struct dms_call_card after_sales_margin_calls[] = {
    DMS_CALL(.name = "after_sales.margin", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.order_line:see_sensitive",
             DMS_ARGUMENTS(margin_arguments), .run = tell_margin),
    DMS_CALL(.name = "after_sales.part_warranty",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.repair_order:read", DMS_ARGUMENTS(part_arguments),
             .run = tell_part),
    DMS_CALL(.name = "after_sales.fault_patterns",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.repair_record:read",
             DMS_ARGUMENTS(pattern_arguments), .run = tell_patterns),
    { 0 },
};
