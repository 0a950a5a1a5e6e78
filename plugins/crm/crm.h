/* crm.h - what the files of this plugin share: its tables, one name per behaviour. */
#ifndef CRM_CRM_H
#define CRM_CRM_H

#include "dms/dms.h"

/* Characters of what a customer may say in a lead. */
#define CRM_LEAD_TEXT 8000

extern const struct dms_entity crm_customer_entity;
extern const struct dms_entity crm_lead_entity;
extern const struct dms_entity crm_contact_entity;

/* Where a lead or a customer first came from (rows 10, 11); ends with NULL. */
extern const char *const crm_sources[];

extern const struct dms_check crm_phone_check;
extern const struct dms_check crm_email_check;
extern const struct dms_check crm_id_card_check;
extern const struct dms_check crm_credit_code_check;
extern const struct dms_check crm_plate_check;
extern const struct dms_check crm_vin_check;
extern const struct dms_call_card crm_check_call;

extern const struct dms_hook crm_same_person_hook;
extern const struct dms_hook crm_lead_defaults_hook;
extern const struct dms_hook crm_qualify_hook;
extern const struct dms_hook crm_contact_touches_lead_hook;
extern const struct dms_hook crm_contact_ends_calls_hook;
extern const struct dms_call_card crm_purchase_call;

extern const struct dms_importer crm_adf_importer;

#endif
