/* roles_desk.c - what the posts may do with loans, policies and plates (row 33): sellers offer
 * them to their own customers, the assistant handles them, the cashier sees what is disbursed. */
#include "desk.h"

#define WORK (DMS_READ | DMS_CREATE | DMS_UPDATE | DMS_SEE_PERSONAL)

#define SELLER(role)                                                                     \
    { role, "sales.loan", WORK, DMS_SCOPE_OWN, NULL },                                   \
        { role, "sales.instalment", DMS_READ, DMS_SCOPE_OWN, NULL },                     \
        { role, "sales.policy", WORK, DMS_SCOPE_OWN, NULL },                             \
        { role, "sales.plate_service", WORK, DMS_SCOPE_OWN, NULL },                      \
    {                                                                                    \
        role, "sales.temp_plate", DMS_READ, DMS_SCOPE_OWN, NULL                          \
    }

#define WHOLE_DESK(role)                                                                 \
    { role, "sales.loan", WORK, DMS_SCOPE_STORE, NULL },                                 \
        { role, "sales.instalment", DMS_READ, DMS_SCOPE_STORE, NULL },                   \
        { role, "sales.policy", WORK, DMS_SCOPE_STORE, NULL },                           \
        { role, "sales.plate_service", WORK, DMS_SCOPE_STORE, NULL },                    \
    {                                                                                    \
        role, "sales.temp_plate", DMS_READ | DMS_CREATE, DMS_SCOPE_STORE, NULL           \
    }

const struct dms_grant sales_desk_grants[] = {
    SELLER("sales_advisor"),
    SELLER("key_account_manager"),
    WHOLE_DESK("sales_assistant"),
    WHOLE_DESK("sales_manager"),
    { "cashier", "sales.loan", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "cashier", "sales.policy", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "caller", "sales.policy", DMS_READ, DMS_SCOPE_STORE, NULL },
    { NULL, NULL, 0, 0, NULL },
};
