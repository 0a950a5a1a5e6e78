/* roles.c - who keeps the shelves, who decides, who only looks.
 *
 * What parts cost is for those who buy, value and answer for them; the counter and the workshop
 * see what is there and what it sells for. The ledger is read, never written, by anybody. */
#include "parts.h"

#define WORK (DMS_READ | DMS_CREATE | DMS_UPDATE)
#define LEAD (WORK | DMS_EXPORT | DMS_IMPORT)

const struct dms_role parts_roles[] = {
    { "parts_clerk" },
    { "parts_manager" },
    { NULL },
};

const struct dms_grant parts_grants[] = {
    { "parts_clerk", "parts.part", LEAD, DMS_SCOPE_STORE,
      "opening_quantity,opening_cost" },
    { "parts_clerk", "parts.adjustment", WORK, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.stocktake", WORK, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.stocktake_line", DMS_READ | DMS_EXPORT, DMS_SCOPE_STORE,
      NULL },
    { "parts_clerk", "parts.count", DMS_READ | DMS_CREATE | DMS_IMPORT, DMS_SCOPE_STORE,
      NULL },
    { "parts_clerk", "parts.transfer", WORK, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.transfer_line", WORK | DMS_REMOVE, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.arrival", DMS_READ | DMS_UPDATE, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.arrival_line", DMS_READ | DMS_UPDATE, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.supersession", LEAD, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.warehouse", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.bin", WORK | DMS_IMPORT, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.lot", WORK, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.stock", DMS_READ | DMS_UPDATE | DMS_EXPORT, DMS_SCOPE_STORE,
      NULL },
    { "parts_clerk", "parts.movement", DMS_READ | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.reservation", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "parts_clerk", "parts.demand", DMS_READ | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "parts_manager", "parts.*", LEAD, DMS_SCOPE_STORE, NULL },
    { "service_advisor", "parts.part", DMS_READ, DMS_SCOPE_STORE,
      "opening_quantity,opening_cost" },
    { "service_advisor", "parts.stock", DMS_READ, DMS_SCOPE_STORE, "value" },
    { "service_advisor", "parts.reservation", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "technician", "parts.part", DMS_READ, DMS_SCOPE_STORE,
      "list_price,opening_quantity,opening_cost" },
    { "technician", "parts.stock", DMS_READ, DMS_SCOPE_STORE, "value" },
    { "service_manager", "parts.part", DMS_READ | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "service_manager", "parts.stock", DMS_READ | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "service_manager", "parts.reservation", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "general_manager", "parts.*", DMS_READ | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "general_manager", "parts.adjustment", WORK, DMS_SCOPE_STORE, NULL },
    { "general_manager", "parts.stocktake", DMS_READ | DMS_UPDATE, DMS_SCOPE_STORE,
      NULL },
    { NULL, NULL, 0, 0, NULL },
};
