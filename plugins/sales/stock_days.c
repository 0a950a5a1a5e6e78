/* stock_days.c - how long cars stood in stock within a window: a car-day is one car on one day. Days
 * that have not come yet are none (rows 169, 171). */
#include "plan.h"

#include <stdio.h>
#include <string.h>

struct window {
    int64_t from, to; /* days, both within */
    int64_t car_days;
    const struct dms_json *store; /* which ones; NULL: all that who asks may see */
};

static enum dms_status
read_window(struct dms_unit *unit, const struct dms_json *arguments,
            struct window *window, struct dms_error *error)
{
    int64_t today = dms_unit_today(unit);
    enum dms_status st =
        dms_date_load(dms_json_text_at(arguments, "from"), &window->from, error);
    if (st == DMS_OK)
        st = dms_date_load(dms_json_text_at(arguments, "to"), &window->to, error);
    if (window->to > today)
        window->to = today;
    return st;
}

/* Cars for sale that had come by the end and were not sold before the beginning; of the stores asked
 * about. */
static struct dms_json *
cars_of(const struct window *window)
{
    static const char text[] =
        "{\"kind\":\"stock\",\"arrived_on\":{\"lte\":\"%s\"},"
        "\"or\":[{\"sold_on\":{\"is_null\":true}},{\"sold_on\":{\"gte\":\"%s\"}}]}";
    char from[16], to[16], where[sizeof(text) + 32];
    struct dms_json *cars = NULL;
    snprintf(where, sizeof(where), text, dms_date_print(window->to, to, sizeof(to)),
             dms_date_print(window->from, from, sizeof(from)));
    dms_json_load(where, strlen(where), &cars, NULL);
    if (window->store != NULL)
        dms_json_take_key(cars, "store", dms_json_copy(window->store));
    return cars;
}

static int64_t
days_of(const struct dms_record *car, const struct window *window)
{
    int64_t begin = dms_record_int(car, "arrived_on"), end = window->to + 1;
    if (begin < window->from)
        begin = window->from;
    if (dms_record_has(car, "sold_on") && dms_record_int(car, "sold_on") < end)
        end = dms_record_int(car, "sold_on");
    return end > begin ? end - begin : 0;
}

/* A thousand cars at a time. */
static enum dms_status
add_cars(struct dms_unit *unit, struct window *window, struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    enum dms_status st = DMS_OK;
    int64_t after = 0;
    for (size_t got = 1000; st == DMS_OK && got == 1000;) {
        const struct dms_list *cars = NULL;
        dms_json_take_key(values, "cars", cars_of(window));
        dms_json_set_integer(values, "after", after);
        st =
            dms_unit_find(unit, "sales.vehicle",
                          "{\"where\":{\"and\":[\"$cars\",{\"id\":{\"gt\":\"$after\"}}]},"
                          "\"sort\":\"id\",\"limit\":1000}",
                          values, &cars, error);
        got = st == DMS_OK ? dms_list_count(cars) : 0;
        for (size_t i = 0; i < got; i++) {
            if (dms_unit_may(unit, dms_list_at(cars, i), DMS_READ))
                window->car_days += days_of(dms_list_at(cars, i), window);
            after = dms_record_id(dms_list_at(cars, i));
        }
    }
    dms_json_destroy(values);
    return st;
}

/* DATA: NULL for the car-days; else their mean over the days, in whole cars. */
static enum dms_status
tell(struct dms_unit *unit, const struct dms_json *arguments, void *data,
     struct dms_json **answer, struct dms_error *error)
{
    struct window window = { .store = dms_json_at_key(dms_json_at_key(arguments, "only"),
                                                      "store") };
    enum dms_status st = read_window(unit, arguments, &window, error);
    if (st == DMS_OK)
        st = add_cars(unit, &window, error);
    if (st != DMS_OK)
        return st;
    int64_t days = window.to - window.from + 1, value = window.car_days;
    if (data != NULL && days > 0)
        value = (value + days - 1) / days;
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "value", value);
    dms_json_take_key(*answer, "where", cars_of(&window));
    return DMS_OK;
}

static const struct dms_argument asked[] = {
    { .name = "figure", .type = DMS_TEXT },
    { .name = "from", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "to", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "only", .type = DMS_STRUCTURED },
};

static const bool mean = true;

const struct dms_call_card sales_stock_days_calls[] = {
    DMS_CALL(.name = "sales.stock_days", .flags = DMS_CALL_READS,
             .permission = "sales.vehicle:read", DMS_ARGUMENTS(asked), .run = tell),
    DMS_CALL(.name = "sales.mean_stock", .flags = DMS_CALL_READS,
             .permission = "sales.vehicle:read", DMS_ARGUMENTS(asked), .run = tell,
             .data = (void *)(uintptr_t)&mean),
    { 0 },
};
