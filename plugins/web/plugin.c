/* plugin.c - the card of web: a folder of files, served by whoever serves HTTP, and saved views. */
#include "web.h"

static const struct dms_assets files = { .size = sizeof(files),
                                         .flags = DMS_ASSETS_HOME,
                                         .name = "/ui",
                                         .folder = "ui",
                                         .missing = "web.not_built" };

static enum dms_status
register_rights(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (const struct dms_role *role = web_roles; st == DMS_OK && role->name != NULL;
         role++)
        st = dms_register_role(registrar, role, error);
    for (const struct dms_grant *grant = web_grants; st == DMS_OK && grant->role != NULL;
         grant++)
        st = dms_register_grant(registrar, grant, error);
    return st;
}

static enum dms_status
web_start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_assets(registrar, &files, error);
    if (st == DMS_OK)
        st = dms_register_entity(registrar, &web_view_entity, error);
    if (st == DMS_OK)
        st = dms_register_entity(registrar, &web_shared_view_entity, error);
    for (const struct dms_hook *hook = web_view_hooks; st == DMS_OK && hook->name != NULL;
         hook++)
        st = dms_register_hook(registrar, hook, error);
    return st == DMS_OK ? register_rights(registrar, error) : st;
}

DMS_PLUGIN(.name = "web", .version = "1.0.0", .start = web_start);
