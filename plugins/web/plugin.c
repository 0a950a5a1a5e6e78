/* plugin.c - the card of web: a folder of files, served by whoever serves HTTP. */
#include "dms/dms.h"

static const struct dms_assets files = { .size = sizeof(files),
                                         .flags = DMS_ASSETS_HOME,
                                         .name = "/ui",
                                         .folder = "ui",
                                         .missing = "web.not_built" };

static enum dms_status
web_start(struct dms_registrar *registrar, struct dms_error *error)
{
    return dms_register_assets(registrar, &files, error);
}

DMS_PLUGIN(.name = "web", .version = "1.0.0", .start = web_start);
