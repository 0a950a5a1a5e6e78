/* plugin.c - the card of sales and the one door it comes in by. */
#include "desk.h"
#include "plan.h"

static const struct dms_entity *const entities[] = {
    &sales_model_entity,
    &sales_vehicle_entity,
    &sales_opportunity_entity,
    &sales_test_drive_entity,
    &sales_quote_entity,
    &sales_override_entity,
    &sales_order_entity,
    &sales_payment_entity,
    &sales_inspection_entity,
    &sales_commission_entity,
    NULL,
};

static const struct dms_hook *const behaviours[] = {
    sales_brand_hooks,
    sales_discount_hooks,
    sales_frozen_hooks,
    sales_quote_version_hooks,
    sales_quote_expires_hooks,
    sales_discount_authority_hooks,
    sales_price_floor_hooks,
    sales_override_request_hooks,
    sales_override_decide_hooks,
    sales_from_opportunity_hooks,
    sales_from_quote_hooks,
    sales_allocate_hooks,
    sales_payment_hooks,
    sales_inspection_hooks,
    sales_delivery_gate_hooks,
    sales_deliver_hooks,
    sales_funnel_hooks,
    sales_pay_commission_hooks,
    sales_cancel_hooks,
    sales_test_drive_hooks,
    NULL,
};

static const struct sales_part part = { entities, behaviours, sales_grants };

static enum dms_status
sales_start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = sales_register_part(registrar, &part, error);
    if (st == DMS_OK)
        st = dms_register_call(registrar, &sales_open_orders_call, error);
    if (st == DMS_OK)
        st = dms_register_call(registrar, &sales_lowest_price_call, error);
    if (st == DMS_OK)
        st = dms_register_timer(registrar, &sales_quote_expires_timer, error);
    if (st == DMS_OK)
        st = sales_register_deal(registrar, error);
    if (st == DMS_OK)
        st = sales_register_plan(registrar, error);
    if (st == DMS_OK)
        st = sales_register_showroom(registrar, error);
    if (st == DMS_OK)
        st = sales_register_desk(registrar, error);
    return st;
}

DMS_PLUGIN(.name = "sales", .version = "1.0.0", .start = sales_start);
