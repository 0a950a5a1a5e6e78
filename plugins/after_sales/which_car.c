/* which_car.c - a repair order says which car: by its plate, its VIN or both; and the car was
 * promised for a time that is still to come. */
#include "after_sales.h"

static enum dms_status
name_car(struct dms_unit *unit, struct dms_record *order, void *data,
         struct dms_error *error)
{
    (void)unit, (void)data;
    if (!dms_record_has(order, "plate") && !dms_record_has(order, "vin")) {
        return dms_fail_field(error, DMS_INVALID, "plate", "after_sales.which_car", "");
    }
    if (dms_record_has(order, "promised_at") && dms_record_has(order, "arrived_at") &&
        dms_record_int(order, "promised_at") < dms_record_int(order, "arrived_at")) {
        return dms_fail_field(error, DMS_INVALID, "promised_at",
                              "after_sales.promised_too_early", "");
    }
    return DMS_OK;
}

const struct dms_hook after_sales_which_car_hooks[] = {
    DMS_HOOK(.name = "after_sales/which_car", .on = "after_sales.repair_order.save",
             .run = name_car),
    { 0 },
};
