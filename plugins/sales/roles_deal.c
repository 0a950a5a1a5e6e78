/* roles_deal.c - what the posts may do with the papers and the money of a deal (row 33).
 *
 * What a deal leaves is for those who answer for it; money held for others passes through the
 * cashier's hands alone; a correction of what somebody earned is his manager's. */
#include "deal.h"

#define WORK (DMS_READ | DMS_CREATE | DMS_UPDATE | DMS_SEE_PERSONAL)
#define ADD  (DMS_READ | DMS_CREATE)
#define TICK (DMS_READ | DMS_UPDATE)
#define ALL  (WORK | DMS_SEE_SENSITIVE | DMS_EXPORT)

const struct dms_grant sales_deal_grants[] = {
    { "sales_advisor", "sales.contract", WORK | DMS_SEE_SENSITIVE, DMS_SCOPE_OWN, NULL },
    { "sales_advisor", "sales.check_item", TICK, DMS_SCOPE_STORE, NULL },
    { "sales_advisor", "sales.stage", DMS_READ, DMS_SCOPE_OWN, NULL },
    { "sales_advisor", "sales.held_money", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "sales_advisor", "sales.bonus", DMS_READ, DMS_SCOPE_OWN, NULL },
    { "key_account_manager", "sales.contract", WORK | DMS_SEE_SENSITIVE, DMS_SCOPE_OWN,
      NULL },
    { "key_account_manager", "sales.check_item", TICK, DMS_SCOPE_STORE, NULL },
    { "key_account_manager", "sales.stage", DMS_READ, DMS_SCOPE_OWN, NULL },
    { "key_account_manager", "sales.bonus", DMS_READ, DMS_SCOPE_OWN, NULL },
    { "sales_assistant", "sales.contract", WORK | DMS_SEE_SENSITIVE, DMS_SCOPE_STORE,
      NULL },
    { "sales_assistant", "sales.check_item", TICK, DMS_SCOPE_STORE, NULL },
    { "sales_assistant", "sales.held_money", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "sales_assistant", "sales.deal_cost", ADD, DMS_SCOPE_STORE, NULL },
    { "cashier", "sales.held_money", ADD, DMS_SCOPE_STORE, NULL },
    { "cashier", "sales.deal_cost", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.contract", ALL, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.check_item", TICK, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.stage", DMS_READ | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.held_money", DMS_READ | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.deal_cost", ADD | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.deal_line", ADD | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.commission", ADD | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.bonus", ADD | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.contract", ALL, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.deal_cost", ADD, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.deal_line", ADD, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.commission", ADD, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.bonus", ADD, DMS_SCOPE_STORE, NULL },
    { NULL, NULL, 0, 0, NULL },
};
