/* step.c - one step in the life of a version: it is switched on, or only noted. */
#include "script/step.h"

#include <string.h>

enum dms_status
step_reason(const struct activation *wish, struct dms_error *error)
{
    if (wish->reason != NULL && strspn(wish->reason, " \t\n") < strlen(wish->reason))
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "reason", "script.reason_needed", "");
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

static bool
is_pilot(const struct version_step *step)
{
    return step->stores != NULL && step->stores[0] != '\0';
}

static void
tell_stores(const struct version_step *step, struct dms_json *answer)
{
    if (is_pilot(step))
        dms_json_set_text(answer, "stores", step->stores);
}

void
step_refresh_plan(struct script_host *host)
{
    struct version_plan plan;
    if (version_next_plan(host, &plan, NULL) == DMS_OK)
        atomic_store(&host->plan_at, plan.version == 0 ? 0 : plan.from_at);
    version_plan_clear(&plan);
}

/* For all stores, or for those of the step. */
static enum dms_status
switch_rules(struct script_host *host, struct version_step *step, struct ruleset *rules,
             struct dms_error *error)
{
    if (!is_pilot(step)) {
        step->withdraws = true;
        return host_switch(host, rules, host_running(host), error);
    }
    step->step = "pilot";
    return host_switch_pilot(host, rules, step->stores, error);
}

enum dms_status
step_take(struct script_host *host, struct version_step *step, struct dms_json **answer,
          struct dms_error *error)
{
    struct ruleset *rules = NULL;
    enum dms_status st = host_ruleset(host, step->version, &rules, error);
    if (st == DMS_OK)
        st = switch_rules(host, step, rules, error);
    if (st == DMS_OK)
        st = version_note(host, step, error);
    if (st != DMS_OK)
        return st;
    dms_house_notice(host->house, "rules", NULL, NULL);
    dms_log(host->house, 2, "script.activated", "version=%lld|by=%s",
            (long long)step->version, step->by);
    describe(answer, rules, step->version, is_pilot(step) ? "pilot" : "active");
    tell_stores(step, *answer);
    return DMS_OK;
}

enum dms_status
step_note(struct script_host *host, struct version_step *step, const char *name,
          struct dms_json **answer, struct dms_error *error)
{
    step->step = name;
    enum dms_status st = version_note(host, step, error);
    if (st != DMS_OK)
        return st;
    step_refresh_plan(host);
    describe(answer, NULL, step->version, name);
    if (step->from_at != 0)
        dms_json_set_integer(*answer, "from_at", step->from_at);
    tell_stores(step, *answer);
    return DMS_OK;
}
