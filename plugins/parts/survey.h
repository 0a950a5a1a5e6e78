/* survey.h - every part of a store with its demand by month and what lies there, in memory. */
#ifndef PARTS_SURVEY_H
#define PARTS_SURVEY_H

#include "policy.h"

struct parts_surveyed {
    int64_t part;
    const double *demand;       /* pieces by month, the oldest first; the present one not */
    int64_t year_value;         /* fen at cost, the last twelve months and the present one */
    int64_t on_hand, reserved, coming, value; /* of all warehouses */
    int64_t last_out_on, last_in_on;          /* days; 0: never */
    int64_t minimum, maximum, pack, lead_days; /* of the part; -1: not given */
    int64_t superseded_by;                     /* newest part; 0: itself */
    const char *code;                          /* scratch */
    char class;                                /* 'A', 'B', 'C'; after parts_classify */
};

struct parts_survey {
    struct parts_surveyed *parts; /* by id */
    size_t count, room;
    size_t months;
    int64_t first_month; /* days */
    double *demand;      /* count × months */
};

/* Of the unit's store. Demand of old numbers counts for the newest ones. Yours to clear, also
 * beside an error. */
enum dms_status parts_survey_take(struct dms_unit *unit,
                                  const struct parts_policy *policy,
                                  struct parts_survey *survey, struct dms_error *error);
/* Only the parts used within a year, with no more than code and yearly value. */
enum dms_status parts_survey_value(struct dms_unit *unit, struct parts_survey *survey,
                                   struct dms_error *error);
void parts_survey_clear(struct parts_survey *survey);
/* A, B and C by yearly value: the most valuable first; the first is always A. ORDER: COUNT
 * places for the parts in that order. */
void parts_survey_classify(struct parts_survey *survey, int64_t share_a, int64_t share_b,
                           struct parts_surveyed **order);

#endif
