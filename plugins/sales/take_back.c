/* take_back.c - a delivered car comes back: money first, then the car, the commission and the
 * margin; who buys it next is told (rows 15, 43; 三包 §22 to §33). */
#include <string.h>

#include "deal.h"

static enum dms_status
note_return(struct dms_unit *unit, struct dms_record *order, void *data,
            struct dms_error *error)
{
    (void)data;
    return dms_record_set_int(order, "returned_at", dms_unit_now(unit), error);
}

static enum dms_status
take_car(struct dms_unit *unit, struct dms_record *order, void *data,
         struct dms_error *error)
{
    (void)data;
    struct dms_record *car = NULL;
    enum dms_status st = dms_unit_edit(unit, "sales.vehicle",
                                       dms_record_int(order, "vehicle"), &car, error);
    if (st == DMS_OK)
        st = dms_record_set_text(car, "returned_kind",
                                 dms_record_text(order, "return_kind"), error);
    if (st == DMS_OK && dms_record_has(order, "return_km"))
        st =
            dms_record_set_int(car, "mileage", dms_record_int(order, "return_km"), error);
    if (st == DMS_OK)
        st = dms_unit_transition(unit, car, "take_back", NULL, error);
    return st == DMS_OK ? sales_tell_customer_file(unit, order, true, error) : st;
}

/* Who buys a car that came back has to know it before he has the key. */
static enum dms_status
want_declared(struct dms_unit *unit, struct dms_record *order, void *data,
              struct dms_error *error)
{
    (void)data;
    const struct dms_record *car = NULL;
    if (!dms_record_has(order, "vehicle") ||
        dms_record_int(order, "return_declared") != 0)
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "sales.vehicle",
                                      dms_record_int(order, "vehicle"), &car, error);
    if (st != DMS_OK || !dms_record_has(car, "returned_kind"))
        return st;
    return dms_fail_field(error, DMS_DENIED, "return_declared", "sales.return_undeclared",
                          "vin=%s|kind=@choice.sales.order.return_kind.%s",
                          dms_record_text(car, "vin"),
                          dms_record_text(car, "returned_kind"));
}

const struct dms_hook sales_take_back_hooks[] = {
    DMS_HOOK(.name = "sales/take_back:note", .on = "sales.order.@returned",
             .run = note_return),
    DMS_HOOK(.name = "sales/take_back:car", .on = "sales.order.@returned",
             .phase = DMS_AFTER, .run = take_car),
    DMS_HOOK(.name = "sales/take_back:declare", .on = "sales.order.@delivered",
             .run = want_declared),
    { 0 },
};
