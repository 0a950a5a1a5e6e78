/* figures.c - the numbers sales is run by, each with its published formula in i18n (rows 36, 37,
 * 39 to 41, 163 to 165, 169, 171, 172,
 * 175 to 180). What counts as delivered is what a brand's workflow
 * says stands for it; a car that went back does not count any more. */
#include "plan.h"

#define SPANS                                                                            \
    (DMS_WINDOW_DAY | DMS_WINDOW_MONTH | DMS_WINDOW_QUARTER | DMS_WINDOW_YEAR |          \
     DMS_WINDOW_ROLLING)
#define OF_ORDER                                                                         \
    .entity = "sales.order",                                                             \
    .dimensions = "store=store person=owner model=model channel=channel source=source "  \
                  "brand=brand"
#define DELIVERED OF_ORDER, .at = "delivered_at", .stages = "delivered"
#define SIGNED    OF_ORDER, .at = "signed_at", .stages = "won delivered"
/* Who was merged into somebody else is counted there. */
#define NOT_MERGED "\"merged_into\":{\"is_null\":true}"
#define LEADS_OF(where_text)                                                             \
    .entity = "crm.lead", .at = "received_at", .where = "{" where_text NOT_MERGED "}",   \
    .dimensions = "store=store person=owner channel=x_channel source=source brand=brand"
#define LEADS LEADS_OF("")
#define DEALS                                                                            \
    .entity = "sales.opportunity", .at = "created_at",                                   \
    .dimensions = "store=store person=owner model=model channel=channel source=source "  \
                  "brand=brand"
/* As it is now: what was there on a day gone by, nobody has written down. */
#define STOCK                                                                            \
    .entity = "sales.vehicle",                                                           \
    .where = "{\"kind\":\"stock\",\"state\":{\"in\":[\"in_stock\",\"reserved\","         \
             "\"blocked\"]}}",                                                           \
    .dimensions = "store=store model=model brand=brand state=state"
#define SURVEYS_OF(about, score)                                                         \
    .entity = "crm.survey", .at = "answered_at",                                         \
    .where = "{\"questionnaire.about\":\"" about "\",\"score\":" score "}",              \
    .dimensions = "store=store person=owner"
#define SURVEYS SURVEYS_OF("sales", "{\"is_null\":false}")

#define MEASURE(...) (&(const struct dms_measure){ __VA_ARGS__ })

