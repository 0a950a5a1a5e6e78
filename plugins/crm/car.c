/* car.c - the cars of a customer, bought here or not, and when each is due (rows 93, 117). */
#include <inttypes.h>

#include "ask.h"
#include "crm.h"

static const struct dms_field fields[] = {
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "vin",
      .type = DMS_TEXT,
      .flags = DMS_INDEX | DMS_SEARCH,
      .data_class = DMS_PERSONAL,
      .mask = "vin",
      .check = "vin",
      .max_length = 17 },
    { .name = "plate",
      .type = DMS_TEXT,
      .flags = DMS_INDEX | DMS_SEARCH,
      .data_class = DMS_PERSONAL,
      .mask = "plate",
      .check = "plate",
      .max_length = 20 },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "make", .type = DMS_TEXT, .max_length = 100 },
    { .name = "model", .type = DMS_TEXT, .max_length = 200 },
    { .name = "year", .type = DMS_INTEGER, .minimum = 1900, .maximum = 2100 },
    { .name = "bought_on", .type = DMS_DATE },
    { .name = "bought_here", .type = DMS_BOOLEAN, .default_text = "false" },
    { .name = "mileage", .type = DMS_INTEGER, .minimum = 0, .maximum = 2000000 },
    { .name = "next_service_on", .type = DMS_DATE, .flags = DMS_INDEX },
    { .name = "insurance_until", .type = DMS_DATE, .flags = DMS_INDEX },
    /* Sold on, scrapped: no longer this customer's. */
    { .name = "ended_on", .type = DMS_DATE },
    { .name = "end_reason", .type = DMS_TEXT, .max_length = 300 },
};

const struct dms_entity crm_car_entity =
    DMS_ENTITY(.name = "crm.car", .title = "model", DMS_FIELDS(fields));

/* One car has one owner at a time in this store. */
static enum dms_status
refuse_owned(struct dms_unit *unit, struct dms_record *car, const struct dms_check *check,
             const char *query, struct dms_error *error)
{
    const char *field = check->name;
    const struct dms_record *other = NULL;
    if (!dms_record_has(car, field) || dms_record_has(car, "ended_on"))
        return DMS_OK;
    if (!dms_record_changed(car, field) && !dms_record_changed(car, "ended_on"))
        return DMS_OK;
    enum dms_status st = check->run(unit, car, field, error);
    struct dms_json *values = crm_with_text("value", dms_record_text(car, field));
    int64_t store = dms_record_store(car);
    dms_json_set_integer(values, "store", store != 0 ? store : dms_unit_store(unit));
    dms_json_set_integer(values, "self", dms_record_id(car));
    if (st == DMS_OK)
        st = crm_first(unit, "crm.car", query, values, &other, error);
    else
        dms_json_destroy(values);
    if (st != DMS_OK || other == NULL)
        return st;
    return dms_fail_field(error, DMS_CONFLICT, field, "crm.car_owned", "id=%" PRId64,
                          dms_record_int(other, "customer"));
}

static enum dms_status
check_car(struct dms_unit *unit, struct dms_record *car, void *data,
          struct dms_error *error)
{
    static const char by_vin[] =
        "{\"where\":{\"vin\":\"$value\",\"store\":\"$store\",\"id\":{\"ne\":\"$self\"},"
        "\"ended_on\":{\"is_null\":true}},\"limit\":1}";
    static const char by_plate[] =
        "{\"where\":{\"plate\":\"$value\",\"store\":\"$store\",\"id\":{\"ne\":\"$self\"},"
        "\"ended_on\":{\"is_null\":true}},\"limit\":1}";
    (void)data;
    if (dms_record_has(car, "bought_on") && dms_record_changed(car, "bought_on") &&
        dms_record_int(car, "bought_on") > dms_unit_today(unit))
        return dms_fail_field(error, DMS_INVALID, "bought_on", "crm.in_future", "");
    if (!dms_record_has(car, "vin") && !dms_record_has(car, "plate") &&
        !dms_record_has(car, "model"))
        return dms_fail_field(error, DMS_INVALID, "vin", "crm.car_nameless", "");
    enum dms_status st = refuse_owned(unit, car, &crm_vin_check, by_vin, error);
    return st == DMS_OK ? refuse_owned(unit, car, &crm_plate_check, by_plate, error) : st;
}

const struct dms_hook crm_car_hook =
    DMS_HOOK(.name = "crm/car", .on = "crm.car.save", .run = check_car);
