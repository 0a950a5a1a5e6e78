/* plugin.c - the card of rest: its section of the configuration, and a server that comes and
 * goes with dms serve. */
#include "dms/plugin.h"

#include "imports.h"
#include "server.h"
#include "settings.h"

static enum dms_status
rest_start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_config(registrar, &rest_section, error);
    return st == DMS_OK ? import_record_register(registrar, error) : st;
}

static enum dms_status
rest_serve(struct dms_house *house, struct dms_error *error)
{
    return server_start(house, error);
}

static void
rest_stop(struct dms_house *house)
{
    server_stop(house);
}

DMS_PLUGIN(.name = "rest", .version = "1.0.0", .start = rest_start, .serve = rest_serve,
           .stop = rest_stop);
