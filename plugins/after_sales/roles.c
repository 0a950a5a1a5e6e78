/* roles.c - the posts of the workshop and what each may do to start with (row 64). */
#include "after_sales.h"

#define WORK  (DMS_READ | DMS_CREATE | DMS_UPDATE | DMS_SEE_PERSONAL)
#define ORDER "after_sales.repair_order"

const struct dms_role after_sales_roles[] = {
    { "service_advisor" }, { "technician" }, { "service_manager" },
    { "warranty_clerk" },  { NULL },
};

const struct dms_grant after_sales_grants[] = {
    { "service_advisor", ORDER, WORK, DMS_SCOPE_STORE, NULL },
    { "service_advisor", "crm.customer", WORK, DMS_SCOPE_STORE, "id_card,credit_code" },
    { "technician", ORDER, DMS_READ | DMS_UPDATE, DMS_SCOPE_STORE, NULL },
    { "service_manager", ORDER, WORK | DMS_EXPORT | DMS_IMPORT, DMS_SCOPE_STORE, NULL },
    { "service_manager", "crm.customer", WORK, DMS_SCOPE_STORE, "id_card,credit_code" },
    { "warranty_clerk", ORDER, DMS_READ, DMS_SCOPE_STORE, NULL },
    { "receptionist", ORDER, DMS_READ | DMS_CREATE | DMS_SEE_PERSONAL, DMS_SCOPE_STORE,
      NULL },
    { "caller", ORDER, DMS_READ | DMS_SEE_PERSONAL, DMS_SCOPE_STORE, NULL },
    { "cashier", ORDER, DMS_READ | DMS_UPDATE, DMS_SCOPE_STORE, NULL },
    { "general_manager", ORDER, DMS_READ | DMS_SEE_PERSONAL | DMS_EXPORT, DMS_SCOPE_STORE,
      NULL },
    { NULL, NULL, 0, 0, NULL },
};
