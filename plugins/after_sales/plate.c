/* plate.c - the customer's file and the workshop's say the same plate of a car: what is written in
 * the one is told to the other (crm/plate.c listens the other way; rows 54, 93). */
#include <string.h>

#include "after_sales.h"

static enum dms_status
hear(struct dms_unit *unit, const struct dms_event *event, void *data,
     struct dms_error *error)
{
    const struct dms_record *owned = NULL, *car = NULL;
    (void)data;
    if (strcmp(event->name, "crm.car.removed") == 0)
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "crm.car", event->record, &owned, error);
    if (st != DMS_OK || dms_record_has(owned, "ended_on") ||
        !dms_record_has(owned, "vin") || !dms_record_has(owned, "plate"))
        return st;
    const char *plate = dms_record_text(owned, "plate");
    st = service_car_of(unit, dms_record_text(owned, "vin"), &car, error);
    if (st != DMS_OK || car == NULL ||
        (dms_record_has(car, "plate") &&
         strcmp(dms_record_text(car, "plate"), plate) == 0))
        return st;
    struct service_fill file =
        service_edit(unit, "after_sales.car", dms_record_id(car), error);
    service_put_text(&file, "plate", plate);
    return service_save(unit, &file);
}

const struct dms_subscriber after_sales_plate_subscriber = {
    .size = sizeof(struct dms_subscriber),
    .name = "after_sales/plate",
    .on = "crm.car.*",
    .run = hear,
};
