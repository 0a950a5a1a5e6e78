/* figures.c - what the workshop is measured by, each with one formula (README), and beside the
 * standard that holds (rows 56, 64, 65, 166 to 168). */
#include <string.h>

#include "after_sales.h"

#define IN_SPAN "{\"gte\":\"$from\",\"lt\":\"$to\"}"
#define ORDERS  "{\"where\":{\"store\":\"$store\",\"arrived_at\":" IN_SPAN

struct asking {
    struct dms_unit *unit;
    struct dms_json *span, *answer;
    struct dms_error *error;
    enum dms_status st;
};

static int64_t
count(struct asking *asking, const char *entity, const char *query)
{
    int64_t number = 0;
    if (asking->st == DMS_OK)
        asking->st = dms_unit_count(asking->unit, entity, query, asking->span, &number,
                                    asking->error);
    return number;
}

static int64_t
sum(struct asking *asking, const char *entity, const char *query, const char *field)
{
    int64_t number = 0;
    if (asking->st == DMS_OK)
        asking->st = dms_unit_sum(asking->unit, entity, query, asking->span, field,
                                  &number, asking->error);
    return number;
}

static void
put(struct asking *asking, const char *name, int64_t number)
{
    dms_json_set_integer(asking->answer, name, number);
}

/* Nothing is told of a figure that nothing was measured for. */
static void
put_share(struct asking *asking, const char *name, int64_t part, int64_t whole,
          int64_t scale)
{
    if (whole > 0)
        put(asking, name, (part * scale + whole / 2) / whole);
}

static void
tell_orders(struct asking *asking)
{
    int64_t orders = count(asking, "after_sales.repair_order", ORDERS "}}");
    int64_t back = count(asking, "after_sales.repair_order",
                         ORDERS ",\"comeback_of\":{\"is_null\":false}}}");
    int64_t timed = count(asking, "after_sales.repair_order",
                          ORDERS ",\"on_time\":{\"is_null\":false}}}");
    int64_t kept =
        count(asking, "after_sales.repair_order", ORDERS ",\"on_time\":true}}");
    int64_t done = count(asking, "after_sales.repair_order",
                         ORDERS ",\"delivered_at\":{\"is_null\":false}}}");
    int64_t same =
        count(asking, "after_sales.repair_order", ORDERS ",\"same_day\":true}}");
    put(asking, "orders", orders);
    put_share(asking, "first_fix_rate", orders - back, orders, 10000);
    put_share(asking, "comeback_rate", back, orders, 10000);
    put_share(asking, "on_time_rate", kept, timed, 10000);
    put_share(asking, "same_day_rate", same, done, 10000);
}

static void
tell_hours(struct asking *asking, const struct dms_json *arguments)
{
    int64_t attended = 0;
    const char *text = dms_json_text_at(arguments, "attended");
    int64_t worked = sum(asking, "after_sales.clocking",
                         "{\"where\":{\"store\":\"$store\",\"off_at\":" IN_SPAN
                         ",\"kind\":{\"in\":[\"work\",\"rework\"]}}}",
                         "hours");
    int64_t sold = sum(asking, "after_sales.order_line",
                       "{\"where\":{\"store\":\"$store\",\"kind\":\"labor\",\"state\":"
                       "\"done\",\"order.settled_at\":" IN_SPAN "}}",
                       "hours");
    if (text != NULL && asking->st == DMS_OK)
        asking->st = dms_decimal_load(text, &attended, asking->error);
    put(asking, "worked_hours", worked);
    put(asking, "sold_hours", sold);
    put_share(asking, "efficiency", sold, worked, 10000);
    put_share(asking, "utilisation", worked, attended, 10000);
}

/* 有效工时单价: labour billed ÷ hours billed, by payer. */
static void
tell_rates(struct asking *asking)
{
    static const char query[] = "{\"where\":{\"store\":\"$store\",\"kind\":\"labor\","
                                "\"state\":\"done\",\"payer\":"
                                "\"$payer\",\"order.settled_at\":" IN_SPAN "}}";
    struct dms_json *rates = dms_json_create_object();
    for (int i = 0; i < SERVICE_PAYERS; i++) {
        dms_json_set_text(asking->span, "payer", service_payers[i]);
        int64_t hours = sum(asking, "after_sales.order_line", query, "hours");
        int64_t money = sum(asking, "after_sales.order_line", query, "amount");
        if (hours > 0)
            dms_json_set_integer(rates, service_payers[i],
                                 (money * 1000 + hours / 2) / hours);
    }
    dms_json_take_key(asking->answer, "effective_labor_rate", rates);
}

static void
tell_scores(struct asking *asking)
{
    static const char query[] =
        "{\"where\":{\"store\":\"$store\",\"answered_at\":" IN_SPAN "}}";
    static const char *const fields[] = { "speed", "skill", "attitude" };
    int64_t all = 0, answers = count(asking, "after_sales.evaluation", query);
    put(asking, "evaluations", answers);
    for (int i = 0; i < 3; i++) {
        int64_t points = sum(asking, "after_sales.evaluation", query, fields[i]);
        all += points;
        put_share(asking, dms_scratch_printf(asking->unit, "%s_score", fields[i]), points,
                  answers, 1000);
    }
    put_share(asking, "score", all, answers * 3, 1000);
}

