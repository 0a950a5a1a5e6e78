/* handover.c - what is handed over with the car, and the joint inspection: a checklist from the
 * moment the car is made ready; no key before it is done (row 30). */
#include "deal.h"

static enum dms_status
make_list(struct dms_unit *unit, struct dms_record *order, void *data,
          struct dms_error *error)
{
    return sales_checklist_make(unit, order, data, error);
}

static enum dms_status
hold(struct dms_unit *unit, struct dms_record *order, void *data, struct dms_error *error)
{
    return sales_checklist_done(unit, order, data, "sales.handover_open", error);
}

static enum dms_status
tell(struct dms_unit *unit, struct dms_record *order, void *data, struct dms_error *error)
{
    return sales_remember(unit, order, "delivery", data, error);
}

const struct dms_hook sales_handover_hooks[] = {
    DMS_HOOK(.name = "sales/handover:make", .on = "sales.order.prepare",
             .phase = DMS_AFTER, .run = make_list, .data = "handover"),
    DMS_HOOK(.name = "sales/handover:hold", .on = "sales.order.@delivered", .run = hold,
             .data = "handover"),
    DMS_HOOK(.name = "sales/handover:tell", .on = "sales.order.@delivered",
             .phase = DMS_AFTER, .run = tell, .data = "sales.remember_delivery"),
    { 0 },
};
