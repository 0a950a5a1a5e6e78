/* indicators.c - the workshop's numbers as figures anybody opens to their rows, each with its published
 * formula in i18n (rows 56, 64, 65, 166 to 168, 170, 182). */
#include "after_sales.h"

#define SPANS                                                                            \
    (DMS_WINDOW_DAY | DMS_WINDOW_MONTH | DMS_WINDOW_QUARTER | DMS_WINDOW_YEAR |          \
     DMS_WINDOW_ROLLING)
#define MEASURE(...) (&(const struct dms_measure){ __VA_ARGS__ })
#define ORDER                                                                            \
    .entity = "after_sales.repair_order",                                                \
    .dimensions = "store=store person=owner technician=technician brand=brand kind=kind"
#define ARRIVED   ORDER, .at = "arrived_at"
#define DELIVERED ORDER, .at = "delivered_at"
#define SETTLED   ORDER, .at = "settled_at"
#define LINES                                                                            \
    .entity = "after_sales.order_line", .at = "created_at",                              \
    .dimensions = "store=store technician=technician payer=payer"
#define WRITTEN_OFF                                                                      \
    .entity = "after_sales.write_off", .at = "written_on",                               \
    .where = "{\"state\":\"written_off\"}", .sum = "amount",                             \
    .dimensions = "store=store payer=payer"
/* What somebody else is to pay: the house's own costs are nobody's debt. */
#define BILLED                                                                           \
    .entity = "after_sales.settlement", .at = "created_at",                              \
    .where = "{\"payer\":{\"in\":[\"customer\",\"warranty\",\"insurance\",\"recall\","   \
             "\"extended\"]}}",                                                          \
    .sum = "amount", .dimensions = "store=store payer=payer"
#define ANSWERS(score)                                                                   \
    .entity = "after_sales.evaluation", .at = "answered_at",                             \
    .where = "{\"" score "\":{\"is_null\":false}}", .dimensions = "store=store"

const struct dms_figure service_indicators[] = {
    DMS_FIGURE(.name = "after_sales.orders", .unit = DMS_FIGURE_COUNT, .windows = SPANS,
               .numerator = MEASURE(ARRIVED)),
    DMS_FIGURE(.name = "after_sales.revenue", .unit = DMS_FIGURE_MONEY, .windows = SPANS,
               .numerator = MEASURE(SETTLED, .sum = "total")),
    DMS_FIGURE(.name = "after_sales.mean_order", .unit = DMS_FIGURE_MONEY,
               .windows = SPANS, .numerator = MEASURE(SETTLED, .sum = "total"),
               .denominator = MEASURE(SETTLED)),
    DMS_FIGURE(.name = "after_sales.written_off", .unit = DMS_FIGURE_MONEY,
               .windows = SPANS, .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator = MEASURE(WRITTEN_OFF)),
    DMS_FIGURE(.name = "after_sales.bad_debt", .unit = DMS_FIGURE_PERCENT,
               .windows = SPANS, .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator = MEASURE(WRITTEN_OFF), .denominator = MEASURE(BILLED)),
    DMS_FIGURE(.name = "after_sales.kept_promises", .unit = DMS_FIGURE_PERCENT,
               .windows = SPANS,
               .numerator = MEASURE(DELIVERED, .where = "{\"on_time\":true}"),
               .denominator =
                   MEASURE(DELIVERED, .where = "{\"on_time\":{\"is_null\":false}}")),
    DMS_FIGURE(.name = "after_sales.same_day_delivery", .unit = DMS_FIGURE_PERCENT,
               .windows = SPANS,
               .numerator = MEASURE(DELIVERED, .where = "{\"same_day\":true}"),
               .denominator = MEASURE(DELIVERED)),
    DMS_FIGURE(.name = "after_sales.comebacks", .unit = DMS_FIGURE_PERCENT,
               .windows = SPANS, .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator =
                   MEASURE(ARRIVED, .where = "{\"comeback_of\":{\"is_null\":false}}",
                           .distinct = "vin"),
               .denominator = MEASURE(ARRIVED, .distinct = "vin")),
    DMS_FIGURE(.name = "after_sales.fault_repairs", .unit = DMS_FIGURE_PERCENT,
               .windows = SPANS, .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator = MEASURE(ARRIVED, .where = "{\"fault\":{\"is_null\":false}}",
                                    .distinct = "vin"),
               .denominator = MEASURE(.entity = "after_sales.car", .until = "created_at",
                                      .dimensions = "store=store brand=brand")),
    DMS_FIGURE(.name = "after_sales.hours_sold", .unit = DMS_FIGURE_DECIMAL,
               .windows = SPANS,
               .numerator = MEASURE(LINES, .sum = "hours",
                                    .where = "{\"kind\":\"labor\",\"state\":{\"ne\":"
                                             "\"declined\"}}")),
    DMS_FIGURE(.name = "after_sales.hours_worked", .unit = DMS_FIGURE_DECIMAL,
               .windows = SPANS,
               .numerator = MEASURE(.entity = "after_sales.clocking", .at = "off_at",
                                    .sum = "hours",
                                    .dimensions = "store=store technician=technician")),
    DMS_FIGURE(.name = "after_sales.productivity", .unit = DMS_FIGURE_PERCENT,
               .windows = SPANS,
               .numerator = MEASURE(LINES, .sum = "hours",
                                    .where = "{\"kind\":\"labor\",\"state\":\"done\"}"),
               .denominator = MEASURE(.entity = "after_sales.clocking", .at = "off_at",
                                      .sum = "hours",
                                      .dimensions = "store=store technician=technician")),
    DMS_FIGURE(.name = "after_sales.skill", .unit = DMS_FIGURE_DECIMAL, .windows = SPANS,
               .numerator = MEASURE(ANSWERS("skill"), .sum = "skill"),
               .denominator = MEASURE(ANSWERS("skill"))),
    DMS_FIGURE(.name = "after_sales.attitude", .unit = DMS_FIGURE_DECIMAL,
               .windows = SPANS,
               .numerator = MEASURE(ANSWERS("attitude"), .sum = "attitude"),
               .denominator = MEASURE(ANSWERS("attitude"))),
    { 0 },
};
