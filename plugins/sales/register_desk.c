/* register_desk.c - what the files about finance, insurance and plates bring. */
#include "desk.h"

static const struct dms_entity *const entities[] = {
    &sales_loan_entity,          &sales_instalment_entity, &sales_policy_entity,
    &sales_plate_service_entity, &sales_temp_plate_entity, NULL,
};

static const struct dms_hook *const behaviours[] = {
    sales_plan_loan_hooks,
    sales_quote_sums_hooks,
    sales_insure_hooks,
    sales_plate_car_hooks,
    NULL,
};

static const struct sales_part part = { entities, behaviours, sales_desk_grants };

enum dms_status
sales_register_desk(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = sales_register_part(registrar, &part, error);
    if (st == DMS_OK)
        st = dms_register_timer(registrar, &sales_renewal_timer, error);
    if (st == DMS_OK)
        st = dms_register_call(registrar, &sales_instalments_call, error);
    return st;
}
