/* plugin.c - the card of after_sales and the one door it comes in by. */
#include "after_sales.h"

static enum dms_status
after_sales_start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st =
        dms_register_entity(registrar, &after_sales_repair_order_entity, error);
    if (st == DMS_OK)
        st = dms_register_hook(registrar, &after_sales_which_car_hook, error);
    for (const struct dms_role *role = after_sales_roles;
         st == DMS_OK && role->name != NULL; role++)
        st = dms_register_role(registrar, role, error);
    for (const struct dms_grant *grant = after_sales_grants;
         st == DMS_OK && grant->role != NULL; grant++)
        st = dms_register_grant(registrar, grant, error);
    return st;
}

DMS_PLUGIN(.name = "after_sales", .version = "1.0.0", .start = after_sales_start);
