/* capacity.c - 检查自己的服务极限: bays × hours × efficiency against what is booked, and against
 * what all our customers' cars will want (row 67). */
#include <inttypes.h>

#include "after_sales.h"

struct load {
    int64_t bays, hours, capacity, booked; /* thousandths of an hour */
};

static enum dms_status
ask_brand(struct dms_unit *unit, struct dms_json **figures, struct dms_error *error)
{
    return service_decide(unit, "after_sales.capacity", dms_json_create_object(), figures,
                          error);
}

static struct dms_json *
day_span(struct dms_unit *unit, int64_t day)
{
    char text[40];
    int64_t offset = dms_unit_offset(unit), from = day * DMS_DAY - offset * DMS_MINUTE;
    struct dms_json *values =
        service_words("from", dms_time_print(from, offset, text, sizeof(text)));
    dms_json_set_text(values, "to",
                      dms_time_print(from + DMS_DAY, offset, text, sizeof(text)));
    dms_json_set_integer(values, "store", dms_unit_store(unit));
    return values;
}

static enum dms_status
load_of(struct dms_unit *unit, int64_t day, const struct dms_json *figures,
        struct load *load, struct dms_error *error)
{
    struct dms_json *values = day_span(unit, day);
    enum dms_status st = dms_unit_count(
        unit, "after_sales.bay", "{\"where\":{\"active\":true,\"store\":\"$store\"}}",
        values, &load->bays, error);
    if (st == DMS_OK)
        st = dms_unit_sum(unit, "after_sales.bay",
                          "{\"where\":{\"active\":true,\"store\":\"$store\"}}", values,
                          "hours", &load->hours, error);
    if (st == DMS_OK)
        st = dms_unit_sum(
            unit, "after_sales.appointment",
            "{\"where\":{\"store\":\"$store\",\"state\":{\"in\":[\"booked\","
            "\"confirmed\","
            "\"arrived\"]},\"starts_at\":{\"gte\":\"$from\",\"lt\":\"$to\"}}}",
            values, "hours", &load->booked, error);
    dms_json_destroy(values);
    if (!dms_unit_is_workday(unit, day))
        load->hours = 0;
    load->capacity =
        dms_money_share(load->hours, dms_json_integer_at(figures, "efficiency"));
    return st;
}

enum dms_status
service_check_capacity(struct dms_unit *unit, const struct dms_record *booking,
                       struct dms_error *error)
{
    struct load load = { 0 };
    struct dms_json *figures = NULL;
    int64_t day =
        dms_time_date(dms_record_int(booking, "starts_at"), dms_unit_offset(unit));
    bool moved =
        dms_record_changed(booking, "starts_at") || dms_record_changed(booking, "hours");
    if (!moved || (dms_record_has(booking, "overbook_reason") &&
                   dms_unit_has_role(unit, "service_manager")))
        return DMS_OK;
    enum dms_status st = ask_brand(unit, &figures, error);
    if (st == DMS_OK && figures != NULL)
        st = load_of(unit, day, figures, &load, error);
    /* What the same appointment held before is not held against it. */
    if (dms_record_id(booking) != 0 &&
        dms_time_date(dms_record_old_int(booking, "starts_at"), dms_unit_offset(unit)) ==
            day)
        load.booked -= dms_record_old_int(booking, "hours");
    if (st == DMS_OK && load.bays > 0 &&
        load.booked + dms_record_int(booking, "hours") > load.capacity) {
        st = dms_fail_field(error, DMS_DENIED, "starts_at", "after_sales.day_full",
                            "on=%s|capacity=%s|booked=%s|hours=%s",
                            service_day(unit, day), service_hours(unit, load.capacity),
                            service_hours(unit, load.booked),
                            service_hours(unit, dms_record_int(booking, "hours")));
        service_blame(figures, error);
    }
    dms_json_destroy(figures);
    return st;
}

/* Hours a working day that the cars we look after want on average. */
static enum dms_status
wanted_by_base(struct dms_unit *unit, const struct dms_json *figures, int64_t *wanted,
               struct dms_error *error)
{
    int64_t cars = 0, days = dms_json_integer_at(figures, "workdays_per_year");
    int64_t hours = service_times(dms_json_integer_at(figures, "hours_per_visit"),
                                  dms_json_integer_at(figures, "visits_per_year"));
    enum dms_status st = dms_unit_count(unit, "after_sales.car", "", NULL, &cars, error);
    *wanted = days > 0 ? cars * hours / days : 0;
    return st;
}

static enum dms_status
tell_capacity(struct dms_unit *unit, const struct dms_json *arguments, void *data,
              struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct load load = { 0 };
    struct dms_json *figures = NULL;
    int64_t day = 0, wanted = 0;
    enum dms_status st = dms_date_load(dms_json_text_at(arguments, "on"), &day, error);
    if (st == DMS_OK)
        st = ask_brand(unit, &figures, error);
    if (st == DMS_OK)
        st = load_of(unit, day, figures, &load, error);
    if (st == DMS_OK)
        st = wanted_by_base(unit, figures, &wanted, error);
    dms_json_destroy(figures);
    if (st != DMS_OK)
        return st;
    *answer = service_values("bays", load.bays);
    dms_json_set_integer(*answer, "hours", load.hours);
    dms_json_set_integer(*answer, "capacity", load.capacity);
    dms_json_set_integer(*answer, "booked", load.booked);
    dms_json_set_integer(*answer, "free", load.capacity - load.booked);
    dms_json_set_integer(*answer, "wanted_by_customers", wanted);
    dms_json_set_boolean(*answer, "too_many_customers", wanted > load.capacity);
    if (wanted > load.capacity && load.capacity > 0)
        dms_unit_warn(unit, "on", "after_sales.too_many_customers",
                      "wanted=%s|capacity=%s", service_hours(unit, wanted),
                      service_hours(unit, load.capacity));
    return DMS_OK;
}

static const struct dms_argument capacity_arguments[] = {
    { .name = "on", .type = DMS_DATE, .flags = DMS_REQUIRED },
};

const struct dms_call_card after_sales_capacity_calls[] = {
    DMS_CALL(.name = "after_sales.day_capacity",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.appointment:read",
             DMS_ARGUMENTS(capacity_arguments), .run = tell_capacity),
    { 0 },
};
