/* indicators.c - the store room's numbers as figures anybody opens to their rows, each with its published
 * formula in i18n (rows 77 to 79, 169, 171). */
#include "parts.h"

#define SPANS                                                                            \
    (DMS_WINDOW_MONTH | DMS_WINDOW_QUARTER | DMS_WINDOW_YEAR | DMS_WINDOW_ROLLING)
#define MEASURE(...) (&(const struct dms_measure){ __VA_ARGS__ })
#define DEMAND       .entity = "parts.demand", .at = "month", .dimensions = "store=store"
#define STOCK        .entity = "parts.stock", .dimensions = "store=store warehouse=warehouse"
#define ASSESSED     .entity = "parts.assessment", .dimensions = "store=store abc=abc"

const struct dms_figure parts_indicators[] = {
    DMS_FIGURE(.name = "parts.sold", .unit = DMS_FIGURE_MONEY, .windows = SPANS,
               .numerator = MEASURE(DEMAND, .sum = "amount")),
    DMS_FIGURE(.name = "parts.cost_of_sales", .unit = DMS_FIGURE_MONEY, .windows = SPANS,
               .numerator = MEASURE(DEMAND, .sum = "value")),
    DMS_FIGURE(.name = "parts.stock_value", .unit = DMS_FIGURE_MONEY, .windows = SPANS,
               .numerator = MEASURE(STOCK, .sum = "value")),
    DMS_FIGURE(.name = "parts.turns", .unit = DMS_FIGURE_DECIMAL, .windows = SPANS,
               .numerator = MEASURE(DEMAND, .sum = "value"),
               .denominator = MEASURE(STOCK, .sum = "value")),
    DMS_FIGURE(.name = "parts.missed", .unit = DMS_FIGURE_PERCENT, .windows = SPANS,
               .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator = MEASURE(DEMAND, .sum = "lost"),
               .denominator = MEASURE(DEMAND, .sum = "quantity")),
    DMS_FIGURE(.name = "parts.shortages", .unit = DMS_FIGURE_COUNT, .windows = SPANS,
               .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator = MEASURE(.entity = "parts.shortage", .at = "created_at",
                                    .dimensions = "store=store kind=kind")),
    DMS_FIGURE(.name = "parts.dead_stock", .unit = DMS_FIGURE_PERCENT, .windows = SPANS,
               .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator = MEASURE(ASSESSED, .sum = "stock_value",
                                    .where = "{\"advice\":\"clear\"}"),
               .denominator = MEASURE(ASSESSED, .sum = "stock_value")),
    { 0 },
};
