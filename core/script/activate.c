/* activate.c - what the files hold becomes the active rules, or waits for a person. */
#include <stdlib.h>
#include <string.h>

#include "script/leave_out.h"
#include "script/source.h"
#include "script/version.h"

/* What became of the files, when nothing went wrong. */
enum outcome {
    FILES_ARE_ACTIVE,
    FILES_SWITCHED,
    FILES_WAIT,
    FILES_WITHDRAWN,
    FILES_HELD
};

struct taking {
    struct script_host *host;
    const char *by, *reason, *report;
    bool person;
    bool saves; /* in the editor: what saving does here, but in somebody's name */
    enum outcome outcome;
    int64_t version;            /* of the files */
    struct version_pilot pilot; /* while it runs, a saved file waits for a person */
    struct fallen fallen;
};

/* What ran before the house was closed: its schedules have timers, and one may be due since.
 * Mostly these are the same rules, then nothing is compiled a second time. */
static const struct ruleset *
load_before(struct script_host *host, const struct ruleset *rules,
            struct ruleset **loaded)
{
    int64_t version = 0;
    struct source_list sources = { 0 };
    bool same = false;
    enum dms_status st = version_load(host, &version, &sources, NULL);
    if (st == DMS_OK)
        same = strcmp(sources.digest, rules->digest) == 0;
    if (st != DMS_OK || same) {
        source_list_clear(&sources);
        return same ? rules : NULL;
    }
    *loaded = ruleset_create(host, &sources);
    (*loaded)->version = version;
    return *loaded;
}

static enum dms_status
switch_files(struct taking *taking, struct ruleset *rules, struct dms_error *error)
{
    struct script_host *host = taking->host;
    const struct ruleset *active = host_active(host);
    struct ruleset *loaded = NULL;
    const struct ruleset *before =
        active != NULL ? active : load_before(host, rules, &loaded);
    const struct version_step step = { .version = rules->version,
                                       .step = "active",
                                       .by = taking->by,
                                       .reason = taking->reason,
                                       .report = taking->report };
    enum dms_status st = host_switch(host, rules, before, error);
    ruleset_destroy(loaded);
    taking->outcome = FILES_SWITCHED;
    return st == DMS_OK ? version_note(host, &step, error) : st;
}

static bool
must_wait(const struct taking *taking)
{
    return !taking->person && host_active(taking->host) != NULL &&
           (taking->pilot.version != 0 || host_mode(taking->host) != ACTIVATION_SAVE);
}

static enum dms_status
take_files(struct taking *taking, struct ruleset *rules, struct dms_error *error)
{
    bool is_new = false;
    enum dms_status st = ruleset_verdict(rules, error);
    if (st == DMS_OK)
        st = version_keep(rules, taking->by, taking->reason, &is_new, error);
    taking->version = rules->version;
    bool waits = st == DMS_OK && must_wait(taking);
    if (st != DMS_OK || waits) {
        taking->outcome = FILES_WAIT;
        ruleset_destroy(rules);
        return st;
    }
    struct ruleset *kept = host_version(taking->host, rules->version);
    if (kept != NULL) {
        ruleset_destroy(rules);
        rules = kept;
    }
    return switch_files(taking, rules, error);
}

/* Does a person's word, or the dealer's setting, stand against these files? Where persons switch,
 * files that nobody switched on do not run, even when nothing else does. */
static bool
is_held_back(struct taking *taking, const char *digest)
{
    bool withdrawn = false;
    if (taking->person)
        return false;
    bool persons = host_mode(taking->host) != ACTIVATION_SAVE;
    version_withdrawn(taking->host->house, digest, &taking->version, &withdrawn, NULL);
    if (withdrawn)
        taking->outcome = FILES_WITHDRAWN;
    if (host_active(taking->host) == NULL &&
        (withdrawn || taking->pilot.version != 0 || persons))
        fall_back(taking->host, &taking->fallen);
    if (host_active(taking->host) != NULL)
        return withdrawn;
    if (!persons || taking->fallen.wanted == 0)
        return false;
    taking->outcome = FILES_HELD;
    return true;
}

static bool
is_active(struct script_host *host, const char *digest)
{
    const struct ruleset *active = host_active(host);
    return active != NULL && strcmp(active->digest, digest) == 0;
}

/* A folder that is named wrong, or not mounted, does not take a house's rules away. */
static enum dms_status
need_files(struct taking *taking, const struct source_list *sources,
           struct dms_error *error)
{
    struct source_list kept = { 0 };
    int64_t version = 0;
    if (sources->count > 0 || version_load(taking->host, &version, &kept, NULL) != DMS_OK)
        return DMS_OK;
    source_list_clear(&kept);
    enum dms_status st = dms_fail(error, DMS_INVALID, "script.no_files", "version=%lld",
                                  (long long)version);
    dms_error_at_file(error, dms_house_script_path(taking->host->house), 0);
    return st;
}

