/* roles.c - who keeps the shelves and who only looks. */
#include "parts.h"

#define WORK (DMS_READ | DMS_CREATE | DMS_UPDATE)

const struct dms_role parts_roles[] = { { "parts_clerk" }, { NULL } };

const struct dms_grant parts_grants[] = {
    { "parts_clerk", "parts.part", WORK | DMS_EXPORT | DMS_IMPORT, DMS_SCOPE_STORE,
      NULL },
    { "service_advisor", "parts.part", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "technician", "parts.part", DMS_READ, DMS_SCOPE_STORE, "list_price" },
    { "service_manager", "parts.part", DMS_READ | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { "general_manager", "parts.part", DMS_READ | DMS_EXPORT, DMS_SCOPE_STORE, NULL },
    { NULL, NULL, 0, 0, NULL },
};
