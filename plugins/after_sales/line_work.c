/* line_work.c - no line is carried out before the customer has said yes to it, nor declined after
 * it is done (row 68). */
#include <inttypes.h>

#include "after_sales.h"

static enum dms_status
need_yes(struct dms_unit *unit, struct dms_record *line, void *data,
         struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL;
    enum dms_status st = dms_unit_get(unit, "after_sales.repair_order",
                                      dms_record_int(line, "order"), &order, error);
    if (st == DMS_OK && dms_record_has(order, "settled_at"))
        st = dms_fail_field(error, DMS_DENIED, "order", "after_sales.order_closed",
                            "order=%s", dms_record_text(order, "number"));
    return st == DMS_OK ? service_need_consent(line, order, error) : st;
}

const struct dms_hook after_sales_line_work_hooks[] = {
    DMS_HOOK(.name = "after_sales/line_work:finish",
             .on = "after_sales.order_line.finish", .run = need_yes),
    { 0 },
};
