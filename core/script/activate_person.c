/* activate_person.c - somebody switches a version on, for all stores or for some, or plans it.
 *
 * Where the dealer wants two persons, the first one proposes and another one confirms. */
#include <stdlib.h>
#include <string.h>

#include "script/source.h"
#include "script/step.h"

/* The files are kept as a version first; nothing of them runs yet. */
static enum dms_status
keep_files(struct script_host *host, const struct activation *wish, int64_t *version,
           struct dms_error *error)
{
    struct source_list sources = { 0 };
    bool is_new = false;
    enum dms_status st =
        source_read_all(&sources, host->house, dms_house_script_path(host->house), error);
    if (st == DMS_OK) {
        struct ruleset *rules = ruleset_create_checked(host, &sources);
        st = ruleset_verdict(rules, error);
        if (st == DMS_OK)
            st = version_keep(rules, wish->by, wish->reason, &is_new, error);
        *version = rules->version;
        ruleset_destroy(rules);
    }
    source_list_clear(&sources);
    return st;
}

static enum dms_status
find_version(struct script_host *host, const struct activation *wish, int64_t *version,
             struct dms_error *error)
{
    const struct ruleset *active = host_active(host);
    *version = wish->version;
    enum dms_status st =
        wish->version != 0 ? DMS_OK : keep_files(host, wish, version, error);
    if (st == DMS_OK && active != NULL && active->version == *version)
        return dms_fail(error, DMS_INVALID, "script.active_already", "version=%lld",
                        (long long)*version);
    return st;
}

static bool
same_stores(const struct version_step *step, const struct version_last *last)
{
    return strcmp(step->stores == NULL ? "" : step->stores,
                  last->stores == NULL ? "" : last->stores) == 0;
}

/* *FIRST: this is the first of two persons, for these stores. */
static enum dms_status
ask_second(struct script_host *host, const struct version_step *step, bool *first,
           struct dms_error *error)
{
    struct version_last last = { .version = step->version };
    *first = false;
    if (host_mode(host) != ACTIVATION_TWO)
        return DMS_OK;
    enum dms_status st = version_last_step(host, &last, error);
    if (st != DMS_OK)
        return st;
    *first = strcmp(last.step, "proposed") != 0 || !same_stores(step, &last);
    free(last.stores);
    if (!*first && strcmp(last.by, step->by) == 0)
        return dms_fail(error, DMS_DENIED, "script.second_person", "version=%lld|by=%s",
                        (long long)step->version, step->by);
    return DMS_OK;
}

static enum dms_status
house_now(struct dms_unit *unit, void *data, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer;
    (void)error;
    *(int64_t *)data = dms_unit_now(unit);
    return DMS_OK;
}

/* A version that does not compile is refused now, not when its time comes. */
static enum dms_status
is_sound(struct script_host *host, int64_t version, struct dms_error *error)
{
    struct ruleset *rules = NULL;
    enum dms_status st = host_ruleset(host, version, &rules, error);
    if (st == DMS_OK && host_version(host, version) != rules)
        ruleset_destroy(rules);
    return st;
}

static enum dms_status
decide(struct script_host *host, struct version_step *step, struct dms_json **answer,
       struct dms_error *error)
{
    bool first = false;
    int64_t now = 0;
    enum dms_status st = is_sound(host, step->version, error);
    if (st == DMS_OK)
        st = ask_second(host, step, &first, error);
    if (st == DMS_OK)
        st = version_read(host->house, house_now, &now, error);
    if (st != DMS_OK)
        return st;
    if (first)
        return step_note(host, step, "proposed", answer, error);
    if (step->from_at > now)
        return step_note(host, step, "planned", answer, error);
    return step_take(host, step, answer, error);
}

static enum dms_status
find_stores(struct script_host *host, const struct activation *wish, char **stores,
            struct dms_error *error)
{
    *stores = NULL;
    return wish->stores == NULL ? DMS_OK
                                : version_stores(host, wish->stores, stores, error);
}

enum dms_status
host_activate_version(struct script_host *host, const struct activation *wish,
                      struct dms_json **answer, struct dms_error *error)
{
    struct version_step step = { .step = "active",
                                 .by = wish->by,
                                 .reason = wish->reason,
                                 .report = wish->report,
                                 .from_at = wish->from_at };
    char *stores = NULL;
    pthread_mutex_lock(&host->change);
    enum dms_status st = step_reason(wish, error);
    if (st == DMS_OK)
        st = find_stores(host, wish, &stores, error);
    step.stores = stores;
    if (st == DMS_OK)
        st = find_version(host, wish, &step.version, error);
    if (st == DMS_OK)
        st = decide(host, &step, answer, error);
    pthread_mutex_unlock(&host->change);
    free(stores);
    return st;
}
