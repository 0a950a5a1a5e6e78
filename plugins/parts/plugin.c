/* plugin.c - the card of parts and the one door it comes in by. */
#include "parts.h"

static enum dms_status
parts_start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_entity(registrar, &parts_part_entity, error);
    if (st == DMS_OK)
        st = dms_register_hook(registrar, &parts_limits_hook, error);
    for (const struct dms_role *role = parts_roles; st == DMS_OK && role->name != NULL;
         role++)
        st = dms_register_role(registrar, role, error);
    for (const struct dms_grant *grant = parts_grants;
         st == DMS_OK && grant->role != NULL; grant++)
        st = dms_register_grant(registrar, grant, error);
    return st;
}

DMS_PLUGIN(.name = "parts", .version = "1.0.0", .start = parts_start);
