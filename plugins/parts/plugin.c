/* plugin.c - the card of parts and the one door it comes in by. */
#include "parts.h"

static const struct dms_entity *const entities[] = {
    &parts_part_entity,
    &parts_warehouse_entity,
    &parts_bin_entity,
    &parts_lot_entity,
    &parts_stock_entity,
    &parts_movement_entity,
    &parts_reservation_entity,
    &parts_demand_entity,
    &parts_supersession_entity,
    &parts_adjustment_entity,
    &parts_stocktake_entity,
    &parts_stocktake_line_entity,
    &parts_count_entity,
    &parts_transfer_entity,
    &parts_transfer_line_entity,
    &parts_arrival_entity,
    &parts_arrival_line_entity,
    &parts_supplier_entity,
    &parts_supplier_score_entity,
    &parts_purchase_entity,
    &parts_purchase_line_entity,
    &parts_receipt_entity,
    &parts_receipt_line_entity,
    &parts_invoice_entity,
    &parts_invoice_line_entity,
    &parts_sale_entity,
    &parts_sale_line_entity,
    &parts_sale_return_entity,
    &parts_sales_target_entity,
    &parts_agreement_entity,
    &parts_notice_entity,
    &parts_rebate_entity,
    &parts_consultation_entity,
    &parts_lender_entity,
    &parts_loan_product_entity,
    &parts_access_entity,
    &parts_condition_check_entity,
    &parts_assessment_entity,
    &parts_shortage_entity,
    &parts_clearance_entity,
};

static const struct dms_hook *const behaviours[] = {
    parts_limits_hooks,   parts_reassess_hooks,   parts_supersession_hooks,
    parts_opening_hooks,  parts_adjustment_hooks, parts_stocktake_hooks,
    parts_count_hooks,    parts_transfer_hooks,   parts_arrival_hooks,
    parts_supplier_hooks, parts_purchase_hooks,   parts_receipt_hooks,
    parts_invoice_hooks,  parts_sale_hooks,       parts_sales_target_hooks,
    parts_partner_hooks,  parts_safety_hooks,     parts_remember_sale_hooks,
    parts_shortage_hooks, parts_clearance_hooks,
};

static const struct dms_call_card *const calls[] = {
    parts_reserve_calls,      parts_issue_calls,   parts_return_calls,
    parts_availability_calls, parts_price_calls,   parts_opening_calls,
    parts_ledger_calls,       parts_sales_calls,   parts_assessment_calls,
    parts_suggest_calls,      parts_outlook_calls, parts_figures_calls,
};

static const struct dms_timer_handler *const timers[] = {
    &parts_reservation_timer,
    &parts_reassess_timer,
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static enum dms_status
register_entities(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < COUNT(entities); i++)
        st = dms_register_entity(registrar, entities[i], error);
    return st;
}

static enum dms_status
register_behaviours(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < COUNT(behaviours); i++)
        for (const struct dms_hook *hook = behaviours[i];
             st == DMS_OK && hook->name != NULL; hook++)
            st = dms_register_hook(registrar, hook, error);
    for (size_t i = 0; i < COUNT(calls); i++)
        for (const struct dms_call_card *call = calls[i];
             st == DMS_OK && call->name != NULL; call++)
            st = dms_register_call(registrar, call, error);
    for (size_t i = 0; st == DMS_OK && i < COUNT(timers); i++)
        st = dms_register_timer(registrar, timers[i], error);
    if (st == DMS_OK)
        st = dms_register_importer(registrar, &parts_history_importer, error);
    return st;
}

static enum dms_status
register_indicators(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (const struct dms_figure *figure = parts_indicators;
         st == DMS_OK && figure->name != NULL; figure++)
        st = dms_register_figure(registrar, figure, error);
    return st;
}

static enum dms_status
parts_start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = register_entities(registrar, error);
    if (st == DMS_OK)
        st = register_behaviours(registrar, error);
    if (st == DMS_OK)
        st = register_indicators(registrar, error);
    for (const struct dms_role *role = parts_roles; st == DMS_OK && role->name != NULL;
         role++)
        st = dms_register_role(registrar, role, error);
    for (const struct dms_grant *grant = parts_grants;
         st == DMS_OK && grant->role != NULL; grant++)
        st = dms_register_grant(registrar, grant, error);
    return st;
}

DMS_PLUGIN(.name = "parts", .version = "1.0.0", .start = parts_start);