/* Distinct cars repaired for a fault; those with the same fault twice in the span. */
static void
tell_cars(struct asking *asking)
{
    struct dms_json *seen = dms_json_create_object(), *twice = dms_json_create_object(),
                    *faults = dms_json_create_object();
    int64_t after = 0, base = count(asking, "after_sales.car", "");
    for (size_t got = 1000; asking->st == DMS_OK && got == 1000;) {
        const struct dms_list *orders = NULL;
        dms_json_set_integer(asking->span, "after", after);
        asking->st = dms_unit_find(
            asking->unit, "after_sales.repair_order",
            ORDERS
            ",\"vin\":{\"is_null\":false},\"kind\":{\"in\":[\"repair\",\"warranty\","
            "\"comeback\"]},\"id\":{\"gt\":\"$after\"}},\"sort\":\"id\",\"limit\":1000}",
            asking->span, &orders, asking->error);
        got = asking->st == DMS_OK ? dms_list_count(orders) : 0;
        for (size_t i = 0; i < got; i++) {
            const struct dms_record *order = dms_list_at(orders, i);
            const char *vin = dms_record_text(order, "vin"),
                       *fault = dms_record_text(order, "fault");
            after = dms_record_id(order);
            dms_json_set_boolean(seen, vin, true);
            if (fault == NULL)
                continue;
            const char *both = dms_scratch_printf(asking->unit, "%s %s", vin, fault);
            if (dms_json_boolean_at(faults, both))
                dms_json_set_boolean(twice, vin, true);
            dms_json_set_boolean(faults, both, true);
        }
    }
    int64_t cars = (int64_t)dms_json_count(seen);
    put(asking, "cars_repaired", cars);
    put_share(asking, "fault_repair_rate", cars, base, 10000);
    put_share(asking, "repeat_rate", (int64_t)dms_json_count(twice), cars, 10000);
    dms_json_destroy(seen);
    dms_json_destroy(twice);
    dms_json_destroy(faults);
}

static void
judge_standard(struct asking *asking, const struct dms_record *standard,
               struct dms_json *list)
{
    const char *metric = dms_record_text(standard, "metric");
    const struct dms_json *actual = dms_json_at_key(asking->answer, metric);
    if (dms_json_kind(actual) != DMS_JSON_INTEGER)
        return;
    int64_t is = dms_json_integer(actual), target = dms_record_int(standard, "target");
    bool most = dms_record_int(standard, "at_most") != 0;
    struct dms_json *item = service_words("metric", metric);
    dms_json_set_integer(item, "target", target);
    dms_json_set_integer(item, "actual", is);
    dms_json_set_boolean(item, "met", most ? is <= target : is >= target);
    dms_json_set_text(item, "action", dms_record_text(standard, "action"));
    dms_json_take(list, item);
}

static void
tell_standards(struct asking *asking)
{
    const struct dms_list *standards = NULL;
    struct dms_json *list = dms_json_create_array();
    dms_json_set_text(asking->span, "today",
                      service_day(asking->unit, dms_unit_today(asking->unit)));
    if (asking->st == DMS_OK)
        asking->st = dms_unit_find(
            asking->unit, "after_sales.standard",
            "{\"where\":{\"store\":\"$store\",\"valid_from\":{\"lte\":\"$today\"},\"or\":"
            "[{\"valid_to\":{\"is_null\":true}},{\"valid_to\":{\"gte\":\"$today\"}}]},"
            "\"sort\":\"metric,id\",\"limit\":1000}",
            asking->span, &standards, asking->error);
    for (size_t i = 0; asking->st == DMS_OK && i < dms_list_count(standards); i++)
        judge_standard(asking, dms_list_at(standards, i), list);
    dms_json_take_key(asking->answer, "standards", list);
}

static enum dms_status
tell_figures(struct dms_unit *unit, const struct dms_json *arguments, void *data,
             struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct asking asking = { .unit = unit,
                             .span = dms_json_copy(arguments),
                             .answer = dms_json_create_object(),
                             .error = error };
    dms_json_set_integer(asking.span, "store", dms_unit_store(unit));
    tell_orders(&asking);
    tell_hours(&asking, arguments);
    tell_rates(&asking);
    tell_scores(&asking);
    tell_cars(&asking);
    tell_standards(&asking);
    dms_json_destroy(asking.span);
    *answer = asking.answer;
    return asking.st;
}

/* Kept and same day are told when the work is finished and the car is gone: a question about two
 * fields of one record is not for a list. */
static enum dms_status
note_on_time(struct dms_unit *unit, struct dms_record *order, void *data,
             struct dms_error *error)
{
    (void)data;
    return dms_record_has(order, "promised_at")
               ? dms_record_set_int(
                     order, "on_time",
                     dms_unit_now(unit) <= dms_record_int(order, "promised_at"), error)
               : DMS_OK;
}

static enum dms_status
note_same_day(struct dms_unit *unit, struct dms_record *order, void *data,
              struct dms_error *error)
{
    (void)data;
    int64_t came =
        dms_time_date(dms_record_int(order, "arrived_at"), dms_unit_offset(unit));
    return dms_record_set_int(order, "same_day", came == dms_unit_today(unit), error);
}

const struct dms_hook after_sales_figures_hooks[] = {
    DMS_HOOK(.name = "after_sales/figures:on_time",
             .on = "after_sales.repair_order.@finished", .run = note_on_time),
    DMS_HOOK(.name = "after_sales/figures:same_day",
             .on = "after_sales.repair_order.@delivered", .run = note_same_day),
    { 0 },
};

static const struct dms_argument arguments[] = {
    { .name = "from", .type = DMS_TIME, .flags = DMS_REQUIRED },
    { .name = "to", .type = DMS_TIME, .flags = DMS_REQUIRED },
    { .name = "attended", .type = DMS_DECIMAL },
};

const struct dms_call_card after_sales_figures_calls[] = {
    DMS_CALL(.name = "after_sales.figures", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.evaluation:export", DMS_ARGUMENTS(arguments),
             .run = tell_figures),
    { 0 },
};
