/* star_out.c - our orders and appointments as STAR JSON, for manufacturers and platforms. Names
 * and phones of customers stay in the house; their number goes out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "star.h"

static void
put_time(struct dms_unit *unit, struct dms_json *json, const char *member,
         const struct dms_record *record, const char *field)
{
    char text[40];
    if (dms_record_has(record, field))
        dms_json_set_text(json, member,
                          dms_time_print(dms_record_int(record, field),
                                         dms_unit_offset(unit), text, sizeof(text)));
}

static void
put_if(struct dms_json *json, const char *member, const struct dms_record *record,
       const char *field)
{
    const char *text = dms_record_text(record, field);
    if (text != NULL && text[0] != '\0')
        dms_json_set_text(json, member, text);
}

static struct dms_json *
amount_of(struct dms_unit *unit, int64_t fen)
{
    struct dms_json *amount = service_words("value", service_yuan(unit, fen));
    dms_json_set_text(amount, "currency_code",
                      dms_unit_setting(unit, "star_currency", "CNY"));
    return amount;
}

static struct dms_json *
car_of(struct dms_unit *unit, const struct dms_record *order, struct dms_error *error)
{
    const struct dms_record *file = NULL;
    char km[24];
    struct dms_json *car = dms_json_create_object(), *odometer;
    put_if(car, "vin", order, "vin");
    if (dms_record_has(order, "car") &&
        dms_unit_get(unit, "after_sales.car", dms_record_int(order, "car"), &file,
                     error) == DMS_OK) {
        put_if(car, "make", file, "make");
        put_if(car, "model", file, "model");
        if (dms_record_has(file, "year"))
            dms_json_set_text(
                car, "model_year",
                dms_scratch_printf(unit, "%d", (int)dms_record_int(file, "year")));
    }
    if (!dms_record_has(order, "mileage"))
        return car;
    snprintf(km, sizeof(km), "%lld", (long long)dms_record_int(order, "mileage"));
    odometer = service_words("value", km);
    dms_json_set_text(odometer, "uom", "KILOMETERS");
    dms_json_take_key(car, "odometer", odometer);
    return car;
}

static const char *
pay_type(const struct dms_record *line)
{
    if (service_is(line, "payer", "customer"))
        return "CUSTOMER_PAY";
    if (service_is(line, "payer", "internal"))
        return "INTERNAL";
    if (service_is(line, "payer", "insurance"))
        return "INSURANCE";
    return service_is(line, "payer", "gift") ? "GOODWILL" : "WARRANTY";
}

static struct dms_json *
operation_of(struct dms_unit *unit, const struct dms_record *line)
{
    struct dms_json *json =
        service_words("labor_operation_id",
                      dms_scratch_printf(unit, "%lld", (long long)dms_record_id(line)));
    put_if(json, "name", line, "text");
    dms_json_set_text(json, "labor_operation_status",
                      service_in_state(line, "declined") ? "DECLINED"
                      : service_in_state(line, "done")   ? "COMPLETED"
                                                         : "PENDING");
    dms_json_set_text(json, "pay_type", pay_type(line));
    if (dms_record_has(line, "hours"))
        dms_json_set_text(json, "flat_rate_units",
                          service_hours(unit, dms_record_int(line, "hours")));
    dms_json_take_key(json, "amount", amount_of(unit, dms_record_int(line, "amount")));
    return json;
}

static void
put_total(struct dms_unit *unit, struct dms_json *totals, const char *member, int64_t fen)
{
    dms_json_set_text(totals, member, service_yuan(unit, fen));
}

static void
put_lines(struct dms_unit *unit, const struct dms_list *lines, struct dms_json *order)
{
    int64_t labor = 0, parts = 0, other = 0;
    struct dms_json *operations = dms_json_create_array(),
                    *totals = dms_json_create_object();
    for (size_t i = 0; i < dms_list_count(lines); i++) {
        const struct dms_record *line = dms_list_at(lines, i);
        int64_t amount =
            service_in_state(line, "declined") ? 0 : dms_record_int(line, "amount");
        *(service_is(line, "kind", "labor")  ? &labor
          : service_is(line, "kind", "part") ? &parts
                                             : &other) += amount;
        dms_json_take(operations, operation_of(unit, line));
    }
    put_total(unit, totals, "total_labor_amount", labor);
    put_total(unit, totals, "total_parts_amount", parts);
    put_total(unit, totals, "total_misc_amount", other);
    put_total(unit, totals, "grand_total", labor + parts + other);
    dms_json_take_key(order, "labor_operations", operations);
    dms_json_take_key(order, "total_assessment", totals);
}

static enum dms_status
tell_order(struct dms_unit *unit, const struct dms_json *arguments, void *data,
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
    struct dms_json *duration = dms_json_create_object();
    *answer = dms_json_create_object();
    put_if(*answer, "repair_order_id", order, "number");
    put_if(*answer, "external_repair_order_id", order, "reference");
    put_time(unit, duration, "start_date_time", order, "arrived_at");
    put_time(unit, duration, "complete_date_time", order, "finished_at");
    dms_json_take_key(*answer, "repair_order_duration", duration);
    dms_json_take_key(*answer, "vehicle_identifier", car_of(unit, order, error));
    put_lines(unit, lines, *answer);
    return DMS_OK;
}

static const char *
status_of(const struct dms_record *booking)
{
    static const char *const words[][2] = { { "booked", "SCHEDULED" },
                                            { "confirmed", "CONFIRMED" },
                                            { "arrived", "ARRIVED" },
                                            { "no_show", "NO_SHOW" },
                                            { "cancelled", "CANCELLED" } };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (service_in_state(booking, words[i][0]))
            return words[i][1];
    return "SCHEDULED";
}

static enum dms_status
tell_appointment(struct dms_unit *unit, const struct dms_json *arguments, void *data,
                 struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *booking = NULL;
    enum dms_status st =
        service_get_here(unit, "after_sales.appointment",
                         dms_json_integer_at(arguments, "appointment"), &booking, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    put_if(*answer, "appointment_id", booking, "number");
    put_if(*answer, "external_appointment_id", booking, "reference");
    dms_json_set_text(*answer, "dealer_id", dms_unit_store_code(unit));
    dms_json_set_text(*answer, "appointment_type", "SERVICE");
    dms_json_set_text(*answer, "appointment_status", status_of(booking));
    put_time(unit, *answer, "scheduled_start", booking, "starts_at");
    put_time(unit, *answer, "scheduled_end", booking, "ends_at");
    put_if(*answer, "additional_comments", booking, "complaint");
    dms_json_take_key(*answer, "vehicle", car_of(unit, booking, error));
    return DMS_OK;
}

static const struct dms_argument order_arguments[] = {
    { .name = "order", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};
static const struct dms_argument appointment_arguments[] = {
    { .name = "appointment", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card after_sales_star_calls[] = {
    DMS_CALL(.name = "after_sales.star_repair_order",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.repair_order:export",
             DMS_ARGUMENTS(order_arguments), .run = tell_order),
    DMS_CALL(.name = "after_sales.star_appointment",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.appointment:export",
             DMS_ARGUMENTS(appointment_arguments), .run = tell_appointment),
    { 0 },
};
