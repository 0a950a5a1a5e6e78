/* main.c - wires the rooms; the only file that knows them all.
 *
 * It is part of the library, so that the executable, the plugins and a test that opens a
 * house of its own share one core. */
#include "base/error.h"
#include "cli/cli.h"
#include "plugin/parked.h"
#include "plugin/plugin.h"
#include "script/script.h"
#include "unit/clockwork.h"
#include "unit/nobody.h"
#include "unit/teller.h"

/* The Lua host declares itself before the plugins, as owner "script". */
static enum dms_status
add_rule_host(struct dms_house *house, struct dms_error *error)
{
    struct dms_registrar *registrar = registrar_create(house, script_card.name);
    struct house_plugin *plugin = memory_get(sizeof(*plugin));
    *plugin = (struct house_plugin){ script_card.name, script_card.version, NULL,
                                     &script_card, NULL };
    list_add(&house->plugins, plugin);
    house_add(house, registrar);
    return script_card.start(registrar, error);
}

/* Rules that cannot run are a notice, like a plugin that cannot load: the shop opens. */
static enum dms_status
start_rules(struct dms_house *house, struct dms_error *error)
{
    struct dms_error reason = { 0 };
    enum dms_status st = script_activate(house, &reason);
    if (st != DMS_STORAGE && st != DMS_FULL && st != DMS_BUSY)
        return DMS_OK;
    error_copy(error, &reason);
    return st;
}

enum dms_status
dms_house_open(const char *dir, const struct dms_house_options *options,
               struct dms_house **house, struct dms_error *error)
{
    struct dms_house *opened = NULL;
    *house = NULL;
    enum dms_status st = house_open(dir, options, &opened, error);
    if (st != DMS_OK)
        return st;
    st = add_rule_host(opened, error);
    if (st == DMS_OK)
        st = plugin_load_all(opened, error);
    if (st == DMS_OK)
        st = house_ready(opened, error);
    if (st == DMS_OK)
        st = parked_remember(opened, error);
    if (st == DMS_OK)
        st = start_rules(opened, error);
    if (st == DMS_OK)
        nobody_tell(opened);
    if (st == DMS_OK)
        *house = opened;
    else
        dms_house_close(opened);
    return st;
}

enum dms_status
dms_house_serve(struct dms_house *house, struct dms_error *error)
{
    config_log(house->config);
    enum dms_status st = teller_start_thread(house->teller, error);
    if (st == DMS_OK)
        st = clockwork_start_thread(house->clockwork, error);
    if (st == DMS_OK)
        st = script_watch(house, error);
    if (st == DMS_OK)
        st = plugin_serve_all(house, error);
    return st;
}

/* Who brings work from outside stops first, the rules go last: threads that are being
 * stopped may still run one. */
void
dms_house_close(struct dms_house *house)
{
    if (house == NULL)
        return;
    plugin_stop_all(house);
    script_unwatch(house);
    house_close(house);
    script_stop(house);
}

static const struct cli_rooms rooms = { .open = dms_house_open,
                                        .close = dms_house_close,
                                        .quiet = plugin_stop_all,
                                        .plugin_check = plugin_check,
                                        .plugin_gather = plugin_gather,
                                        .plugin_new = plugin_new,
                                        .rules_test = script_test,
                                        .rules_eval = script_eval };

int
dms_main(int argc, char **argv)
{
    plugin_crash_watch();
    return cli_run(&rooms, argc, argv);
}
