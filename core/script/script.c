/* script.c - the card of the Lua host, as if it were a plugin, and its doors for main.c. */
#include "script/script.h"

#include "script/approval.h"
#include "script/backtest.h"
#include "script/host.h"
#include "script/register.h"
#include "script/version.h"
#include "script/watch.h"

/* A record runs on a version that is not loaded: its files are records too. */
static enum dms_status
fill_version(struct dms_registrar *registrar, int64_t version, void *data,
             struct dms_error *error)
{
    struct script_host *host = data;
    struct ruleset *rules = host_version(host, version);
    if (rules == NULL) {
        struct source_list sources = { 0 };
        enum dms_status st = version_load(host, &version, &sources, error);
        if (st != DMS_OK)
            return st;
        rules = ruleset_create(host, &sources);
        rules->version = version;
        host_keep(host, rules);
        ruleset_retire(rules);
    }
    enum dms_status st = ruleset_verdict(rules, error);
    return st == DMS_OK ? register_workflows(registrar, rules, error) : st;
}

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    struct script_host *host = host_of(dms_registrar_house(registrar));
    enum dms_status st = dms_register_entity(registrar, &version_ruleset, error);
    if (st == DMS_OK)
        st = dms_register_entity(registrar, &version_rule_file, error);
    if (st == DMS_OK)
        st = dms_register_entity(registrar, &version_activation, error);
    if (st == DMS_OK)
        st = calls_register(registrar, host, error);
    if (st == DMS_OK)
        st = calls_register_versions(registrar, host, error);
    if (st == DMS_OK)
        st = backtest_register(registrar, host, error);
    if (st == DMS_OK)
        st = approval_register(registrar, host, error);
    return st == DMS_OK ? dms_register_versions(registrar, fill_version, host, error) : st;
}

const struct dms_plugin script_card = { .magic = DMS_PLUGIN_MAGIC,
                                        .size = sizeof(struct dms_plugin),
                                        .abi_major = DMS_ABI_MAJOR,
                                        .abi_minor = DMS_ABI_MINOR,
                                        .name = "script",
                                        .version = DMS_VERSION,
                                        .start = start };

enum dms_status
script_activate(struct dms_house *house, struct dms_error *error)
{
    struct script_host *host = host_of(house);
    enum dms_status st = host_activate(host, "start", NULL, error);
    atomic_store(&host->plan_at, INT64_MAX); /* not known yet: look once */
    host_keep_plans(host);
    return st;
}

enum dms_status
script_watch(struct dms_house *house, struct dms_error *error)
{
    return watch_start(host_of(house), error);
}

void
script_unwatch(struct dms_house *house)
{
    watch_stop(host_of(house));
}

void
script_stop(const struct dms_house *house)
{
    host_forget(house);
}
