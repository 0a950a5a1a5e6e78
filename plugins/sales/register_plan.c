/* register_plan.c - what planning brings to the plugin: entities, behaviours, figures. */
#include "plan.h"

static const struct dms_entity *const entities[] = {
    &sales_channel_entity,
    &sales_channel_cost_entity,
    &sales_target_entity,
    &sales_strategy_entity,
    &sales_consultation_entity,
    &sales_plan_entity,
    &sales_plan_task_entity,
    &sales_correction_entity,
    &sales_fleet_contract_entity,
    &sales_fleet_price_entity,
    &sales_meeting_entity,
    &sales_meeting_decision_entity,
    &sales_coaching_entity,
    &sales_indicator_entity,
    &sales_alert_line_entity,
    &sales_benchmark_entity,
    NULL,
};

static const struct dms_hook *const behaviours[] = {
    sales_facts_hooks,        sales_channel_hooks,   sales_check_target_hooks,
    sales_agree_target_hooks, sales_strategy_hooks,  sales_plan_hooks,
    sales_in_order_hooks,     sales_fleet_hooks,     sales_meeting_hooks,
    sales_coaching_hooks,     sales_indicator_hooks, sales_alert_line_hooks,
    sales_alert_look_hooks,   sales_benchmark_hooks, NULL,
};

static const struct dms_call_card *const calls[] = {
    sales_target_calls, sales_target_status_calls, sales_forecast_calls,
    sales_fleet_calls,  sales_stuck_calls,         sales_stock_days_calls,
    sales_alert_calls,  sales_benchmark_calls,
};

static const struct sales_part part = { entities, behaviours, sales_plan_grants };

static enum dms_status
register_calls(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
        for (const struct dms_call_card *call = calls[i];
             st == DMS_OK && call->name != NULL; call++)
            st = dms_register_call(registrar, call, error);
    return st;
}

enum dms_status
sales_register_plan(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_check(registrar, &sales_figure_check, error);
    if (st == DMS_OK)
        st = sales_register_part(registrar, &part, error);
    if (st == DMS_OK)
        st = dms_register_field(registrar, "crm.lead", &sales_lead_channel_field, error);
    if (st == DMS_OK)
        st = dms_register_timer(registrar, &sales_alert_timer, error);
    if (st == DMS_OK)
        st = register_calls(registrar, error);
    for (const struct dms_figure *figure = sales_figures;
         st == DMS_OK && figure->name != NULL; figure++)
        st = dms_register_figure(registrar, figure, error);
    return st;
}
