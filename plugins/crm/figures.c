/* figures.c - how well the store answers, serves and keeps its customers, each with its published
 * formula in i18n (rows 12, 108, 110, 125, 166). Merged records count once. */
#include "crm.h"

#define SPANS                                                                            \
    (DMS_WINDOW_DAY | DMS_WINDOW_MONTH | DMS_WINDOW_QUARTER | DMS_WINDOW_YEAR |          \
     DMS_WINDOW_ROLLING)
#define MEASURE(...) (&(const struct dms_measure){ __VA_ARGS__ })
#define BY           .dimensions = "store=store person=owner"

const struct dms_figure crm_figures[] = {
    DMS_FIGURE(.name = "crm.first_call_in_time", .unit = DMS_FIGURE_PERCENT,
               .windows = SPANS,
               .numerator = MEASURE(.entity = "crm.lead", .at = "received_at",
                                    .where = "{\"first_call_late\":false,\"merged_into\":"
                                             "{\"is_null\":true}}",
                                    BY),
               .denominator =
                   MEASURE(.entity = "crm.lead", .at = "received_at",
                           .where = "{\"merged_into\":{\"is_null\":true}}", BY)),
    DMS_FIGURE(.name = "crm.active_customers", .unit = DMS_FIGURE_COUNT, .windows = SPANS,
               .numerator = MEASURE(.entity = "crm.customer", .at = "last_visit_at",
                                    .where = "{\"merged_into\":{\"is_null\":true}}", BY)),
    DMS_FIGURE(.name = "crm.service_satisfaction", .unit = DMS_FIGURE_DECIMAL,
               .windows = SPANS,
               .numerator = MEASURE(.entity = "crm.survey", .at = "answered_at",
                                    .where = "{\"questionnaire.about\":\"service\"}",
                                    .sum = "score", BY),
               .denominator =
                   MEASURE(.entity = "crm.survey", .at = "answered_at",
                           .where = "{\"questionnaire.about\":\"service\"}", BY)),
    DMS_FIGURE(.name = "crm.promoters", .unit = DMS_FIGURE_PERCENT, .windows = SPANS,
               .numerator = MEASURE(.entity = "crm.survey", .at = "answered_at",
                                    .where = "{\"nps\":{\"gte\":9}}", BY),
               .denominator = MEASURE(.entity = "crm.survey", .at = "answered_at",
                                      .where = "{\"nps\":{\"is_null\":false}}", BY)),
    DMS_FIGURE(.name = "crm.detractors", .unit = DMS_FIGURE_PERCENT, .windows = SPANS,
               .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator = MEASURE(.entity = "crm.survey", .at = "answered_at",
                                    .where = "{\"nps\":{\"lte\":6}}", BY),
               .denominator = MEASURE(.entity = "crm.survey", .at = "answered_at",
                                      .where = "{\"nps\":{\"is_null\":false}}", BY)),
    DMS_FIGURE(.name = "crm.complaints", .unit = DMS_FIGURE_COUNT, .windows = SPANS,
               .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator = MEASURE(.entity = "crm.complaint", .at = "received_at", BY)),
    DMS_FIGURE(.name = "crm.complaints_in_time", .unit = DMS_FIGURE_PERCENT,
               .windows = SPANS,
               .numerator = MEASURE(.entity = "crm.complaint", .at = "closed_at",
                                    .where = "{\"closed_late\":false}", BY),
               .denominator = MEASURE(.entity = "crm.complaint", .at = "closed_at", BY)),
    DMS_FIGURE(.name = "crm.complaints_again", .unit = DMS_FIGURE_PERCENT,
               .windows = SPANS, .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator =
                   MEASURE(.entity = "crm.complaint", .at = "received_at",
                           .where = "{\"recurrence_of\":{\"is_null\":false}}", BY),
               .denominator =
                   MEASURE(.entity = "crm.complaint", .at = "received_at", BY)),
    { 0 },
};
