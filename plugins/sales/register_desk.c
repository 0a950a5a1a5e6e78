/* register_desk.c - what the files about finance, insurance and plates bring. */
#include "desk.h"

static const struct dms_entity *const entities[] = {
    &sales_loan_entity,          &sales_instalment_entity, &sales_policy_entity,
    &sales_plate_service_entity, &sales_temp_plate_entity,
};

static const struct dms_hook *const behaviours[] = {
    sales_plan_loan_hooks,
    sales_quote_sums_hooks,
    sales_insure_hooks,
    sales_plate_car_hooks,
};

static enum dms_status
register_hooks(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < sizeof(behaviours) / sizeof(behaviours[0]); i++)
        for (const struct dms_hook *hook = behaviours[i];
             st == DMS_OK && hook->name != NULL; hook++)
            st = dms_register_hook(registrar, hook, error);
    return st;
}

enum dms_status
sales_register_desk(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(entities) / sizeof(entities[0]); i++)
        st = dms_register_entity(registrar, entities[i], error);
    if (st == DMS_OK)
        st = register_hooks(registrar, error);
    if (st == DMS_OK)
        st = dms_register_timer(registrar, &sales_renewal_timer, error);
    if (st == DMS_OK)
        st = dms_register_call(registrar, &sales_instalments_call, error);
    for (const struct dms_grant *grant = sales_desk_grants;
         st == DMS_OK && grant->role != NULL; grant++)
        st = dms_register_grant(registrar, grant, error);
    return st;
}