static enum dms_status
consider(struct taking *taking, struct source_list *sources, struct dms_error *error)
{
    enum dms_status st = need_files(taking, sources, error);
    if (st != DMS_OK)
        return st;
    if (is_active(taking->host, sources->digest)) {
        taking->version = host_active(taking->host)->version;
        return DMS_OK;
    }
    if (is_held_back(taking, sources->digest) || is_active(taking->host, sources->digest))
        return DMS_OK;
    if (!taking->person && strcmp(taking->pilot.digest, sources->digest) == 0)
        return DMS_OK;
    return take_files(taking, ruleset_create_checked(taking->host, sources), error);
}

/* A house whose first rules have a fault works with those of the plugins that have none. */
static void
take_the_rest(struct taking *taking)
{
    struct ruleset *rules = leave_out(taking->host);
    if (rules != NULL)
        take_files(taking, rules, NULL);
}

/* After a start: what was tried in some stores goes on there. */
static void
resume_pilot(struct taking *taking)
{
    struct script_host *host = taking->host;
    struct ruleset *rules = NULL;
    struct dms_error *error = dms_error_create();
    if (taking->pilot.version == 0 || taking->pilot.stores == NULL ||
        host->pilot != NULL || host_active(host) == NULL ||
        host_active(host)->version == taking->pilot.version)
        goto done;
    enum dms_status st = host_ruleset(host, taking->pilot.version, &rules, error);
    if (st == DMS_OK)
        st = host_switch_pilot(host, rules, taking->pilot.stores, error);
    if (st != DMS_OK)
        dms_house_notice(host->house, "rules", dms_error_file(error), error);
done:
    dms_error_destroy(error);
}

static void
tell_that_it_waits(const struct taking *taking)
{
    const struct ruleset *active = host_active(taking->host);
    struct dms_error *error = dms_error_create();
    dms_fail(error, DMS_DENIED,
             taking->outcome == FILES_WAIT ? "script.waits" : "script.withdrawn",
             "version=%lld|active=%lld", (long long)taking->version,
             active == NULL ? 0 : (long long)active->version);
    dms_house_notice(taking->host->house, "rules", NULL, error);
    dms_error_destroy(error);
}

static void
report(const struct taking *taking, enum dms_status st, const struct dms_error *error)
{
    struct script_host *host = taking->host;
    struct dms_house *house = host->house;
    const struct ruleset *active = host_active(host);
    dms_house_notice(house, "rules", NULL, NULL);
    if (st == DMS_OK && taking->outcome == FILES_SWITCHED)
        dms_log(house, 2, "script.activated", "version=%lld|by=%s",
                (long long)active->version, taking->by);
    else if (st == DMS_OK && taking->outcome != FILES_ARE_ACTIVE &&
             taking->outcome != FILES_HELD)
        tell_that_it_waits(taking);
    fall_back_tell(host, &taking->fallen);
    if (st == DMS_OK)
        return;
    char *text = dms_house_error_text(house, "en", error);
    dms_house_notice(house, "rules", dms_error_file(error), error);
    dms_log(house, 1, "script.not_activated", "by=%s|text=%s", taking->by, text);
    leave_out_tell(host);
    free(text);
}

/* Under host->change. */
static enum dms_status
take(struct taking *taking, struct dms_error *error)
{
    struct script_host *host = taking->host;
    struct source_list sources = { 0 };
    struct dms_error *own = dms_error_create();
    version_pilot(host, &taking->pilot, NULL);
    if (taking->saves)
        taking->person = taking->pilot.version == 0 && host_mode(host) == ACTIVATION_SAVE;
    enum dms_status st =
        source_read_all(&sources, host->house, dms_house_script_path(host->house), own);
    if (st == DMS_OK)
        st = consider(taking, &sources, own);
    source_list_clear(&sources);
    if (st != DMS_OK && host_active(host) == NULL)
        fall_back(host, &taking->fallen);
    if (st != DMS_OK && host_active(host) == NULL && taking->fallen.wanted == 0)
        take_the_rest(taking);
    report(taking, st, own);
    resume_pilot(taking);
    free(taking->pilot.stores);
    dms_error_destroy(taking->fallen.why);
    dms_error_copy(error, own);
    dms_error_destroy(own);
    return st;
}

enum dms_status
host_activate(struct script_host *host, const char *by, const char *reason,
              struct dms_error *error)
{
    struct taking taking = { .host = host, .by = by, .reason = reason };
    taking.person = strcmp(by, "start") != 0 && strcmp(by, "file") != 0;
    pthread_mutex_lock(&host->change);
    enum dms_status st = take(&taking, error);
    pthread_mutex_unlock(&host->change);
    return st;
}

enum dms_status
host_take_saved(struct script_host *host, const struct activation *wish, int64_t *version,
                struct dms_error *error)
{
    struct taking taking = { .host = host,
                             .by = wish->by,
                             .reason = wish->reason,
                             .report = wish->report,
                             .saves = true };
    enum dms_status st = take(&taking, error);
    *version = taking.version;
    return st;
}