const struct dms_figure sales_figures[] = {
    DMS_FIGURE(.name = "sales.amount", .unit = DMS_FIGURE_MONEY, .windows = SPANS,
               .numerator = MEASURE(DELIVERED, .sum = "price")),
    DMS_FIGURE(.name = "sales.units", .unit = DMS_FIGURE_COUNT, .windows = SPANS,
               .numerator = MEASURE(DELIVERED)),
    DMS_FIGURE(.name = "sales.signed", .unit = DMS_FIGURE_COUNT, .windows = SPANS,
               .numerator = MEASURE(SIGNED)),
    DMS_FIGURE(.name = "sales.leads", .unit = DMS_FIGURE_COUNT, .windows = SPANS,
               .numerator = MEASURE(LEADS)),
    DMS_FIGURE(.name = "sales.mean_price", .unit = DMS_FIGURE_MONEY, .windows = SPANS,
               .numerator = MEASURE(DELIVERED, .sum = "price"),
               .denominator = MEASURE(DELIVERED)),
    DMS_FIGURE(.name = "sales.penetration", .unit = DMS_FIGURE_PERCENT, .windows = SPANS,
               .numerator = MEASURE(DELIVERED), .denominator = MEASURE(LEADS)),
    DMS_FIGURE(.name = "sales.conversion", .unit = DMS_FIGURE_PERCENT, .windows = SPANS,
               .numerator = MEASURE(DEALS, .stages = "won delivered"),
               .denominator = MEASURE(DEALS)),
    DMS_FIGURE(.name = "sales.straight", .unit = DMS_FIGURE_PERCENT, .windows = SPANS,
               .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator =
                   MEASURE(DEALS, .where = "{\"steps\":0}", .stages = "won delivered"),
               .denominator = MEASURE(DEALS, .stages = "won delivered")),
    DMS_FIGURE(.name = "sales.same_day", .unit = DMS_FIGURE_PERCENT, .windows = SPANS,
               .numerator = MEASURE(SIGNED, .where = "{\"same_day\":true,"
                                                     "\"source\":\"walk_in\"}"),
               .denominator = MEASURE(LEADS_OF("\"source\":\"walk_in\","))),
    DMS_FIGURE(.name = "sales.customers", .unit = DMS_FIGURE_COUNT, .windows = SPANS,
               .numerator =
                   MEASURE(.entity = "crm.customer", .until = "first_purchase_at",
                           .where = "{" NOT_MERGED "}",
                           .dimensions = "store=store person=owner")),
    DMS_FIGURE(.name = "sales.repurchase", .unit = DMS_FIGURE_PERCENT, .windows = SPANS,
               .numerator = MEASURE(DELIVERED, .where = "{\"nth\":{\"gte\":2}}"),
               .denominator = MEASURE(DELIVERED)),
    DMS_FIGURE(.name = "sales.coverage", .unit = DMS_FIGURE_PERCENT, .windows = SPANS,
               .numerator = MEASURE(.entity = "crm.lead", .at = "received_at",
                                    .where = "{\"x_channel.active\":true," NOT_MERGED "}",
                                    .distinct = "x_channel", .dimensions = "store=store"),
               .denominator =
                   MEASURE(.entity = "sales.channel", .where = "{\"active\":true}",
                           .dimensions = "store=store")),
    DMS_FIGURE(.name = "sales.channel_cost", .unit = DMS_FIGURE_MONEY, .windows = SPANS,
               .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator =
                   MEASURE(.entity = "sales.channel_cost", .at = "spent_on",
                           .sum = "amount", .dimensions = "store=store channel=channel")),
    DMS_FIGURE(.name = "sales.lead_cost", .unit = DMS_FIGURE_MONEY, .windows = SPANS,
               .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator =
                   MEASURE(.entity = "sales.channel_cost", .at = "spent_on",
                           .sum = "amount", .dimensions = "store=store channel=channel"),
               .denominator = MEASURE(LEADS)),
    DMS_FIGURE(.name = "sales.satisfaction", .unit = DMS_FIGURE_DECIMAL, .windows = SPANS,
               .numerator = MEASURE(SURVEYS, .sum = "score"),
               .denominator = MEASURE(SURVEYS)),
    DMS_FIGURE(.name = "sales.awareness", .unit = DMS_FIGURE_PERCENT, .windows = SPANS,
               .numerator = MEASURE(SURVEYS_OF("brand", "{\"gte\":50}")),
               .denominator = MEASURE(SURVEYS_OF("brand", "{\"is_null\":false}"))),
    DMS_FIGURE(.name = "sales.stock", .unit = DMS_FIGURE_COUNT, .windows = SPANS,
               .numerator = MEASURE(STOCK)),
    DMS_FIGURE(.name = "sales.turns", .unit = DMS_FIGURE_DECIMAL, .windows = SPANS,
               .numerator = MEASURE(DELIVERED),
               .denominator =
                   MEASURE(.entity = "sales.vehicle", .call = "sales.mean_stock",
                           .dimensions = "store=store")),
    DMS_FIGURE(.name = "sales.stock_days", .unit = DMS_FIGURE_DAYS, .windows = SPANS,
               .flags = DMS_FIGURE_LESS_IS_BETTER,
               .numerator = MEASURE(.entity = "sales.vehicle", .call = "sales.stock_days",
                                    .dimensions = "store=store"),
               .denominator = MEASURE(DELIVERED)),
    { 0 },
};
