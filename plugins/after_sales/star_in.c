/* star_in.c - a STAR appointment or repair order becomes one of ours; what does not fit says which
 * member, and why. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "star.h"

/* Where different versions of the standard say the same. The first that is there counts. */
struct place {
    const char *field, *paths[4];
};

static const char *
first_text(const struct dms_json *json, const char *const paths[4])
{
    for (int i = 0; i < 4 && paths[i] != NULL; i++)
        if (star_text(json, paths[i]) != NULL)
            return star_text(json, paths[i]);
    return NULL;
}

static void
put_written(struct service_fill *fill, const char *field, const char *text)
{
    if (fill->st != DMS_OK || text == NULL)
        return;
    struct dms_json *value = dms_json_create_text(text);
    fill->st = dms_record_set_json(fill->record, field, value, fill->error);
    dms_json_destroy(value);
}

static void
put_places(struct service_fill *fill, const struct dms_json *json,
           const struct place *places, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put_written(fill, places[i].field, first_text(json, places[i].paths));
}

static const struct place appointment_places[] = {
    { "starts_at", { "scheduled_start", "appointment_period/start_date_time" } },
    { "ends_at", { "scheduled_end", "appointment_period/complete_date_time" } },
    { "vin",
      { "vehicle/vin", "vehicle_asset/vehicle_reference/vin",
        "vehicle_identifier/vin" } },
    { "complaint",
      { "additional_comments", "service_requests/0/complaint_text/0/narrative_desc",
        "vehicle_asset/service_requests/0/complaint_text/0/narrative_desc" } },
    { "phone",
      { "customers/0/party_references/0/communication_channels/0/value",
        "customer/phone" } },
};

static void
put_contact(struct dms_unit *unit, struct service_fill *fill, const struct dms_json *json)
{
    const char *first = star_text(json, "customer/name/first_name"),
               *last = star_text(json, "customer/name/last_name"),
               *whole = star_text(json, "customers/0/party_references/0/party_name");
    if (whole == NULL && (first != NULL || last != NULL))
        whole = dms_scratch_printf(unit, "%s%s%s", first == NULL ? "" : first,
                                   first != NULL && last != NULL ? " " : "",
                                   last == NULL ? "" : last);
    service_put_text(fill, "contact", whole);
}

static enum dms_status
take_appointment(struct dms_unit *unit, const struct dms_json *row, void *context,
                 struct dms_error *error)
{
    (void)context;
    struct service_fill booking = service_begin(unit, "after_sales.appointment", error);
    service_put_text(&booking, "channel", "star");
    put_places(&booking, row, appointment_places,
               sizeof(appointment_places) / sizeof(appointment_places[0]));
    put_contact(unit, &booking, row);
    const char *id = star_text(row, "appointment_id");
    service_put_text(&booking, "reference",
                     id != NULL ? id : star_text(row, "service_appointment_key"));
    return service_save(unit, &booking);
}

static enum dms_status
import_appointments(struct dms_import *import, void *data, struct dms_error *error)
{
    (void)data;
    struct dms_json *json = NULL;
    enum dms_status st = star_read_file(import, &json, error);
    if (st == DMS_OK)
        st = star_each(import, json, "star:appointment", "appointment_id",
                       "service_appointment_key", take_appointment, error);
    dms_json_destroy(json);
    return st;
}

/* Kilometres of an odometer that may count miles. */
static enum dms_status
read_odometer(const struct dms_json *row, int64_t *km, struct dms_error *error)
{
    const char *text = star_text(row, "vehicle_identifier/odometer/value"),
               *unit = star_text(row, "vehicle_identifier/odometer/uom");
    int64_t value = 0;
    if (text == NULL)
        return dms_fail_field(error, DMS_INVALID, "vehicle_identifier.odometer",
                              "after_sales.star_needs", "member=%s",
                              "vehicle_identifier.odometer");
    enum dms_status st = dms_decimal_load(text, &value, error);
    if (st != DMS_OK) {
        dms_error_at_field(error, "vehicle_identifier.odometer");
        return st;
    }
    bool miles = unit != NULL && strncmp(unit, "MILE", 4) == 0;
    *km = (miles ? value * INT64_C(1609344) / 1000000 : value) / 1000;
    return DMS_OK;
}

static const char *
payer_of(const struct dms_json *operation)
{
    static const char *const words[][2] = { { "WARRANTY", "warranty" },
                                            { "INTERNAL", "internal" },
                                            { "INSURANCE", "insurance" },
                                            { "GOODWILL", "gift" } };
    const char *said = star_text(operation, "pay_type");
    for (size_t i = 0; said != NULL && i < sizeof(words) / sizeof(words[0]); i++)
        if (strncmp(said, words[i][0], strlen(words[i][0])) == 0)
            return words[i][1];
    return "customer";
}

static const char *
name_of(const struct dms_json *operation)
{
    static const char *const paths[4] = { "name", "labor_operation_description",
                                          "labor_operation_name", "labor_operation_id" };
    const char *name = first_text(operation, paths);
    return name == NULL ? "STAR" : name;
}

