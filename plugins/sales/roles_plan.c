/* roles_plan.c - who plans, who is planned for, and who may look (rows 1 to 4, 32 to 42). */
#include "plan.h"

#define WORK (DMS_READ | DMS_CREATE | DMS_UPDATE)

const struct dms_grant sales_plan_grants[] = {
    { "receptionist", "sales.channel", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "sales_advisor", "sales.channel", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "key_account_manager", "sales.channel", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "caller", "sales.channel", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "marketing", "sales.channel", WORK, DMS_SCOPE_STORE, NULL },
    { "marketing", "sales.channel_cost", WORK, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.channel", WORK, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.channel_cost", WORK, DMS_SCOPE_STORE, NULL },
    { "sales_advisor", "sales.target", DMS_READ, DMS_SCOPE_OWN, NULL },
    { "key_account_manager", "sales.target", DMS_READ, DMS_SCOPE_OWN, NULL },
    { "sales_manager", "sales.target", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.target", WORK, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.strategy", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.consultation", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.plan", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.plan_task", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.correction", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.strategy", WORK, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.plan", WORK, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.consultation", WORK, DMS_SCOPE_STORE, NULL },
    { "general_manager", "sales.correction", WORK, DMS_SCOPE_STORE, NULL },
    { "sales_advisor", "sales.plan", DMS_READ, DMS_SCOPE_STORE, "budget" },
    { "sales_advisor", "sales.plan_task", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "marketing", "sales.strategy", DMS_READ, DMS_SCOPE_STORE, NULL },
    { NULL, NULL, 0, 0, NULL },
};
