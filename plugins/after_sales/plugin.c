/* plugin.c - the card of after_sales and the one door it comes in by. */
#include "after_sales.h"

static const struct dms_entity *const entities[] = {
    &after_sales_car_entity,
    &after_sales_bay_entity,
    &after_sales_tool_entity,
    &after_sales_appointment_entity,
    &after_sales_repair_order_entity,
    &after_sales_operation_entity,
    &after_sales_operation_time_entity,
    &after_sales_labor_rate_entity,
    &after_sales_order_line_entity,
    &after_sales_consent_entity,
    &after_sales_settlement_entity,
    &after_sales_write_off_entity,
    &after_sales_voucher_entity,
    &after_sales_service_card_entity,
    &after_sales_payment_entity,
    &after_sales_top_up_entity,
    &after_sales_walkround_entity,
    &after_sales_certificate_entity,
    &after_sales_clocking_entity,
    &after_sales_check_entity,
    &after_sales_evaluation_entity,
    &after_sales_standard_entity,
    &after_sales_quality_round_entity,
    &after_sales_rescue_entity,
    &after_sales_campaign_entity,
    &after_sales_campaign_scope_entity,
    &after_sales_recall_car_entity,
    &after_sales_maintenance_rule_entity,
    &after_sales_package_entity,
    &after_sales_entitlement_entity,
    &after_sales_entitlement_use_entity,
    &after_sales_repair_record_entity,
    &after_sales_guarantee_case_entity,
    &after_sales_loaner_entity,
};

static const struct dms_hook *const behaviours[] = {
    after_sales_which_car_hooks,     after_sales_brand_hooks,
    after_sales_reception_hooks,     after_sales_price_line_hooks,
    after_sales_line_work_hooks,     after_sales_consent_hooks,
    after_sales_settle_hooks,        after_sales_pay_hooks,
    after_sales_deliver_hooks,       after_sales_parts_link_hooks,
    after_sales_book_hooks,          after_sales_appointment_day_hooks,
    after_sales_record_repair_hooks, after_sales_recall_hooks,
    after_sales_rescue_hooks,        after_sales_figures_hooks,
    after_sales_remember_hooks,      after_sales_entitlement_hooks,
    after_sales_package_hooks,       after_sales_maintenance_due_hooks,
    after_sales_comeback_hooks,      after_sales_same_job_hooks,
    after_sales_guarantee_hooks,     after_sales_guarantee_case_hooks,
    after_sales_dispatch_hooks,      after_sales_clock_hooks,
    after_sales_inspect_hooks,       after_sales_write_off_hooks,
};

static const struct dms_call_card *const questions[] = {
    after_sales_parts_link_calls,  after_sales_capacity_calls,
    after_sales_appointment_calls, after_sales_guarantee_calls,
    after_sales_recall_calls,      after_sales_star_calls,
    after_sales_figures_calls,     after_sales_margin_calls,
    after_sales_receivable_calls,  after_sales_maintenance_calls,
    after_sales_package_calls,
};

static enum dms_status
register_questions(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
        for (const struct dms_call_card *call = questions[i];
             st == DMS_OK && call->name != NULL; call++)
            st = dms_register_call(registrar, call, error);
    return st;
}

static const struct dms_timer_handler *const alarms[] = {
    after_sales_appointment_timers,
    after_sales_recall_timers,
};

static enum dms_status
register_alarms(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < sizeof(alarms) / sizeof(alarms[0]); i++)
        for (const struct dms_timer_handler *alarm = alarms[i];
             st == DMS_OK && alarm->name != NULL; alarm++)
            st = dms_register_timer(registrar, alarm, error);
    return st;
}

static enum dms_status
register_behaviours(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < sizeof(behaviours) / sizeof(behaviours[0]); i++)
        for (const struct dms_hook *hook = behaviours[i];
             st == DMS_OK && hook->name != NULL; hook++)
            st = dms_register_hook(registrar, hook, error);
    return st;
}

static enum dms_status
register_posts(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (const struct dms_role *role = after_sales_roles;
         st == DMS_OK && role->name != NULL; role++)
        st = dms_register_role(registrar, role, error);
    for (const struct dms_grant *grant = after_sales_grants;
         st == DMS_OK && grant->role != NULL; grant++)
        st = dms_register_grant(registrar, grant, error);
    return st;
}

static enum dms_status
register_indicators(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (const struct dms_figure *figure = service_indicators;
         st == DMS_OK && figure->name != NULL; figure++)
        st = dms_register_figure(registrar, figure, error);
    return st;
}

static enum dms_status
after_sales_start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(entities) / sizeof(entities[0]); i++)
        st = dms_register_entity(registrar, entities[i], error);
    if (st == DMS_OK)
        st = register_behaviours(registrar, error);
    if (st == DMS_OK)
        st = register_questions(registrar, error);
    if (st == DMS_OK)
        st = register_alarms(registrar, error);
    if (st == DMS_OK)
        st = dms_register_subscriber(registrar, &after_sales_car_sold_subscriber, error);
    if (st == DMS_OK)
        st = dms_register_subscriber(registrar, &after_sales_plate_subscriber, error);
    for (const struct dms_importer *importer = after_sales_star_importers;
         st == DMS_OK && importer->name != NULL; importer++)
        st = dms_register_importer(registrar, importer, error);
    for (const struct dms_subscriber *ear = after_sales_recall_subscribers;
         st == DMS_OK && ear->name != NULL; ear++)
        st = dms_register_subscriber(registrar, ear, error);
    if (st == DMS_OK)
        st = register_indicators(registrar, error);
    return st == DMS_OK ? register_posts(registrar, error) : st;
}

DMS_PLUGIN(.name = "after_sales", .version = "1.0.0", .start = after_sales_start);
