/* plate.c - a car that got its plate in the workshop or by our plate service has it in the customer's
 * file too: nobody types it twice (rows 31, 93). */
#include <string.h>

#include "ask.h"
#include "crm.h"

/* Another customer's car that bears the plate: a person has to say which of the two is wrong. */
static enum dms_status
is_taken(struct dms_unit *unit, const struct dms_record *car, const char *plate,
         bool *taken, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"plate\":\"$plate\",\"store\":\"$store\",\"id\":{\"ne\":\"$self\"},"
        "\"ended_on\":{\"is_null\":true}}}";
    int64_t others = 0;
    struct dms_json *values = crm_with_text("plate", plate);
    dms_json_set_integer(values, "store", dms_record_store(car));
    dms_json_set_integer(values, "self", dms_record_id(car));
    enum dms_status st = crm_count(unit, "crm.car", query, values, &others, error);
    *taken = others > 0;
    return st;
}

static enum dms_status
put_plate(struct dms_unit *unit, const struct dms_record *known, const char *plate,
          struct dms_error *error)
{
    struct dms_record *car = NULL;
    const char *now = dms_record_text(known, "plate");
    bool taken = false;
    if (now != NULL && strcmp(now, plate) == 0)
        return DMS_OK;
    enum dms_status st = is_taken(unit, known, plate, &taken, error);
    if (st != DMS_OK || taken)
        return st;
    st = dms_unit_edit(unit, "crm.car", dms_record_id(known), &car, error);
    if (st == DMS_OK)
        st = dms_record_set_text(car, "plate", plate, error);
    return st == DMS_OK ? dms_unit_save(unit, car, error) : st;
}

static enum dms_status
hear(struct dms_unit *unit, const struct dms_event *event, void *data,
     struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"vin\":\"$vin\",\"ended_on\":{\"is_null\":true}},\"limit\":100}";
    const struct dms_record *source = NULL;
    const struct dms_list *cars = NULL;
    (void)data;
    if (dms_json_at_key(dms_json_at_key(event->payload, "changed"), "plate") == NULL)
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, event->entity, event->record, &source, error);
    const char *vin = st == DMS_OK ? dms_record_text(source, "vin") : NULL,
               *plate = st == DMS_OK ? dms_record_text(source, "plate") : NULL;
    if (vin == NULL || plate == NULL)
        return st;
    struct dms_json *values = crm_with_text("vin", vin);
    st = dms_unit_find(unit, "crm.car", query, values, &cars, error);
    dms_json_destroy(values);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(cars); i++)
        st = put_plate(unit, dms_list_at(cars, i), plate, error);
    return st;
}

const struct dms_subscriber crm_plate_subscribers[] = {
    { .size = sizeof(struct dms_subscriber),
      .name = "crm/plate",
      .on = "after_sales.car.updated",
      .run = hear },
    { .size = sizeof(struct dms_subscriber),
      .name = "crm/plate:sold",
      .on = "sales.vehicle.updated",
      .run = hear },
    { .name = NULL },
};
