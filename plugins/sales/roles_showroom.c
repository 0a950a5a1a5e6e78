/* roles_showroom.c - what the posts may do in the showroom (row 33): the reception meets people,
 * advisors ask, show and drive, the manager plans, everybody reads what the models are. */
#include "showroom.h"

#define WORK (DMS_READ | DMS_CREATE | DMS_UPDATE | DMS_SEE_PERSONAL)
#define PLAN (DMS_READ | DMS_CREATE | DMS_UPDATE | DMS_REMOVE)
#define KEEP (PLAN | DMS_IMPORT | DMS_EXPORT)

/* What those who sell do alike. */
#define SELLER(role)                                                                     \
    { role, "sales.reception", WORK, DMS_SCOPE_OWN, NULL },                              \
        { role, "sales.rota", DMS_READ, DMS_SCOPE_STORE, NULL },                         \
        { role, "sales.needs", WORK, DMS_SCOPE_OWN, NULL },                              \
        { role, "sales.objection", WORK, DMS_SCOPE_OWN, NULL },                          \
        { role, "sales.trade_in", WORK, DMS_SCOPE_OWN, NULL },                           \
        { role, "sales.model_price", DMS_READ, DMS_SCOPE_STORE, NULL },                  \
        { role, "sales.option", DMS_READ, DMS_SCOPE_STORE, NULL },                       \
        { role, "sales.parameter", DMS_READ, DMS_SCOPE_STORE, NULL },                    \
        { role, "sales.display", DMS_READ, DMS_SCOPE_STORE, NULL },                      \
        { role, "sales.gift", PLAN, DMS_SCOPE_OWN, NULL },                               \
        { role, "sales.price_tag", DMS_READ, DMS_SCOPE_STORE, NULL },                    \
        { role, "sales.regulation", DMS_READ, DMS_SCOPE_STORE, NULL },                   \
        { role, "sales.script", DMS_READ, DMS_SCOPE_STORE, NULL },                       \
        { role, "sales.maker_order", DMS_READ, DMS_SCOPE_STORE, NULL },                  \
    {                                                                                    \
        role, "sales.date_notice", DMS_READ | DMS_UPDATE, DMS_SCOPE_STORE, NULL          \
    }

const struct dms_grant sales_showroom_grants[] = {
    SELLER("sales_advisor"),
    SELLER("key_account_manager"),
    { "receptionist", "sales.reception", WORK, DMS_SCOPE_STORE, NULL },
    { "receptionist", "sales.rota", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "receptionist", "sales.model_price", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "receptionist", "sales.display", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "sales_assistant", "sales.maker_order", WORK, DMS_SCOPE_STORE, NULL },
    { "sales_assistant", "sales.date_notice", DMS_READ | DMS_UPDATE, DMS_SCOPE_STORE,
      NULL },
    { "sales_assistant", "sales.display", PLAN, DMS_SCOPE_STORE, NULL },
    { "sales_assistant", "sales.trade_in", DMS_READ | DMS_UPDATE | DMS_SEE_PERSONAL,
      DMS_SCOPE_STORE, NULL },
    { "cashier", "sales.trade_in", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "marketing", "sales.model_price", KEEP, DMS_SCOPE_STORE, NULL },
    { "marketing", "sales.option", KEEP, DMS_SCOPE_STORE, NULL },
    { "marketing", "sales.parameter", KEEP, DMS_SCOPE_STORE, NULL },
    { "marketing", "sales.display", PLAN, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.reception", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.rota", PLAN, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.needs", WORK, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.objection", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.trade_in", WORK, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.model_price", KEEP, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.option", KEEP, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.parameter", KEEP, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.display", PLAN, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.gift", PLAN, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.price_tag", PLAN, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.regulation", KEEP, DMS_SCOPE_STORE, NULL },
    { "marketing", "sales.price_tag", PLAN, DMS_SCOPE_STORE, NULL },
    { "marketing", "sales.regulation", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.script", DMS_READ | DMS_CREATE | DMS_UPDATE,
      DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.maker_order", WORK | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "sales.date_notice", DMS_READ | DMS_UPDATE, DMS_SCOPE_STORE,
      NULL },
    { NULL, NULL, 0, 0, NULL },
};
