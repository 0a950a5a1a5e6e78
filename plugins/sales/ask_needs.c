/* ask_needs.c - what was asked once is not asked again: budget and words of the needs go to the
 * opportunity that has none (row 17). */
#include "showroom.h"

static enum dms_status
check_budget(struct dms_unit *unit, struct dms_record *needs, void *data,
             struct dms_error *error)
{
    (void)unit, (void)data;
    if (!dms_record_has(needs, "budget_from") || !dms_record_has(needs, "budget_to") ||
        dms_record_int(needs, "budget_from") <= dms_record_int(needs, "budget_to"))
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "budget_from", "sales.budget_upside_down",
                          "");
}

static enum dms_status
fill_opportunity(struct dms_unit *unit, struct dms_record *needs, void *data,
                 struct dms_error *error)
{
    (void)data;
    struct dms_record *deal = NULL;
    enum dms_status st = dms_unit_edit(
        unit, "sales.opportunity", dms_record_int(needs, "opportunity"), &deal, error);
    if (st == DMS_OK && !dms_record_has(deal, "budget") &&
        dms_record_has(needs, "budget_to"))
        st =
            dms_record_set_int(deal, "budget", dms_record_int(needs, "budget_to"), error);
    if (st == DMS_OK && !dms_record_has(deal, "needs") && dms_record_has(needs, "note"))
        st = dms_record_set_text(deal, "needs", dms_record_text(needs, "note"), error);
    return st == DMS_OK ? dms_unit_save(unit, deal, error) : st;
}

const struct dms_hook sales_ask_needs_hooks[] = {
    DMS_HOOK(.name = "sales/ask_needs:check", .on = "sales.needs.save",
             .run = check_budget),
    DMS_HOOK(.name = "sales/ask_needs:fill", .on = "sales.needs.save", .phase = DMS_AFTER,
             .run = fill_opportunity),
    { 0 },
};
