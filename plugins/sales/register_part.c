/* register_part.c - what every part of the plugin brings: tables, behaviours, rights. */
#include "sales.h"

static enum dms_status
register_behaviours(struct dms_registrar *registrar, const struct dms_hook *const *lists,
                    struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (; st == DMS_OK && *lists != NULL; lists++)
        for (const struct dms_hook *hook = *lists; st == DMS_OK && hook->name != NULL;
             hook++)
            st = dms_register_hook(registrar, hook, error);
    return st;
}

enum dms_status
sales_register_part(struct dms_registrar *registrar, const struct sales_part *part,
                    struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (const struct dms_entity *const *entity = part->entities;
         st == DMS_OK && *entity != NULL; entity++)
        st = dms_register_entity(registrar, *entity, error);
    if (st == DMS_OK)
        st = register_behaviours(registrar, part->behaviours, error);
    for (const struct dms_grant *grant = part->grants;
         st == DMS_OK && grant->role != NULL; grant++)
        st = dms_register_grant(registrar, grant, error);
    return st;
}
