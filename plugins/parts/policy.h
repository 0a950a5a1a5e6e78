/* policy.h - the brand's figures for what to stock: the decision parts.policy. */
#ifndef PARTS_POLICY_H
#define PARTS_POLICY_H

#include "parts.h"

/* Rates in basis points, spans in days or months. */
struct parts_policy {
    int64_t alpha, beta;             /* smoothing */
    int64_t cut_interval, cut_cv2;   /* thousandths: between the demand classes */
    int64_t months;                  /* looked back for a forecast */
    int64_t abc_a, abc_b;            /* so much of the yearly value is A, is A and B */
    int64_t service_a, service_b, service_c; /* share of spans to be covered */
    int64_t review_days, lead_days;  /* between two orders; until goods come */
    int64_t phase_in, phase_window;  /* wanted in so many of so many months: stock it */
    int64_t watch_days, dead_days;   /* without being wanted */
    int64_t holding_rate;            /* of the value, a year */
};

/* UNSUPPORTED when no rule decides it: the figures are nobody's but the brand's. */
enum dms_status parts_load_policy(struct dms_unit *unit, struct parts_policy *policy,
                                  struct dms_error *error);

#endif
