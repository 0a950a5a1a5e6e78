/* rollback.c - back to the version before. It needs one person alone, for it is what one does when
 * something is wrong. */
#include <stdlib.h>
#include <string.h>

#include "script/step.h"

static bool
is_pending(struct script_host *host, int64_t version)
{
    struct version_last last = { .version = version };
    bool pending =
        version != 0 && version_last_step(host, &last, NULL) == DMS_OK &&
        (strcmp(last.step, "planned") == 0 || strcmp(last.step, "proposed") == 0);
    free(last.stores);
    return pending;
}

/* What is active everywhere else takes the stores back. */
static enum dms_status
end_pilot(struct script_host *host, struct version_step *step, struct dms_json **answer,
          struct dms_error *error)
{
    step->version = host->pilot->version;
    enum dms_status st = host_switch(host, host_active(host), host_running(host), error);
    return st == DMS_OK ? step_note(host, step, "pilot_ended", answer, error) : st;
}

/* Back to the version of the step, or to the one before when it names none. */
static enum dms_status
go_back(struct script_host *host, struct version_step *step, struct dms_json **answer,
        struct dms_error *error)
{
    enum dms_status st =
        step->version == 0 ? version_before(host, &step->version, error) : DMS_OK;
    if (st == DMS_OK && step->version == 0)
        st = dms_fail(error, DMS_NOT_FOUND, "script.nothing_before", "");
    const struct ruleset *active = host_active(host);
    if (st == DMS_OK && active != NULL && active->version == step->version)
        st = dms_fail(error, DMS_INVALID, "script.active_already", "version=%lld",
                      (long long)step->version);
    return st == DMS_OK ? step_take(host, step, answer, error) : st;
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
    enum dms_status st = step_reason(wish, error);
    const struct ruleset *pilot = host->pilot;
    if (st == DMS_OK && is_pending(host, wish->version))
        st = step_note(host, &step, "cancelled", answer, error);
    else if (st == DMS_OK && pilot != NULL &&
             (wish->version == 0 || wish->version == pilot->version))
        st = end_pilot(host, &step, answer, error);
    else if (st == DMS_OK)
        st = go_back(host, &step, answer, error);
    pthread_mutex_unlock(&host->change);
    return st;
}
