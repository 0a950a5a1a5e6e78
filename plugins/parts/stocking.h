/* stocking.h - how many of a part to keep: what a month will want, and what it costs to be
 * surer. */
#ifndef PARTS_STOCKING_H
#define PARTS_STOCKING_H

#include "forecast.h"
#include "survey.h"

struct parts_stocking {
    struct forecast_shape shape;
    const char *method;            /* "sba", "croston", "ses", "tsb" */
    double ses, croston, sba, tsb; /* pieces a month */
    int64_t forecast;              /* thousandths a month, of METHOD */
    int64_t point, up_to;          /* thousandths: order when below, order up to */
    int64_t span_days;             /* until goods come plus until the next look */
    int64_t service;               /* basis points aimed at */
};

void parts_stocking_of(const struct parts_surveyed *part,
                       const struct parts_policy *policy, size_t months,
                       struct parts_stocking *stocking);

#endif
