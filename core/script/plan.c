/* plan.c - a version that was planned is switched on when its time has come. */
#include <stdlib.h>
#include <string.h>

#include "script/step.h"

/* Whose plan cannot be kept is told once and given up: the rules that run go on. */
static void
keep_plan(struct script_host *host, const struct version_plan *plan)
{
    struct version_step step = { .version = plan->version,
                                 .step = "active",
                                 .by = plan->by,
                                 .reason = plan->reason,
                                 .report = plan->report,
                                 .stores = plan->stores };
    struct dms_json *answer = NULL;
    struct dms_error *error = dms_error_create();
    if (step_take(host, &step, &answer, error) != DMS_OK) {
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
    version_plan_clear(&plan);
    step_refresh_plan(host);
    pthread_mutex_unlock(&host->change);
}
