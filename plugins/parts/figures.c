/* figures.c - what the store room did and what it ties up (rows 77, 78, 79).
 *
 * parts.figures {from, to}, of whole months, answers {demand, lost, emergency, fill_rate, cost_of_sales, sold,
 * stock_value, average_stock, turns, days, holding_cost, losses, shrinkage, dead_value,
 * dead_rate}: fen, thousandths (also turns and days), basis points (rates).
 *
 *   fill_rate  (demand − lost − emergency) ÷ demand; demand is what was used and what was lost
 *   turns      cost of sales of a year ÷ average stock; days: a year's days ÷ turns
 *   shrinkage  losses ÷ average stock;   dead_rate: what parts.assess found dead ÷ stock value */
#include <stdlib.h>

#include "average.h"
#include "policy.h"

#define YEAR_DAYS 365

struct figures {
    int64_t from, to; /* days, both counted */
    int64_t used, lost, emergency, cost, sold, losses, begins, ends, dead;
};

static enum dms_status
add_demand(struct dms_unit *unit, const struct dms_record *demand, void *context,
           struct dms_error *error)
{
    struct figures *figures = context;
    (void)unit, (void)error;
    figures->used += dms_record_int(demand, "quantity");
    figures->lost += dms_record_int(demand, "lost");
    figures->emergency += dms_record_int(demand, "emergency");
    figures->cost += dms_record_int(demand, "value");
    figures->sold += dms_record_int(demand, "amount");
    return DMS_OK;
}

static struct dms_json *
days_between(const char *after, int64_t from, const char *before, int64_t to)
{
    char text[16];
    struct dms_json *days = dms_json_create_object();
    if (after != NULL)
        dms_json_set_text(days, after, dms_date_print(from, text, sizeof(text)));
    dms_json_set_text(days, before, dms_date_print(to, text, sizeof(text)));
    return days;
}

static enum dms_status
sum_movements(struct dms_unit *unit, struct dms_json *days, const char *kind,
              int64_t *sum, struct dms_error *error)
{
    struct dms_json *query = dms_json_create_object(), *where = dms_json_create_object();
    dms_json_set_integer(where, "store", dms_unit_store(unit));
    if (kind != NULL)
        dms_json_set_text(where, "kind", kind);
    dms_json_take_key(where, "dated_on", days);
    dms_json_take_key(query, "where", where);
    char *text = dms_json_print(query);
    enum dms_status st =
        dms_unit_sum(unit, "parts.movement", text, NULL, "value", sum, error);
    free(text);
    dms_json_destroy(query);
    return st;
}

static enum dms_status
collect(struct dms_unit *unit, struct figures *figures, struct dms_error *error)
{
    struct dms_json *where = parts_only("store", dms_unit_store(unit)),
                    *values = dms_json_create_object();
    dms_json_take_key(where, "month",
                      days_between("gte", figures->from, "lte", figures->to));
    enum dms_status st =
        parts_walk(unit, "parts.demand", where, add_demand, figures, error);
    if (st == DMS_OK)
        st = sum_movements(unit, days_between(NULL, 0, "lt", figures->from), NULL,
                           &figures->begins, error);
    if (st == DMS_OK)
        st = sum_movements(unit, days_between(NULL, 0, "lte", figures->to), NULL,
                           &figures->ends, error);
    if (st == DMS_OK)
        st = sum_movements(unit, days_between("gte", figures->from, "lte", figures->to),
                           "loss", &figures->losses, error);
    dms_json_set_integer(values, "store", dms_unit_store(unit));
    if (st == DMS_OK)
        st = dms_unit_sum(unit, "parts.assessment",
                          "{\"where\":{\"store\":\"$store\",\"advice\":\"clear\"}}",
                          values, "stock_value", &figures->dead, error);
    dms_json_destroy(values);
    return st;
}

static void
put_rate(struct dms_json *answer, const char *name, int64_t part, int64_t whole)
{
    if (whole > 0)
        dms_json_set_integer(answer, name, parts_share(10000, part, whole));
}

static void
put_turns(const struct figures *figures, int64_t average, struct dms_json *answer)
{
    int64_t days = figures->to - figures->from + 1;
    int64_t yearly = parts_share(figures->cost, YEAR_DAYS, days);
    if (average <= 0 || yearly <= 0)
        return;
    dms_json_set_integer(answer, "turns", parts_share(1000, yearly, average));
    dms_json_set_integer(answer, "days", parts_share(YEAR_DAYS * 1000, average, yearly));
}

static struct dms_json *
answer_of(const struct figures *figures, int64_t holding_rate)
{
    struct dms_json *answer = dms_json_create_object();
    int64_t demand = figures->used + figures->lost;
    int64_t average = (figures->begins + figures->ends) / 2;
    dms_json_set_integer(answer, "demand", demand);
    dms_json_set_integer(answer, "lost", figures->lost);
    dms_json_set_integer(answer, "emergency", figures->emergency);
    dms_json_set_integer(answer, "cost_of_sales", figures->cost);
    dms_json_set_integer(answer, "sold", figures->sold);
    dms_json_set_integer(answer, "stock_value", figures->ends);
    dms_json_set_integer(answer, "average_stock", average);
    dms_json_set_integer(answer, "holding_cost", dms_money_share(average, holding_rate));
    dms_json_set_integer(answer, "losses", -figures->losses);
    dms_json_set_integer(answer, "dead_value", figures->dead);
    put_rate(answer, "fill_rate", demand - figures->lost - figures->emergency, demand);
    put_rate(answer, "shrinkage", -figures->losses, average);
    put_rate(answer, "dead_rate", figures->dead, figures->ends);
    put_turns(figures, average, answer);
    return answer;
}

/* Demand is kept by month, so everything is told of whole months. */
static void
whole_months(struct figures *figures)
{
    int64_t year, month, day;
    dms_date_split(figures->from, &year, &month, &day);
    figures->from = dms_date_make(year, month, 1);
    dms_date_split(figures->to, &year, &month, &day);
    figures->to = month == 12 ? dms_date_make(year + 1, 1, 1) - 1
                              : dms_date_make(year, month + 1, 1) - 1;
}

static enum dms_status
answer_figures(struct dms_unit *unit, const struct dms_json *arguments, void *data,
               struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct parts_policy policy;
    struct figures figures = { 0 };
    enum dms_status st = parts_load_policy(unit, &policy, error);
    if (st == DMS_OK)
        st = dms_date_load(dms_json_text_at(arguments, "from"), &figures.from, error);
    if (st == DMS_OK)
        st = dms_date_load(dms_json_text_at(arguments, "to"), &figures.to, error);
    whole_months(&figures);
    if (st == DMS_OK && figures.to < figures.from)
        st = dms_fail_field(error, DMS_INVALID, "to", "parts.ends_before", "");
    if (st == DMS_OK)
        st = collect(unit, &figures, error);
    if (st == DMS_OK)
        *answer = answer_of(&figures, policy.holding_rate);
    return st;
}

static const struct dms_argument arguments[] = {
    { "from", DMS_DATE, DMS_REQUIRED },
    { "to", DMS_DATE, DMS_REQUIRED },
};

const struct dms_call_card parts_figures_calls[] = {
    DMS_CALL(.name = "parts.figures", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "parts.movement:read", DMS_ARGUMENTS(arguments),
             .run = answer_figures),
    { 0 },
};
