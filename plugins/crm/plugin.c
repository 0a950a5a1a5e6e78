/* plugin.c - the card of crm and the one door it comes in by. */
#include "crm.h"
#include "roles.h"

static enum dms_status
register_tables(struct dms_registrar *registrar, struct dms_error *error)
{
    static const struct dms_entity *const entities[] = {
        &crm_customer_entity, &crm_lead_entity,           &crm_contact_entity,
        &crm_campaign_entity, &crm_complaint_entity,      &crm_handler_entity,
        &crm_consent_entity,  &crm_contact_person_entity, &crm_entry_entity,
        &crm_gift_entity,     &crm_gift_move_entity,      &crm_grade_change_entity,
        &crm_inquiry_entity,  &crm_marketing_plan_entity, &crm_merge_entity,
        &crm_offer_entity,    &crm_offer_use_entity,      &crm_points_entity,
        &crm_policy_entity,   &crm_preference_entity,     &crm_questionnaire_entity,
        &crm_question_entity, &crm_review_entity,         &crm_spend_entity,
        &crm_survey_entity,   &crm_answer_entity,         &crm_car_entity,
    };
    static const struct dms_check *const checks[] = {
        &crm_phone_check,       &crm_email_check, &crm_id_card_check,
        &crm_credit_code_check, &crm_plate_check, &crm_vin_check
    };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(checks) / sizeof(checks[0]); i++)
        st = dms_register_check(registrar, checks[i], error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(entities) / sizeof(entities[0]); i++)
        st = dms_register_entity(registrar, entities[i], error);
    return st;
}

static enum dms_status
register_hooks(struct dms_registrar *registrar, struct dms_error *error)
{
    static const struct dms_hook *const hooks[] = {
        &crm_campaign_hook,
        &crm_lead_campaign_hook,
        &crm_campaign_once_hook,
        &crm_campaign_send_hook,
        &crm_complaint_hook,
        &crm_complaint_file_hook,
        &crm_handler_hook,
        &crm_complaint_handler_hook,
        &crm_complaint_authority_hook,
        &crm_complaint_verify_hook,
        &crm_complaint_talk_hook,
        &crm_complaint_end_hook,
        &crm_complaint_end_file_hook,
        &crm_contact_ends_calls_hook,
        &crm_contact_in_file_hook,
        &crm_lead_in_file_hook,
        &crm_contact_person_hook,
        &crm_contact_touches_lead_hook,
        &crm_gift_move_hook,
        &crm_grade_hook,
        &crm_grade_change_hook,
        &crm_inquiry_hook,
        &crm_stop_message_hook,
        &crm_stop_call_hook,
        &crm_lead_clock_hook,
        &crm_lead_next_action_hook,
        &crm_lead_defaults_hook,
        &crm_lead_same_hook,
        &crm_lead_score_hook,
        &crm_marketing_plan_hook,
        &crm_marketing_plan_sign_hook,
        &crm_merged_customer_hook,
        &crm_merged_lead_hook,
        &crm_offer_hook,
        &crm_offer_use_hook,
        &crm_offer_give_hook,
        &crm_points_hook,
        &crm_points_balance_hook,
        &crm_policy_hook,
        &crm_qualify_hook,
        &crm_question_hook,
        &crm_questionnaire_hook,
        &crm_same_person_hook,
        &crm_spend_hook,
        &crm_survey_plan_hook,
        &crm_answer_hook,
        &crm_survey_score_hook,
        &crm_survey_file_hook,
        &crm_car_hook,
        &crm_verify_hook,
    };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(hooks) / sizeof(hooks[0]); i++)
        st = dms_register_hook(registrar, hooks[i], error);
    return st;
}

static enum dms_status
register_calls(struct dms_registrar *registrar, struct dms_error *error)
{
    static const struct dms_call_card *const calls[] = {
        &crm_campaign_result_call,
        &crm_may_contact_call,
        &crm_may_follow_up_call,
        &crm_contact_tree_call,
        &crm_duplicates_call,
        &crm_regrade_call,
        &crm_merge_preview_call,
        &crm_merge_call,
        &crm_merge_undo_call,
        &crm_profile_call,
        &crm_purchase_call,
        &crm_reception_call,
        &crm_remember_call,
        &crm_complaint_report_call,
        &crm_similar_call,
        &crm_base_call,
        &crm_nps_call,
        &crm_value_call,
        &crm_timeline_call,
        &crm_check_call,
        &crm_verify_call,
    };
    static const struct dms_timer_handler *const timers[] = {
        &crm_campaign_send_timer,
        &crm_review_timer,
    };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(calls) / sizeof(calls[0]); i++)
        st = dms_register_call(registrar, calls[i], error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(timers) / sizeof(timers[0]); i++)
        st = dms_register_timer(registrar, timers[i], error);
    return st;
}

static enum dms_status
register_behaviour(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = register_hooks(registrar, error);
    if (st == DMS_OK)
        st = register_calls(registrar, error);
    for (const struct dms_subscriber *ear = crm_plate_subscribers;
         st == DMS_OK && ear->name != NULL; ear++)
        st = dms_register_subscriber(registrar, ear, error);
    if (st == DMS_OK)
        st = dms_register_importer(registrar, &crm_adf_importer, error);
    return st;
}

static enum dms_status
crm_start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = register_tables(registrar, error);
    if (st == DMS_OK)
        st = register_behaviour(registrar, error);
    for (const struct dms_figure *figure = crm_figures;
         st == DMS_OK && figure->name != NULL; figure++)
        st = dms_register_figure(registrar, figure, error);
    for (const struct dms_role *role = crm_roles; st == DMS_OK && role->name != NULL;
         role++)
        st = dms_register_role(registrar, role, error);
    for (const struct dms_grant *grant = crm_grants; st == DMS_OK && grant->role != NULL;
         grant++)
        st = dms_register_grant(registrar, grant, error);
    return st;
}

DMS_PLUGIN(.name = "crm", .version = "1.0.0", .start = crm_start);
