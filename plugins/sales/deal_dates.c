/* deal_dates.c - nothing of a deal happens before its order was made. */
#include "deal.h"

static enum dms_status
check_own(struct dms_unit *unit, struct dms_record *order, void *data,
          struct dms_error *error)
{
    (void)data;
    if (dms_record_id(order) == 0 || !dms_record_changed(order, "expected_on"))
        return DMS_OK;
    return sales_not_before(unit, order, "expected_on", order, error);
}

/* DATA: the field of the record that may not lie before the order. */
static enum dms_status
check_line(struct dms_unit *unit, struct dms_record *line, void *data,
           struct dms_error *error)
{
    const struct dms_record *order = NULL;
    if (!dms_record_has(line, "order") || !dms_record_has(line, data) ||
        !dms_record_changed(line, data))
        return DMS_OK;
    enum dms_status st =
        dms_unit_get(unit, "sales.order", dms_record_int(line, "order"), &order, error);
    return st == DMS_OK ? sales_not_before(unit, line, data, order, error) : st;
}

const struct dms_hook sales_dates_hooks[] = {
    DMS_HOOK(.name = "sales/deal_dates:order", .on = "sales.order.save",
             .run = check_own),
    DMS_HOOK(.name = "sales/deal_dates:payment", .on = "sales.payment.create",
             .run = check_line, .data = "paid_at"),
    DMS_HOOK(.name = "sales/deal_dates:held_money", .on = "sales.held_money.create",
             .run = check_line, .data = "moved_at"),
    DMS_HOOK(.name = "sales/deal_dates:contract", .on = "sales.contract.save",
             .run = check_line, .data = "delivery_on"),
    { 0 },
};
