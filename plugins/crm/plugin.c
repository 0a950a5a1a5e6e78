/* plugin.c - the card of crm and the one door it comes in by. */
#include "crm.h"
#include "roles.h"

static enum dms_status
register_tables(struct dms_registrar *registrar, struct dms_error *error)
{
    static const struct dms_entity *const entities[] = { &crm_customer_entity,
                                                         &crm_lead_entity,
                                                         &crm_contact_entity };
    static const struct dms_check *const checks[] = { &crm_phone_check,       &crm_email_check,
                                                      &crm_id_card_check,
                                                      &crm_credit_code_check,
                                                      &crm_plate_check,       &crm_vin_check };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(checks) / sizeof(checks[0]); i++)
        st = dms_register_check(registrar, checks[i], error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(entities) / sizeof(entities[0]); i++)
        st = dms_register_entity(registrar, entities[i], error);
    return st;
}

static enum dms_status
register_behaviour(struct dms_registrar *registrar, struct dms_error *error)
{
    static const struct dms_hook *const hooks[] = { &crm_same_person_hook,
                                                    &crm_lead_defaults_hook, &crm_qualify_hook,
                                                    &crm_contact_touches_lead_hook,
                                                    &crm_contact_ends_calls_hook };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(hooks) / sizeof(hooks[0]); i++)
        st = dms_register_hook(registrar, hooks[i], error);
    if (st == DMS_OK)
        st = dms_register_call(registrar, &crm_check_call, error);
    if (st == DMS_OK)
        st = dms_register_call(registrar, &crm_purchase_call, error);
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
    for (const struct dms_role *role = crm_roles; st == DMS_OK && role->name != NULL; role++)
        st = dms_register_role(registrar, role, error);
    for (const struct dms_grant *grant = crm_grants; st == DMS_OK && grant->role != NULL; grant++)
        st = dms_register_grant(registrar, grant, error);
    return st;
}

DMS_PLUGIN(.name = "crm", .version = "1.0.0", .start = crm_start);
