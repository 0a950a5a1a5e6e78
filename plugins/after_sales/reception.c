/* reception.c - the car comes in: its file is opened or found by VIN or plate, and the odometer
 * only ever goes forward, unless somebody says why not (row 47). */
#include <inttypes.h>
#include <string.h>

#include "after_sales.h"

enum dms_status
service_car_of(struct dms_unit *unit, const char *vin, const struct dms_record **car,
               struct dms_error *error)
{
    return service_first(unit, "after_sales.car",
                         "{\"where\":{\"vin\":\"$vin\"},\"limit\":1}",
                         service_words("vin", vin), car, error);
}

/* A plate that one car alone has names the car. */
static enum dms_status
find_by_plate(struct dms_unit *unit, const char *plate, const struct dms_record **car,
              struct dms_error *error)
{
    const struct dms_list *list = NULL;
    enum dms_status st = service_find(unit, "after_sales.car",
                                      "{\"where\":{\"plate\":\"$plate\"},\"limit\":2}",
                                      service_words("plate", plate), &list, error);
    *car = st == DMS_OK && dms_list_count(list) == 1 ? dms_list_at(list, 0) : NULL;
    return st;
}

static enum dms_status
open_file(struct dms_unit *unit, const struct dms_record *order,
          const struct dms_record **car, struct dms_error *error)
{
    struct service_fill file = service_begin(unit, "after_sales.car", error);
    service_put_same(&file, "vin", order, "vin");
    service_put_same(&file, "plate", order, "plate");
    service_put_same(&file, "customer", order, "customer");
    service_put_same(&file, "brand", order, "brand");
    *car = file.record;
    return service_save(unit, &file);
}

/* What the file knows nobody types again. */
static enum dms_status
take_from_file(struct dms_record *order, const struct dms_record *car,
               struct dms_error *error)
{
    static const char *const known[] = { "vin", "plate", "customer", "brand" };
    struct service_fill fill = { .record = order, .error = error };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (!dms_record_has(order, known[i]))
            service_put_same(&fill, known[i], car, known[i]);
    service_put(&fill, "car", dms_record_id(car));
    return fill.st;
}

/* The VIN and plate checks of crm make upper case of what people type; they run after hooks. */
static const char *
upper(struct dms_unit *unit, const char *text)
{
    char *copy = dms_scratch_printf(unit, "%s", text);
    for (char *at = copy; *at != '\0'; at++)
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at - 'a' + 'A');
    return copy;
}

static enum dms_status
normalise_vin(struct dms_unit *unit, struct dms_record *order, struct dms_error *error)
{
    const char *vin = dms_record_text(order, "vin");
    return vin == NULL ? DMS_OK
                       : dms_record_set_text(order, "vin", upper(unit, vin), error);
}

enum dms_status
service_find_car(struct dms_unit *unit, struct dms_record *order, bool open,
                 const struct dms_record **car, struct dms_error *error)
{
    *car = NULL;
    enum dms_status st = normalise_vin(unit, order, error);
    const char *vin = dms_record_text(order, "vin"),
               *plate = dms_record_text(order, "plate");
    if (st == DMS_OK && vin != NULL && vin[0] != '\0')
        st = service_car_of(unit, vin, car, error);
    else if (st == DMS_OK && plate != NULL)
        st = find_by_plate(unit, upper(unit, plate), car, error);
    if (st == DMS_OK && *car == NULL && open && vin != NULL && strlen(vin) == 17)
        st = open_file(unit, order, car, error);
    return st == DMS_OK && *car != NULL ? take_from_file(order, *car, error) : st;
}

static enum dms_status
check_mileage(struct dms_unit *unit, const struct dms_record *order,
              const struct dms_record *car, struct dms_error *error)
{
    int64_t before = dms_record_int(car, "mileage"),
            now = dms_record_int(order, "mileage");
    if (now >= before || dms_record_has(order, "mileage_reason"))
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "mileage", "after_sales.mileage_backwards",
                          "mileage=%" PRId64 "|before=%" PRId64 "|on=%s", now, before,
                          service_day(unit, dms_record_int(car, "mileage_on")));
}

static enum dms_status
note_mileage(struct dms_unit *unit, const struct dms_record *order,
             const struct dms_record *car, struct dms_error *error)
{
    struct service_fill file =
        service_edit(unit, "after_sales.car", dms_record_id(car), error);
    service_put(&file, "mileage", dms_record_int(order, "mileage"));
    service_put(&file, "mileage_on", dms_unit_today(unit));
    service_put(&file, "home_store",
                dms_record_store(order) != 0 ? dms_record_store(order)
                                             : dms_unit_store(unit));
    if (!dms_record_has(car, "customer"))
        service_put_same(&file, "customer", order, "customer");
    return service_save(unit, &file);
}

static enum dms_status
receive_car(struct dms_unit *unit, struct dms_record *order, void *data,
            struct dms_error *error)
{
    (void)data;
    const struct dms_record *car = NULL;
    if (dms_record_id(order) != 0 && !dms_record_changed(order, "mileage") &&
        !dms_record_changed(order, "vin") && !dms_record_changed(order, "plate"))
        return DMS_OK;
    enum dms_status st = service_find_car(unit, order, true, &car, error);
    if (st == DMS_OK && car != NULL)
        st = check_mileage(unit, order, car, error);
    return st == DMS_OK && car != NULL ? note_mileage(unit, order, car, error) : st;
}

static const char *const after[] = { "after_sales/brand:repair_order", NULL };

/* A file opened by hand is at home where it was opened. */
static enum dms_status
put_home(struct dms_unit *unit, struct dms_record *car, void *data,
         struct dms_error *error)
{
    (void)data;
    return dms_record_has(car, "home_store") || dms_unit_store(unit) == 0
               ? DMS_OK
               : dms_record_set_int(car, "home_store", dms_unit_store(unit), error);
}

const struct dms_hook after_sales_reception_hooks[] = {
    DMS_HOOK(.name = "after_sales/reception", .on = "after_sales.repair_order.save",
             .after = after, .run = receive_car),
    DMS_HOOK(.name = "after_sales/reception:home", .on = "after_sales.car.create",
             .run = put_home),
    { 0 },
};