/* Hours and rate that make the amount to the fen, or one piece of work at that price. */
static void
put_amount(struct service_fill *line, const struct dms_json *operation, int64_t amount)
{
    int64_t hours = 0;
    const char *units = star_text(operation, "flat_rate_units");
    if (units == NULL || dms_decimal_load(units, &hours, NULL) != DMS_OK || hours <= 0 ||
        service_times(amount * 1000 / hours, hours) != amount) {
        service_put(line, "hours", 1000);
        service_put(line, "rate", amount);
        return;
    }
    service_put(line, "hours", hours);
    service_put(line, "rate", amount * 1000 / hours);
}

static enum dms_status
check_currency(struct dms_unit *unit, const struct dms_json *operation,
               struct dms_error *error)
{
    const char *ours = dms_unit_setting(unit, "star_currency", "CNY"),
               *theirs = star_text(operation, "amount/currency_code");
    return theirs == NULL || strcmp(theirs, ours) == 0
               ? DMS_OK
               : dms_fail_field(error, DMS_INVALID, "amount.currency_code",
                                "after_sales.star_currency", "theirs=%s|ours=%s", theirs,
                                ours);
}

static enum dms_status
take_operation(struct dms_unit *unit, int64_t order, const struct dms_json *operation,
               struct dms_error *error)
{
    int64_t amount = 0;
    const char *value = star_text(operation, "amount/value"),
               *status = star_text(operation, "labor_operation_status");
    enum dms_status st = check_currency(unit, operation, error);
    if (st == DMS_OK && value != NULL)
        st = dms_money_load(value, &amount, error);
    struct service_fill line = service_begin(unit, "after_sales.order_line", error);
    if (line.st == DMS_OK)
        line.st = st;
    service_put(&line, "order", order);
    service_put_text(&line, "kind", "labor");
    service_put_text(&line, "text", name_of(operation));
    service_put_text(&line, "payer", payer_of(operation));
    put_amount(&line, operation, amount);
    if (service_save(unit, &line) != DMS_OK || status == NULL ||
        strcmp(status, "DECLINED") != 0)
        return line.st;
    const char *why = star_text(operation, "labor_operation_events/0/event_note");
    struct dms_json *fields =
        service_words("declined_reason", why == NULL ? "STAR" : why);
    st = dms_unit_transition(unit, line.record, "decline", fields, error);
    dms_json_destroy(fields);
    return st;
}

static enum dms_status
put_car(struct dms_unit *unit, struct service_fill *order, const struct dms_json *row)
{
    const struct dms_record *car = NULL;
    const char *vin = star_text(row, "vehicle_identifier/vin");
    int64_t km = 0;
    if (vin == NULL)
        return dms_fail_field(order->error, DMS_INVALID, "vehicle_identifier.vin",
                              "after_sales.star_needs", "member=%s",
                              "vehicle_identifier.vin");
    enum dms_status st = service_car_of(unit, vin, &car, order->error);
    if (st == DMS_OK && (car == NULL || !dms_record_has(car, "customer")))
        st = dms_fail_field(order->error, DMS_INVALID, "vehicle_identifier.vin",
                            "after_sales.star_whose_car", "vin=%s", vin);
    if (st == DMS_OK)
        st = read_odometer(row, &km, order->error);
    service_put_text(order, "vin", vin);
    service_put(order, "mileage", km);
    return st;
}

static enum dms_status
take_order(struct dms_unit *unit, const struct dms_json *row, void *context,
           struct dms_error *error)
{
    (void)context;
    const struct dms_json *operations = dms_json_at_key(row, "labor_operations");
    struct service_fill order = service_begin(unit, "after_sales.repair_order", error);
    if (order.st == DMS_OK)
        order.st = put_car(unit, &order, row);
    service_put_text(&order, "complaint", name_of(dms_json_at(operations, 0)));
    service_put_text(&order, "reference", star_text(row, "repair_order_id"));
    put_written(&order, "arrived_at",
                star_text(row, "repair_order_duration/start_date_time"));
    enum dms_status st = service_save(unit, &order);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(operations); i++)
        st = take_operation(unit, dms_record_id(order.record), dms_json_at(operations, i),
                            error);
    return st;
}

static enum dms_status
import_orders(struct dms_import *import, void *data, struct dms_error *error)
{
    (void)data;
    struct dms_json *json = NULL;
    enum dms_status st = star_read_file(import, &json, error);
    if (st == DMS_OK)
        st = star_each(import, json, "star:repair_order", "repair_order_id",
                       "repair_order_key", take_order, error);
    dms_json_destroy(json);
    return st;
}

const struct dms_importer after_sales_star_importers[] = {
    { .size = sizeof(struct dms_importer),
      .name = "star_appointment",
      .permission = "after_sales.appointment",
      .run = import_appointments },
    { .size = sizeof(struct dms_importer),
      .name = "star_repair_order",
      .permission = "after_sales.repair_order",
      .run = import_orders },
    { 0 },
};
