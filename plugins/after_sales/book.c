/* book.c - an appointment is in opening hours, on a bay, with an advisor, a technician and a tool
 * that are free then; the technician is certified, the tool calibrated (row 46). */
#include <inttypes.h>

#include "after_sales.h"

static bool
is_open(const struct dms_record *booking)
{
    return dms_record_id(booking) == 0 || service_in_state(booking, "booked") ||
           service_in_state(booking, "confirmed");
}

/* What a platform has promised already is told, not refused. */
static bool
promised_elsewhere(const struct dms_record *booking)
{
    return service_is(booking, "channel", "star");
}

static enum dms_status
check_hours(struct dms_unit *unit, const struct dms_record *booking,
            struct dms_error *error)
{
    int64_t starts = dms_record_int(booking, "starts_at"),
            ends = dms_record_int(booking, "ends_at");
    if (ends <= starts)
        return dms_fail_field(error, DMS_INVALID, "ends_at", "after_sales.ends_early",
                              "");
    if (promised_elsewhere(booking)) {
        if (dms_unit_work_after(unit, starts, ends - starts) != ends)
            dms_unit_warn(unit, "starts_at", "after_sales.shop_closed", "at=%s",
                          service_when(unit, starts));
        return DMS_OK;
    }
    if (dms_record_id(booking) == 0 && starts < dms_unit_now(unit))
        return dms_fail_field(error, DMS_INVALID, "starts_at", "after_sales.in_the_past",
                              "");
    if (dms_unit_work_after(unit, starts, ends - starts) == ends)
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "starts_at", "after_sales.shop_closed",
                          "at=%s", service_when(unit, starts));
}

static struct dms_json *
span_of(const struct dms_record *booking)
{
    struct dms_json *values = service_values("id", dms_record_id(booking));
    dms_json_take_key(values, "starts", dms_record_json(booking, "starts_at"));
    dms_json_take_key(values, "ends", dms_record_json(booking, "ends_at"));
    return values;
}

/* Two bookings collide when each begins before the other one ends. */
#define COLLIDES(field)                                                                  \
    "{\"where\":{\"" field "\":\"$with\",\"state\":{\"in\":[\"booked\",\"confirmed\"]}," \
    "\"starts_at\":{\"lt\":\"$ends\"},\"ends_at\":{\"gt\":\"$starts\"},"                 \
    "\"id\":{\"ne\":\"$id\"}},\"limit\":1}"

static const struct {
    const char *field, *query;
} bookable[] = {
    { "bay", COLLIDES("bay") },         { "technician", COLLIDES("technician") },
    { "advisor", COLLIDES("advisor") }, { "tool", COLLIDES("tool") },
    { "vin", COLLIDES("vin") },
};

static enum dms_status
check_free(struct dms_unit *unit, const struct dms_record *booking,
           struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(bookable) / sizeof(bookable[0]); i++) {
        const struct dms_record *other = NULL;
        if (!dms_record_has(booking, bookable[i].field))
            continue;
        struct dms_json *values = span_of(booking);
        dms_json_take_key(values, "with", dms_record_json(booking, bookable[i].field));
        st = service_first(unit, "after_sales.appointment", bookable[i].query, values,
                           &other, error);
        if (st == DMS_OK && other != NULL)
            st = dms_fail_field(error, DMS_CONFLICT, bookable[i].field,
                                "after_sales.taken", "number=%s|from=%s|to=%s",
                                dms_record_text(other, "number"),
                                service_when(unit, dms_record_int(other, "starts_at")),
                                service_when(unit, dms_record_int(other, "ends_at")));
    }
    return st;
}

static enum dms_status
check_tool(struct dms_unit *unit, const struct dms_record *booking,
           struct dms_error *error)
{
    const struct dms_record *tool = NULL;
    if (!dms_record_has(booking, "tool"))
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "after_sales.tool",
                                      dms_record_int(booking, "tool"), &tool, error);
    int64_t day =
        dms_time_date(dms_record_int(booking, "ends_at"), dms_unit_offset(unit));
    if (st == DMS_OK && !service_in_state(tool, "in_use"))
        st = dms_fail_field(error, DMS_DENIED, "tool", "after_sales.tool_out", "tool=%s",
                            dms_record_text(tool, "name"));
    if (st == DMS_OK && dms_record_has(tool, "calibration_due") &&
        dms_record_int(tool, "calibration_due") < day)
        st = dms_fail_field(error, DMS_DENIED, "tool", "after_sales.tool_not_calibrated",
                            "tool=%s|due=%s", dms_record_text(tool, "name"),
                            service_day(unit, dms_record_int(tool, "calibration_due")));
    return st;
}

static enum dms_status
check_skill(struct dms_unit *unit, const struct dms_record *booking,
            struct dms_error *error)
{
    return dms_record_has(booking, "technician") && dms_record_has(booking, "operation")
               ? service_may_do(unit, dms_record_int(booking, "technician"),
                                dms_record_int(booking, "operation"), error)
               : DMS_OK;
}

/* An appointment takes as long as it lasts, and lasts as long as it takes: one of them is said. */
static enum dms_status
put_span(struct dms_record *booking, struct dms_error *error)
{
    int64_t starts = dms_record_int(booking, "starts_at"),
            ends = dms_record_int(booking, "ends_at"),
            hours = dms_record_int(booking, "hours");
    if (!dms_record_has(booking, "starts_at"))
        return DMS_OK; /* that it is required, the core says */
    if (!dms_record_has(booking, "ends_at") && hours > 0)
        return dms_record_set_int(booking, "ends_at", starts + hours * DMS_HOUR / 1000,
                                  error);
    if (dms_record_has(booking, "ends_at") && !dms_record_has(booking, "hours") &&
        ends > starts)
        return dms_record_set_int(booking, "hours", (ends - starts) * 1000 / DMS_HOUR,
                                  error);
    return DMS_OK;
}

static enum dms_status
book(struct dms_unit *unit, struct dms_record *booking, void *data,
     struct dms_error *error)
{
    (void)data;
    const struct dms_record *car = NULL;
    enum dms_status st = put_span(booking, error);
    if (st != DMS_OK || !is_open(booking) || !dms_record_has(booking, "starts_at") ||
        !dms_record_has(booking, "ends_at"))
        return st;
    st = service_find_car(unit, booking, false, &car, error);
    if (st == DMS_OK)
        st = check_hours(unit, booking, error);
    if (st == DMS_OK)
        st = check_free(unit, booking, error);
    if (st == DMS_OK)
        st = check_tool(unit, booking, error);
    if (st == DMS_OK)
        st = check_skill(unit, booking, error);
    return st == DMS_OK && !promised_elsewhere(booking)
               ? service_check_capacity(unit, booking, error)
               : st;
}

const struct dms_hook after_sales_book_hooks[] = {
    DMS_HOOK(.name = "after_sales/book", .on = "after_sales.appointment.save",
             .run = book),
    { 0 },
};
