/* roles.c - what the posts of crm may do with cars, quotes, orders and money (row 33).
 *
 * Separation of duties: who sells does not take the money (会计法 §35), and what a car cost is
 * not for those who haggle over its price. */
#include "sales.h"

#define WORK (DMS_READ | DMS_CREATE | DMS_UPDATE | DMS_SEE_PERSONAL)
#define SEE  (DMS_READ | DMS_SEE_PERSONAL)
#define ALL  (WORK | DMS_SEE_SENSITIVE | DMS_REMOVE | DMS_EXPORT | DMS_IMPORT)

const struct dms_grant sales_grants[] = {
    { "receptionist", "sales.model", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "receptionist", "sales.vehicle", DMS_READ, DMS_SCOPE_STORE, "cost" },
    { "receptionist", "sales.test_drive", WORK, DMS_SCOPE_STORE, NULL },
    { "sales_advisor", "sales.model", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "sales_advisor", "sales.vehicle", DMS_READ, DMS_SCOPE_STORE, "cost" },
    { "sales_advisor", "sales.opportunity", WORK, DMS_SCOPE_OWN, NULL },
    { "sales_advisor", "sales.quote", WORK, DMS_SCOPE_OWN, NULL },
    { "sales_advisor", "sales.order", WORK, DMS_SCOPE_OWN, NULL },
    { "sales_advisor", "sales.override", WORK, DMS_SCOPE_OWN, NULL },
    { "sales_advisor", "sales.test_drive", WORK | DMS_SEE_SENSITIVE, DMS_SCOPE_STORE,
      NULL },
    { "sales_advisor", "sales.inspection", DMS_READ | DMS_CREATE, DMS_SCOPE_STORE, NULL },
    { "sales_advisor", "sales.payment", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "sales_advisor", "sales.commission", DMS_READ, DMS_SCOPE_OWN, NULL },
    { "key_account_manager", "sales.model", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "key_account_manager", "sales.vehicle", DMS_READ, DMS_SCOPE_STORE, "cost" },
    { "key_account_manager", "sales.opportunity", WORK, DMS_SCOPE_OWN, NULL },
    { "key_account_manager", "sales.quote", WORK, DMS_SCOPE_OWN, NULL },
    { "key_account_manager", "sales.order", WORK, DMS_SCOPE_OWN, NULL },
    { "key_account_manager", "sales.override", WORK, DMS_SCOPE_OWN, NULL },
    { "sales_assistant", "sales.model", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "sales_assistant", "sales.vehicle", SEE | DMS_CREATE | DMS_UPDATE | DMS_IMPORT,
      DMS_SCOPE_STORE, "cost" },
    { "sales_assistant", "sales.order", SEE | DMS_UPDATE, DMS_SCOPE_STORE, NULL },
    { "sales_assistant", "sales.inspection", DMS_READ | DMS_CREATE, DMS_SCOPE_STORE,
      NULL },
    { "sales_manager", "sales.model", WORK | DMS_IMPORT | DMS_EXPORT, DMS_SCOPE_STORE,
      NULL },
    { "sales_manager", "sales.vehicle",
      WORK | DMS_SEE_SENSITIVE | DMS_IMPORT | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.opportunity", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.quote", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.order", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.override", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.test_drive", WORK | DMS_SEE_SENSITIVE, DMS_SCOPE_STORE,
      NULL },
    { "sales_manager", "sales.inspection", DMS_READ | DMS_CREATE, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.payment", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.commission", DMS_READ | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "cashier", "sales.order", SEE, DMS_SCOPE_STORE, NULL },
    { "cashier", "sales.payment", DMS_READ | DMS_CREATE, DMS_SCOPE_STORE, NULL },
    { "caller", "sales.order", SEE, DMS_SCOPE_STORE, "price,list_price,discount,paid" },
    { "caller", "sales.vehicle", SEE, DMS_SCOPE_STORE, "cost" },
    { "marketing", "sales.model", DMS_READ | DMS_IMPORT, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.*", SEE | DMS_SEE_SENSITIVE | DMS_EXPORT, DMS_SCOPE_STORE,
      NULL },
    { "general_manager", "sales.override", WORK, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.quote", WORK, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.order", WORK, DMS_SCOPE_STORE, NULL },
    { "admin", "sales.*", ALL, DMS_SCOPE_GROUP, NULL },
    { NULL, NULL, 0, 0, NULL },
};
