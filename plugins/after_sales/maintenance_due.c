/* maintenance_due.c - when a car should come: the most specific rule of each service wins, its
 * kilometres are reached at the pace the car has shown, and the earlier of kilometres and time
 * holds (row 50). */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "after_sales.h"

#define METRES_PER_MILE INT64_C(1609344) /* thousandths of a metre: exact by definition */

/* Where the car stands, and when it was last seen to for one service. */
struct reading {
    int64_t on, km;
};

struct due {
    const struct dms_record *rule;
    int64_t on, km;
    bool by_km;
};

static int64_t
interval_km(const struct dms_record *rule)
{
    if (dms_record_has(rule, "km"))
        return dms_record_int(rule, "km");
    return dms_record_int(rule, "miles") * METRES_PER_MILE / 1000000;
}

/* Whole days until the kilometres are reached; 0 when they are. */
static int64_t
days_left(int64_t left_km, struct reading last, struct reading now)
{
    int64_t driven = now.km - last.km, days = now.on - last.on;
    return left_km <= 0 ? 0 : left_km * days / driven;
}

static struct due
due_of(const struct dms_record *rule, struct reading last, struct reading now)
{
    struct due due = { .rule = rule, .on = INT64_MAX };
    int64_t km = interval_km(rule);
    if (dms_record_has(rule, "months"))
        due.on = service_months_after(last.on, dms_record_int(rule, "months"));
    if (km > 0)
        due.km = last.km + km;
    if (km > 0 && (now.km > last.km || due.km <= now.km) && now.on > last.on) {
        int64_t reached = now.on + days_left(due.km - now.km, last, now);
        due.by_km = reached < due.on;
        due.on = due.by_km ? reached : due.on;
    }
    return due;
}

static bool
speaks_of(const struct dms_record *rule, const struct dms_record *car)
{
    const char *drive = dms_record_text(rule, "drive"),
               *is = dms_record_text(car, "drive");
    return service_model_fits(rule, car, "year_min", "year_max") &&
           (drive == NULL || (is != NULL && strcmp(drive, is) == 0));
}

/* The rules for CAR, sorted by service and then the most specific first: the first of each counts. */
static enum dms_status
rules_for(struct dms_unit *unit, const struct dms_record *car,
          const struct dms_list **rules, struct dms_error *error)
{
    const char *make = dms_record_text(car, "make");
    struct dms_json *values = dms_json_create_object();
    dms_json_take_key(values, "makes", service_spellings(unit, make == NULL ? "" : make));
    return service_find(unit, "after_sales.maintenance_rule",
                        "{\"where\":{\"or\":[{\"make\":{\"is_null\":true}},"
                        "{\"make\":{\"in\":\"$makes\"}}]},"
                        "\"sort\":\"service,-priority,id\",\"limit\":1000}",
                        values, rules, error);
}

static enum dms_status
last_done(struct dms_unit *unit, const struct dms_record *car, const char *service,
          struct reading *last, struct dms_error *error)
{
    const struct dms_record *line = NULL, *order = NULL;
    struct dms_json *values = service_words("vin", dms_record_text(car, "vin"));
    dms_json_set_text(values, "service", service);
    enum dms_status st = service_first(
        unit, "after_sales.order_line",
        "{\"where\":{\"service\":\"$service\",\"state\":\"done\",\"order.vin\":\"$vin\","
        "\"order.state\":\"delivered\"},\"sort\":\"-id\",\"limit\":1}",
        values, &line, error);
    if (st != DMS_OK || line == NULL)
        return st;
    st = dms_unit_get(unit, "after_sales.repair_order", dms_record_int(line, "order"),
                      &order, error);
    if (st == DMS_OK) {
        last->km = dms_record_int(order, "mileage");
        last->on =
            dms_time_date(dms_record_int(order, "arrived_at"), dms_unit_offset(unit));
    }
    return st;
}

