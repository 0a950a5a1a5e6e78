/* stocking.c - see stocking.h (rows 69, 70).
 *
 * A forecast with a small error may still leave the shelf empty when it matters: for a part
 * wanted twice a year, 0 errs least. So what to keep is read off the months that were: as much
 * as covers the share of spans the part's class is worth, and what each share costs is told
 * (parts.service_levels). */
#include "stocking.h"

#include <string.h>

#include "average.h"

#define MONTH_DAYS 30

/* Months before the first demand are not a time nobody wanted it: it was not known. */
static size_t
first_wanted(const double *demand, size_t months)
{
    size_t first = 0;
    while (first < months && demand[first] <= 0)
        first++;
    return first;
}

static double
share(int64_t basis_points)
{
    return (double)basis_points / 10000;
}

static int64_t
thousandths(double pieces)
{
    return (int64_t)(pieces * 1000 + 0.5);
}

/* Smooth demand is smoothed; the rest is asked for now and then, which SES takes for too much
 * right after a demand and Croston for too much at all times. */
static double
choose(struct parts_stocking *stocking)
{
    if (stocking->shape.class == FORECAST_SMOOTH) {
        stocking->method = "ses";
        return stocking->ses;
    }
    if (stocking->shape.class == FORECAST_TOO_LITTLE) {
        stocking->method = "tsb";
        return stocking->tsb;
    }
    stocking->method = "sba";
    return stocking->sba;
}

static int64_t
service_of(const struct parts_surveyed *part, const struct parts_policy *policy)
{
    if (part->class == 'A')
        return policy->service_a;
    return part->class == 'B' ? policy->service_b : policy->service_c;
}

static void
find_levels(const struct parts_surveyed *part, const struct parts_policy *policy,
            const double *demand, size_t months, struct parts_stocking *stocking)
{
    int64_t lead = part->lead_days >= 0 ? part->lead_days : policy->lead_days;
    stocking->span_days = lead + policy->review_days;
    stocking->service = service_of(part, policy);
    size_t span = (size_t)((stocking->span_days + MONTH_DAYS - 1) / MONTH_DAYS);
    double cover = forecast_cover(demand, months, span, share(stocking->service));
    double during =
        (double)stocking->forecast / 1000 * (double)stocking->span_days / MONTH_DAYS;
    stocking->point = thousandths(cover > during ? cover : during);
    stocking->up_to =
        stocking->point + stocking->forecast * policy->review_days / MONTH_DAYS;
    if (part->minimum >= 0 && stocking->point < part->minimum)
        stocking->point = part->minimum;
    if (stocking->up_to < stocking->point)
        stocking->up_to = stocking->point;
    if (part->maximum >= 0 && stocking->up_to > part->maximum)
        stocking->up_to = part->maximum;
}

void
parts_stocking_of(const struct parts_surveyed *part, const struct parts_policy *policy,
                  size_t months, struct parts_stocking *stocking)
{
    size_t first = first_wanted(part->demand, months);
    const double *demand = part->demand + first;
    size_t known = months - first;
    double alpha = share(policy->alpha);
    *stocking = (struct parts_stocking){ .method = "tsb" };
    forecast_shape(demand, known, (double)policy->cut_interval / 1000,
                   (double)policy->cut_cv2 / 1000, &stocking->shape);
    stocking->ses = forecast_ses(demand, known, alpha);
    stocking->croston = forecast_croston(demand, known, alpha);
    stocking->sba = forecast_fitted(demand, known, alpha, forecast_sba_factor(alpha));
    stocking->tsb = forecast_tsb(demand, known, alpha, share(policy->beta));
    stocking->forecast = thousandths(choose(stocking));
    find_levels(part, policy, demand, known, stocking);
}
