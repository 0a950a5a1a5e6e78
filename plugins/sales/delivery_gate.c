/* delivery_gate.c - no key without 验车 and 验款: the car was checked and all of it is paid
 * (row 29). What a brand wants beyond that is a rule of its own on sales.order.deliver. */
#include "sales.h"

static enum dms_status
hold_gate(struct dms_unit *unit, struct dms_record *order, void *data,
          struct dms_error *error)
{
    (void)data;
    int64_t due = dms_record_int(order, "price") + dms_record_int(order, "fees") -
                  dms_record_int(order, "paid");
    bool checked = dms_record_int(order, "car_checked") != 0;
    if (checked && due <= 0)
        return DMS_OK;
    if (due <= 0)
        dms_fail(error, DMS_DENIED, "sales.gate_car", "");
    else if (checked)
        dms_fail(error, DMS_DENIED, "sales.gate_money", "due=%s", sales_yuan(unit, due));
    else
        dms_fail(error, DMS_DENIED, "sales.gate_both", "due=%s", sales_yuan(unit, due));
    dms_error_at_rule(error, "sales/delivery_gate");
    return DMS_DENIED;
}

const struct dms_hook sales_delivery_gate_hooks[] = {
    DMS_HOOK(.name = "sales/delivery_gate", .on = "sales.order.@delivered",
             .run = hold_gate),
    { 0 },
};