static struct dms_json *
due_json(struct dms_unit *unit, const struct due *due)
{
    struct dms_json *item =
        service_words("service", dms_record_text(due->rule, "service"));
    if (due->on != INT64_MAX)
        dms_json_set_text(item, "due_on", service_day(unit, due->on));
    dms_json_set_text(item, "by", due->by_km ? "km" : "time");
    if (due->km > 0)
        dms_json_set_integer(item, "due_km", due->km);
    dms_json_set_integer(item, "rule", dms_record_id(due->rule));
    if (dms_record_has(due->rule, "checks"))
        dms_json_set_text(item, "checks", dms_record_text(due->rule, "checks"));
    return item;
}

static struct reading
first_day(const struct dms_record *car)
{
    struct reading first = { dms_record_int(car, "handed_over_on"), 0 };
    if (first.on == 0)
        first.on = dms_record_int(car, "invoiced_on");
    return first;
}

enum dms_status
service_maintenance(struct dms_unit *unit, const struct dms_record *car, int64_t *next_on,
                    struct dms_json *services, struct dms_error *error)
{
    const struct dms_list *rules = NULL;
    const char *before = "";
    struct reading now = { dms_record_int(car, "mileage_on"),
                           dms_record_int(car, "mileage") };
    enum dms_status st = rules_for(unit, car, &rules, error);
    *next_on = INT64_MAX;
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(rules); i++) {
        const struct dms_record *rule = dms_list_at(rules, i);
        const char *service = dms_record_text(rule, "service");
        if (strcmp(service, before) == 0 || !speaks_of(rule, car))
            continue;
        before = service;
        struct reading last = first_day(car);
        st = last_done(unit, car, service, &last, error);
        if (st != DMS_OK || last.on == 0)
            continue;
        struct due due = due_of(rule, last, now.on == 0 ? last : now);
        *next_on = due.on < *next_on ? due.on : *next_on;
        if (services != NULL)
            dms_json_take(services, due_json(unit, &due));
    }
    return st;
}

static enum dms_status
tell_due(struct dms_unit *unit, const struct dms_json *arguments, void *data,
         struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *car = NULL;
    const char *vin = dms_json_text_at(arguments, "vin");
    int64_t next = 0;
    enum dms_status st = service_car_of(unit, vin, &car, error);
    if (st == DMS_OK && car == NULL)
        st = dms_fail_field(error, DMS_NOT_FOUND, "vin", "after_sales.no_such_car",
                            "vin=%s", vin);
    if (st != DMS_OK)
        return st;
    struct dms_json *services = dms_json_create_array();
    *answer = dms_json_create_object();
    st = service_maintenance(unit, car, &next, services, error);
    dms_json_take_key(*answer, "services", services);
    if (st == DMS_OK && next != INT64_MAX)
        dms_json_set_text(*answer, "next_on", service_day(unit, next));
    return st;
}

/* The order and the car's file remember the next day: who is due is one indexed question. */
static enum dms_status
note_next(struct dms_unit *unit, struct dms_record *order, void *data,
          struct dms_error *error)
{
    (void)data;
    int64_t next = 0;
    if (!dms_record_has(order, "car"))
        return DMS_OK;
    struct service_fill car =
        service_edit(unit, "after_sales.car", dms_record_int(order, "car"), error);
    if (car.st == DMS_OK)
        car.st = service_maintenance(unit, car.record, &next, NULL, error);
    if (car.st != DMS_OK || next == INT64_MAX)
        return car.st;
    service_put(&car, "next_service_on", next);
    enum dms_status st = service_save(unit, &car);
    struct service_fill visit =
        service_edit(unit, "after_sales.repair_order", dms_record_id(order), error);
    service_put(&visit, "next_service_on", next);
    return st == DMS_OK ? service_save(unit, &visit) : st;
}

static const struct dms_argument arguments[] = {
    { .name = "vin", .type = DMS_TEXT, .flags = DMS_REQUIRED },
};

const struct dms_call_card after_sales_maintenance_calls[] = {
    DMS_CALL(.name = "after_sales.maintenance_due",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.car:read", DMS_ARGUMENTS(arguments),
             .run = tell_due),
    { 0 },
};

const struct dms_hook after_sales_maintenance_due_hooks[] = {
    DMS_HOOK(.name = "after_sales/maintenance_due",
             .on = "after_sales.repair_order.@delivered", .phase = DMS_AFTER,
             .run = note_next),
    { 0 },
};
