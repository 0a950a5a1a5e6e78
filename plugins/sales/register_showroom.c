/* register_showroom.c - what the files about the showroom bring. */
#include "showroom.h"

static const struct dms_entity *const entities[] = {
    &sales_reception_entity,   &sales_rota_entity,
    &sales_needs_entity,       &sales_model_price_entity,
    &sales_option_entity,      &sales_parameter_entity,
    &sales_display_entity,     &sales_script_entity,
    &sales_objection_entity,   &sales_maker_order_entity,
    &sales_date_notice_entity, &sales_trade_in_entity,
    &sales_gift_entity,        &sales_price_tag_entity,
    &sales_regulation_entity,  NULL,
};

static const struct dms_hook *const behaviours[] = {
    sales_receive_hooks,      sales_keep_rota_hooks,         sales_ask_needs_hooks,
    sales_keep_periods_hooks, sales_show_car_hooks,          sales_publish_script_hooks,
    sales_drive_papers_hooks, sales_track_maker_order_hooks, sales_take_trade_in_hooks,
    sales_give_gifts_hooks,   sales_show_price_hooks,        NULL,
};

static const struct sales_part part = { entities, behaviours, sales_showroom_grants };

enum dms_status
sales_register_showroom(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = sales_register_part(registrar, &part, error);
    if (st == DMS_OK)
        st = dms_register_call(registrar, &sales_compare_models_call, error);
    return st;
}
