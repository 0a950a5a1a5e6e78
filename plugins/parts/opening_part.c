/* opening_part.c - a list of parts brings its opening stock along: two columns of the catalogue
 * file, written once. */
#include "average.h"
#include "parts.h"

static enum dms_status
open_stock(struct dms_unit *unit, struct dms_record *part, void *data,
           struct dms_error *error)
{
    (void)data;
    int64_t warehouse = 0, quantity = dms_record_int(part, "opening_quantity");
    bool again = false;
    if (quantity == 0 || !dms_record_changed(part, "opening_quantity"))
        return DMS_OK;
    const struct parts_lot paper = { .number = dms_record_text(part, "opening_lot") };
    enum dms_status st = parts_which_warehouse(unit, NULL, &warehouse, error);
    if (st == DMS_OK)
        st =
            parts_open_stock(unit, part, warehouse, quantity,
                             parts_amount(dms_record_int(part, "opening_cost"), quantity),
                             &paper, 0, &again, error);
    return st;
}

const struct dms_hook parts_opening_hooks[] = {
    DMS_HOOK(.name = "parts/opening", .on = "parts.part.save", .phase = DMS_AFTER,
             .run = open_stock),
    { 0 },
};
