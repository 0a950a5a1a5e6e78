/* crm.h - what the files of this plugin share: its tables, one name per behaviour. */
#ifndef CRM_CRM_H
#define CRM_CRM_H

#include "dms/dms.h"

/* Characters of what a customer may say in a lead. */
#define CRM_LEAD_TEXT 8000

extern const struct dms_entity crm_customer_entity;
extern const struct dms_entity crm_lead_entity;
extern const struct dms_entity crm_contact_entity;
extern const struct dms_entity crm_campaign_entity;
extern const struct dms_entity crm_complaint_entity;
extern const struct dms_entity crm_handler_entity;
extern const struct dms_entity crm_consent_entity;
extern const struct dms_entity crm_contact_person_entity;
extern const struct dms_entity crm_entry_entity;
extern const struct dms_entity crm_gift_entity;
extern const struct dms_entity crm_gift_move_entity;
extern const struct dms_entity crm_grade_change_entity;
extern const struct dms_entity crm_inquiry_entity;
extern const struct dms_entity crm_marketing_plan_entity;
extern const struct dms_entity crm_merge_entity;
extern const struct dms_entity crm_offer_entity;
extern const struct dms_entity crm_offer_use_entity;
extern const struct dms_entity crm_points_entity;
extern const struct dms_entity crm_policy_entity;
extern const struct dms_entity crm_preference_entity;
extern const struct dms_entity crm_questionnaire_entity;
extern const struct dms_entity crm_question_entity;
extern const struct dms_entity crm_review_entity;
extern const struct dms_entity crm_spend_entity;
extern const struct dms_entity crm_survey_entity;
extern const struct dms_entity crm_answer_entity;
extern const struct dms_entity crm_car_entity;

/* Where a lead or a customer first came from (rows 10, 11); ends with NULL. */
extern const char *const crm_sources[];

extern const struct dms_check crm_phone_check;
extern const struct dms_check crm_email_check;
extern const struct dms_check crm_id_card_check;
extern const struct dms_check crm_credit_code_check;
extern const struct dms_check crm_plate_check;
extern const struct dms_check crm_vin_check;

extern const struct dms_hook crm_campaign_hook;
extern const struct dms_hook crm_lead_campaign_hook;
extern const struct dms_hook crm_campaign_once_hook;
extern const struct dms_hook crm_campaign_send_hook;
extern const struct dms_hook crm_complaint_hook;
extern const struct dms_hook crm_complaint_file_hook;
extern const struct dms_hook crm_handler_hook;
extern const struct dms_hook crm_complaint_handler_hook;
extern const struct dms_hook crm_complaint_authority_hook;
extern const struct dms_hook crm_complaint_verify_hook;
extern const struct dms_hook crm_complaint_talk_hook;
extern const struct dms_hook crm_complaint_end_hook;
extern const struct dms_hook crm_complaint_end_file_hook;
extern const struct dms_hook crm_contact_ends_calls_hook;
extern const struct dms_hook crm_contact_in_file_hook;
extern const struct dms_hook crm_lead_in_file_hook;
extern const struct dms_hook crm_contact_person_hook;
extern const struct dms_hook crm_contact_touches_lead_hook;
extern const struct dms_hook crm_gift_move_hook;
extern const struct dms_hook crm_grade_hook;
extern const struct dms_hook crm_grade_change_hook;
extern const struct dms_hook crm_inquiry_hook;
extern const struct dms_hook crm_stop_message_hook;
extern const struct dms_hook crm_stop_call_hook;
extern const struct dms_hook crm_lead_clock_hook;
extern const struct dms_hook crm_lead_next_action_hook;
extern const struct dms_hook crm_lead_defaults_hook;
extern const struct dms_hook crm_lead_same_hook;
extern const struct dms_hook crm_lead_score_hook;
extern const struct dms_hook crm_marketing_plan_hook;
extern const struct dms_hook crm_marketing_plan_sign_hook;
extern const struct dms_hook crm_merged_customer_hook;
extern const struct dms_hook crm_merged_lead_hook;
extern const struct dms_hook crm_offer_hook;
extern const struct dms_hook crm_offer_use_hook;
extern const struct dms_hook crm_offer_give_hook;
extern const struct dms_hook crm_points_hook;
extern const struct dms_hook crm_points_balance_hook;
extern const struct dms_hook crm_policy_hook;
extern const struct dms_hook crm_qualify_hook;
extern const struct dms_hook crm_question_hook;
extern const struct dms_hook crm_questionnaire_hook;
extern const struct dms_hook crm_same_person_hook;
extern const struct dms_hook crm_spend_hook;
extern const struct dms_hook crm_survey_plan_hook;
extern const struct dms_hook crm_answer_hook;
extern const struct dms_hook crm_survey_score_hook;
extern const struct dms_hook crm_survey_file_hook;
extern const struct dms_hook crm_car_hook;
extern const struct dms_subscriber crm_plate_subscribers[]; /* ends with a NULL name */
extern const struct dms_hook crm_verify_hook;

extern const struct dms_call_card crm_campaign_result_call;
extern const struct dms_call_card crm_may_contact_call;
extern const struct dms_call_card crm_may_follow_up_call;
extern const struct dms_call_card crm_contact_tree_call;
extern const struct dms_call_card crm_duplicates_call;
extern const struct dms_call_card crm_regrade_call;
extern const struct dms_call_card crm_merge_preview_call;
extern const struct dms_call_card crm_merge_call;
extern const struct dms_call_card crm_merge_undo_call;
extern const struct dms_call_card crm_profile_call;
extern const struct dms_call_card crm_purchase_call;
extern const struct dms_call_card crm_reception_call;
extern const struct dms_call_card crm_remember_call;
extern const struct dms_call_card crm_complaint_report_call;
extern const struct dms_call_card crm_similar_call;
extern const struct dms_call_card crm_base_call;
extern const struct dms_call_card crm_nps_call;
extern const struct dms_call_card crm_value_call;
extern const struct dms_call_card crm_timeline_call;
extern const struct dms_call_card crm_check_call;
extern const struct dms_call_card crm_verify_call;

extern const struct dms_timer_handler crm_campaign_send_timer;
extern const struct dms_timer_handler crm_review_timer;

/* Ends with a figure without a name. */
extern const struct dms_figure crm_figures[];

/* The step after a talk without a date of its own: the brand's decision (row 12). */
enum dms_status crm_plan_next_action(struct dms_unit *unit, struct dms_record *lead,
                                     struct dms_error *error);
/* Refuses ends_on before starts_on. */
enum dms_status crm_want_period(const struct dms_record *record, struct dms_error *error);
/* The first answer to a complaint, once. */
enum dms_status crm_note_response(struct dms_record *complaint, int64_t at,
                                  struct dms_error *error);
enum dms_status crm_remember_complaint(struct dms_unit *unit,
                                       const struct dms_record *complaint,
                                       const char *title_key, struct dms_error *error);
/* The store's review of this period opens when the period is over. */
enum dms_status crm_review_plan(struct dms_unit *unit, int64_t store,
                                struct dms_error *error);
/* The normal form of what somebody typed. Scratch. */
const char *crm_normal_phone(struct dms_unit *unit, const char *typed);
const char *crm_normal_plate(struct dms_unit *unit, const char *typed);

extern const struct dms_importer crm_adf_importer;

#endif
