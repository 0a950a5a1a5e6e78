/* policy.c - see policy.h. */
#include "policy.h"

#include <stddef.h>

#define FIGURE(name)                                                                     \
    {                                                                                    \
#name, offsetof(struct parts_policy, name)                                       \
    }

static const struct {
    const char *name;
    size_t at;
} figures[] = {
    FIGURE(alpha),        FIGURE(beta),         FIGURE(cut_interval), FIGURE(cut_cv2),
    FIGURE(months),       FIGURE(abc_a),        FIGURE(abc_b),        FIGURE(service_a),
    FIGURE(service_b),    FIGURE(service_c),    FIGURE(review_days),  FIGURE(lead_days),
    FIGURE(phase_in),     FIGURE(phase_window), FIGURE(watch_days),   FIGURE(dead_days),
    FIGURE(holding_rate),
};

enum dms_status
parts_load_policy(struct dms_unit *unit, struct parts_policy *policy,
                  struct dms_error *error)
{
    struct dms_json *answer = NULL, *facts = dms_json_create_object();
    enum dms_status st = dms_call(unit, "parts.policy", facts, &answer, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(figures) / sizeof(figures[0]); i++) {
        int64_t figure = dms_json_integer_at(answer, figures[i].name);
        if (figure <= 0)
            st = dms_fail(error, DMS_INVALID, "parts.policy_figure", "figure=%s",
                          figures[i].name);
        *(int64_t *)(void *)((char *)policy + figures[i].at) = figure;
    }
    if (st == DMS_OK && policy->months > 120)
        policy->months = 120;
    dms_json_destroy(facts);
    dms_json_destroy(answer);
    return st;
}
