/* appointment_day.c - the day of an appointment: a reminder before, an order when the car comes,
 * a no-show when it does not; and how often which (row 46). */
#include "after_sales.h"

static enum dms_status
wake(struct dms_unit *unit, const struct dms_record *booking, const char *handler,
     int64_t at, struct dms_error *error)
{
    if (at <= dms_unit_now(unit))
        return dms_timer_cancel(unit, handler, booking, NULL, error);
    return dms_timer_set(unit, handler, booking, NULL, at, NULL, error);
}

static enum dms_status
set_alarms(struct dms_unit *unit, struct dms_record *booking, void *data,
           struct dms_error *error)
{
    (void)data;
    struct dms_json *habit = NULL;
    int64_t starts = dms_record_int(booking, "starts_at");
    if (!dms_record_changed(booking, "starts_at"))
        return DMS_OK;
    enum dms_status st = service_decide(unit, "after_sales.appointment",
                                        dms_json_create_object(), &habit, error);
    if (st == DMS_OK && habit != NULL) {
        int64_t before = dms_json_integer_at(habit, "remind_before"),
                grace = dms_json_integer_at(habit, "grace");
        st = wake(unit, booking, "after_sales/remind", starts - before, error);
        if (st == DMS_OK)
            st = wake(unit, booking, "after_sales/no_show", starts + grace, error);
    }
    dms_json_destroy(habit);
    return st;
}

static bool
still_waits(const struct dms_record *booking)
{
    return service_in_state(booking, "booked") || service_in_state(booking, "confirmed");
}

static enum dms_status
remind(struct dms_unit *unit, const char *entity, int64_t record,
       const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)payload, (void)data;
    const struct dms_record *booking = NULL;
    enum dms_status st = dms_unit_get(unit, entity, record, &booking, error);
    return st == DMS_OK && still_waits(booking)
               ? dms_emit(unit, "after_sales.appointment.near", booking, NULL, error)
               : st;
}

static enum dms_status
miss(struct dms_unit *unit, const char *entity, int64_t record,
     const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)payload, (void)data;
    struct dms_record *booking = NULL;
    enum dms_status st = dms_unit_edit(unit, entity, record, &booking, error);
    return st == DMS_OK && still_waits(booking)
               ? dms_unit_transition(unit, booking, "miss", NULL, error)
               : st;
}

const struct dms_timer_handler after_sales_appointment_timers[] = {
    { .size = sizeof(struct dms_timer_handler),
      .name = "after_sales/remind",
      .run = remind },
    { .size = sizeof(struct dms_timer_handler),
      .name = "after_sales/no_show",
      .run = miss },
    { 0 },
};

static enum dms_status
open_order(struct dms_unit *unit, struct dms_record *booking, void *data,
           struct dms_error *error)
{
    (void)data;
    static const char *const same[] = { "customer", "vin",     "plate",
                                        "brand",    "mileage", "complaint" };
    if (!dms_record_has(booking, "customer"))
        return dms_fail_field(error, DMS_INVALID, "customer", "after_sales.who_came", "");
    struct service_fill order = service_begin(unit, "after_sales.repair_order", error);
    for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
        service_put_same(&order, same[i], booking, same[i]);
    service_put(&order, "appointment", dms_record_id(booking));
    enum dms_status st = service_save(unit, &order);
    return st == DMS_OK
               ? dms_record_set_int(booking, "order", dms_record_id(order.record), error)
               : st;
}

const struct dms_hook after_sales_appointment_day_hooks[] = {
    DMS_HOOK(.name = "after_sales/appointment_day:alarms",
             .on = "after_sales.appointment.save", .phase = DMS_AFTER, .run = set_alarms),
    DMS_HOOK(.name = "after_sales/appointment_day:arrive",
             .on = "after_sales.appointment.arrive", .run = open_order),
    { 0 },
};

static enum dms_status
count(struct dms_unit *unit, const char *entity, const char *query,
      const struct dms_json *span, struct dms_json *answer, const char *name,
      struct dms_error *error)
{
    int64_t number = 0;
    enum dms_status st = dms_unit_count(unit, entity, query, span, &number, error);
    dms_json_set_integer(answer, name, number);
    return st;
}

static void
put_rate(struct dms_json *answer, const char *name, const char *part, const char *whole)
{
    int64_t all = dms_json_integer_at(answer, whole);
    if (all > 0)
        dms_json_set_integer(answer, name,
                             dms_json_integer_at(answer, part) * 10000 / all);
}

#define OF_STATE(state)                                                                  \
    "{\"where\":{\"store\":\"$store\",\"state\":\"" state                                \
    "\",\"starts_at\":{\"gte\":\"$from\",\"lt\":\"$to\"}}}"

static enum dms_status
tell_rates(struct dms_unit *unit, const struct dms_json *arguments, void *data,
           struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    static const struct {
        const char *name, *entity, *query;
    } counts[] = {
        { "appointments", "after_sales.appointment",
          "{\"where\":{\"store\":\"$store\",\"starts_at\":{\"gte\":\"$from\",\"lt\":\"$"
          "to\"}}}" },
        { "arrived", "after_sales.appointment", OF_STATE("arrived") },
        { "no_show", "after_sales.appointment", OF_STATE("no_show") },
        { "cancelled", "after_sales.appointment", OF_STATE("cancelled") },
        { "orders", "after_sales.repair_order",
          "{\"where\":{\"store\":\"$store\",\"arrived_at\":{\"gte\":\"$from\",\"lt\":\"$"
          "to\"}}}" },
        { "orders_by_appointment", "after_sales.repair_order",
          "{\"where\":{\"store\":\"$store\",\"appointment\":{\"is_null\":false},"
          "\"arrived_at\":{\"gte\":\"$"
          "from\","
          "\"lt\":\"$to\"}}}" },
    };
    enum dms_status st = DMS_OK;
    struct dms_json *span = dms_json_copy(arguments);
    dms_json_set_integer(span, "store", dms_unit_store(unit));
    *answer = dms_json_create_object();
    for (size_t i = 0; st == DMS_OK && i < sizeof(counts) / sizeof(counts[0]); i++)
        st = count(unit, counts[i].entity, counts[i].query, span, *answer, counts[i].name,
                   error);
    dms_json_destroy(span);
    put_rate(*answer, "appointment_rate", "orders_by_appointment", "orders");
    put_rate(*answer, "no_show_rate", "no_show", "appointments");
    return st;
}

static const struct dms_argument rate_arguments[] = {
    { .name = "from", .type = DMS_TIME, .flags = DMS_REQUIRED },
    { .name = "to", .type = DMS_TIME, .flags = DMS_REQUIRED },
};

const struct dms_call_card after_sales_appointment_calls[] = {
    DMS_CALL(.name = "after_sales.appointment_rates",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.appointment:read", DMS_ARGUMENTS(rate_arguments),
             .run = tell_rates),
    { 0 },
};
