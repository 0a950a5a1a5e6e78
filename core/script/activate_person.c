/* activate_person.c - somebody switches a version on, plans it, or goes back to the one before.
 *
 * Where the dealer wants two persons, the first one proposes and another one confirms. Going
 * back needs one alone: that is what one does when something is wrong. */
#include <stdlib.h>
#include <string.h>

#include "script/source.h"
#include "script/version.h"

static enum dms_status
need_reason(const struct activation *wish, struct dms_error *error)
{
    if (wish->reason != NULL && strspn(wish->reason, " \t\n") < strlen(wish->reason))
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "reason", "script.reason_needed", "");
}

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

static void
describe(struct dms_json **answer, const struct ruleset *rules, int64_t version,
         const char *status)
{
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "version", version);
    dms_json_set_text(*answer, "status", status);
    if (rules != NULL)
        dms_json_set_text(*answer, "digest", rules->digest);
}

static void
refresh_plan(struct script_host *host)
{
    struct version_plan plan;
    if (version_next_plan(host, &plan, NULL) == DMS_OK)
        atomic_store(&host->plan_at, plan.version == 0 ? 0 : plan.from_at);
    free(plan.reason);
}

static enum dms_status
switch_on(struct script_host *host, struct version_step *step, struct dms_json **answer,
          struct dms_error *error)
{
    struct ruleset *rules = NULL;
    enum dms_status st = host_ruleset(host, step->version, &rules, error);
    if (st == DMS_OK)
        st = host_switch(host, rules, host_active(host), error);
    step->withdraws = true;
    if (st == DMS_OK)
        st = version_note(host, step, error);
    if (st != DMS_OK)
        return st;
    dms_house_notice(host->house, "rules", NULL, NULL);
    dms_log(host->house, 2, "script.activated", "version=%lld|by=%s",
            (long long)step->version, step->by);
    describe(answer, rules, step->version, "active");
    return DMS_OK;
}

/* *FIRST: this is the first of two persons. */
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
    *first = strcmp(last.step, "proposed") != 0;
    if (!*first && strcmp(last.by, step->by) == 0)
        return dms_fail(error, DMS_DENIED, "script.second_person", "version=%lld|by=%s",
                        (long long)step->version, step->by);
    return DMS_OK;
}

static enum dms_status
note_only(struct script_host *host, struct version_step *step, const char *name,
          struct dms_json **answer, struct dms_error *error)
{
    step->step = name;
    enum dms_status st = version_note(host, step, error);
    if (st != DMS_OK)
        return st;
    refresh_plan(host);
    describe(answer, NULL, step->version, name);
    if (step->from_at != 0)
        dms_json_set_integer(*answer, "from_at", step->from_at);
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
        return note_only(host, step, "proposed", answer, error);
    if (step->from_at > now)
        return note_only(host, step, "planned", answer, error);
    return switch_on(host, step, answer, error);
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
    pthread_mutex_lock(&host->change);
    enum dms_status st = need_reason(wish, error);
    if (st == DMS_OK)
        st = find_version(host, wish, &step.version, error);
    if (st == DMS_OK)
        st = decide(host, &step, answer, error);
    pthread_mutex_unlock(&host->change);
    return st;
}

static bool
is_pending(struct script_host *host, int64_t version)
{
    struct version_last last = { .version = version };
    return version != 0 && version_last_step(host, &last, NULL) == DMS_OK &&
           (strcmp(last.step, "planned") == 0 || strcmp(last.step, "proposed") == 0);
}

enum dms_status
host_rollback(struct script_host *host, const struct activation *wish,
              struct dms_json **answer, struct dms_error *error)
{
    struct version_step step = { .version = wish->version,
                                 .step = "rolled_back",
                                 .by = wish->by,
                                 .reason = wish->reason };
    pthread_mutex_lock(&host->change);
    enum dms_status st = need_reason(wish, error);
    bool pending = st == DMS_OK && is_pending(host, wish->version);
    if (st == DMS_OK && !pending && step.version == 0)
        st = version_before(host, &step.version, error);
    if (st == DMS_OK && step.version == 0)
        st = dms_fail(error, DMS_NOT_FOUND, "script.nothing_before", "");
    if (st == DMS_OK && !pending && host_active(host)->version == step.version)
        st = dms_fail(error, DMS_INVALID, "script.active_already", "version=%lld",
                      (long long)step.version);
    if (st == DMS_OK)
        st = pending ? note_only(host, &step, "cancelled", answer, error)
                     : switch_on(host, &step, answer, error);
    pthread_mutex_unlock(&host->change);
    return st;
}

/* Whose plan cannot be kept is told once and given up: the rules that run go on. */
static void
keep_plan(struct script_host *host, const struct version_plan *plan)
{
    struct version_step step = { .version = plan->version,
                                 .step = "active",
                                 .by = plan->by,
                                 .reason = plan->reason,
                                 .report = plan->report };
    struct dms_json *answer = NULL;
    struct dms_error *error = dms_error_create();
    if (switch_on(host, &step, &answer, error) != DMS_OK) {
        dms_house_notice(host->house, "rules", dms_error_file(error), error);
        step.step = "cancelled";
        version_note(host, &step, NULL);
    }
    dms_json_destroy(answer);
    dms_error_destroy(error);
}

void
host_keep_plans(struct script_host *host)
{
    struct version_plan plan;
    if (atomic_load(&host->plan_at) == 0)
        return;
    pthread_mutex_lock(&host->change);
    if (version_next_plan(host, &plan, NULL) == DMS_OK && plan.version != 0 &&
        plan.from_at <= plan.now)
        keep_plan(host, &plan);
    free(plan.reason);
    refresh_plan(host);
    pthread_mutex_unlock(&host->change);
}
