/* roles.c - the posts that meet customers, and what each may do to start with (row 33). */
#include "crm.h"
#include "roles.h"

const struct dms_role crm_roles[] = {
    { "receptionist" },     { "sales_advisor" }, { "sales_manager" },   { "key_account_manager" },
    { "sales_assistant" },  { "caller" },        { "marketing" },       { "cashier" },
    { "general_manager" },  { NULL },
};

#define WORK (DMS_READ | DMS_CREATE | DMS_UPDATE | DMS_SEE_PERSONAL)

const struct dms_grant crm_grants[] = {
    { "receptionist", "crm.lead", WORK, DMS_SCOPE_STORE, NULL },
    { "receptionist", "crm.customer", WORK, DMS_SCOPE_STORE, NULL },
    { "receptionist", "crm.contact", DMS_READ | DMS_CREATE, DMS_SCOPE_STORE, NULL },
    { "sales_advisor", "crm.lead", WORK, DMS_SCOPE_OWN, NULL },
    { "sales_advisor", "crm.customer", WORK, DMS_SCOPE_OWN, NULL },
    { "sales_advisor", "crm.contact", DMS_READ | DMS_CREATE, DMS_SCOPE_OWN, NULL },
    { "key_account_manager", "crm.lead", WORK, DMS_SCOPE_OWN, NULL },
    { "key_account_manager", "crm.customer", WORK, DMS_SCOPE_OWN, NULL },
    { "key_account_manager", "crm.contact", DMS_READ | DMS_CREATE, DMS_SCOPE_OWN, NULL },
    { "sales_assistant", "crm.customer", DMS_READ | DMS_SEE_PERSONAL, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "crm.*", WORK | DMS_SEE_SENSITIVE | DMS_EXPORT | DMS_IMPORT,
      DMS_SCOPE_STORE, NULL },
    { "caller", "crm.customer", DMS_READ | DMS_UPDATE | DMS_SEE_PERSONAL, DMS_SCOPE_STORE,
      "id_card,credit_code" },
    { "caller", "crm.lead", DMS_READ | DMS_UPDATE | DMS_SEE_PERSONAL, DMS_SCOPE_STORE, NULL },
    { "caller", "crm.contact", DMS_READ | DMS_CREATE, DMS_SCOPE_STORE, NULL },
    { "marketing", "crm.lead", WORK | DMS_IMPORT, DMS_SCOPE_STORE, NULL },
    { "marketing", "crm.customer", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "cashier", "crm.customer", DMS_READ | DMS_SEE_PERSONAL, DMS_SCOPE_STORE, NULL },
    { "general_manager", "crm.*", DMS_READ | DMS_SEE_PERSONAL | DMS_EXPORT, DMS_SCOPE_STORE,
      NULL },
    { NULL, NULL, 0, 0, NULL },
};
