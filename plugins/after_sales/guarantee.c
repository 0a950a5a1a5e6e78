/* guarantee.c - the three-guarantee clock of a car: what the law counts, what the customer may ask
 * for now, and the alarm "once more and he may return the car", with what that would cost. The
 * figures are the dated decision after_sales.three_guarantees (rows 54, 62). */
#include <stdlib.h>
#include <string.h>

#include "after_sales.h"

/* What is asked: the car, the day, its mileage and the fault it comes with now, if any. */
struct question {
    const struct dms_record *car;
    const char *vin, *fault;
    bool safety, now; /* NOW: a repair that is not written down yet counts, too */
    int64_t on, mileage, begins, days;
};

struct judgement {
    struct dms_json *rights, *alarms;
};

enum dms_status
service_terms(struct dms_unit *unit, int64_t on, struct dms_json **terms,
              struct dms_error *error)
{
    return service_decide(unit, "after_sales.three_guarantees", service_values("on", on),
                          terms, error);
}

static int64_t
term(const struct dms_json *terms, const char *name)
{
    return dms_json_integer_at(terms, name);
}

/* The last day and the last kilometre are inside: the text does not say; the house is generous. */
static bool
inside(const struct question *asked, int64_t last_day, int64_t last_km)
{
    return asked->on <= last_day && asked->mileage <= last_km;
}

/* COUNT beyond LIMIT is a right; COUNT at it an alarm. */
static void
weigh(struct judgement *judgement, const char *clause, const char *what, int64_t count,
      int64_t limit)
{
    if (limit == 0 || count < limit)
        return;
    struct dms_json *item = service_words("clause", clause);
    dms_json_set_text(item, "what", what);
    dms_json_set_integer(item, "count", count);
    dms_json_set_integer(item, "limit", limit);
    dms_json_take(count > limit ? judgement->rights : judgement->alarms, item);
}

static void
grant(struct judgement *judgement, const char *clause, const char *what)
{
    struct dms_json *item = service_words("clause", clause);
    dms_json_set_text(item, "what", what);
    dms_json_take(judgement->rights, item);
}

static void
bump(struct dms_json *counts, const char *key)
{
    dms_json_set_integer(counts, key, dms_json_integer_at(counts, key) + 1);
}

/* "engine" for the assembly itself, "steering/rack" for a main part of one. */
static void
count_replaced(struct dms_unit *unit, const struct dms_record *repair,
               struct dms_json *counts)
{
    struct dms_json *list = dms_record_json(repair, "replaced");
    for (size_t i = 0; i < dms_json_count(list); i++) {
        const struct dms_json *item = dms_json_at(list, i);
        const char *part = dms_json_text_at(item, "main_part"),
                   *assembly = dms_json_text_at(item, "assembly");
        bool whole = part == NULL || part[0] == '\0';
        bump(counts,
             whole ? assembly : dms_scratch_printf(unit, "%s/%s", assembly, part));
    }
    dms_json_destroy(list);
}

static void
weigh_replaced(struct judgement *judgement, const struct dms_json *counts,
               const struct dms_json *terms)
{
    for (size_t i = 0; i < dms_json_count(counts); i++) {
        const char *what = dms_json_key_at(counts, i);
        bool part = strchr(what, '/') != NULL;
        weigh(judgement, part ? "24-3" : "24-2", what,
              dms_json_integer(dms_json_value_at(counts, i)),
              term(terms, part ? "part_limit" : "assembly_limit"));
    }
}

static enum dms_status
weigh_repairs(struct dms_unit *unit, const struct question *asked,
              const struct dms_json *terms, struct judgement *judgement,
              struct dms_json *answer, struct dms_error *error)
{
    const struct dms_list *repairs = NULL;
    struct dms_json *replaced = dms_json_create_object();
    int64_t days = asked->days, same = asked->now && asked->fault != NULL,
            safety = asked->now && asked->safety;
    enum dms_status st = service_find(
        unit, "after_sales.repair_record",
        "{\"where\":{\"vin\":\"$vin\",\"counts\":true},\"sort\":\"id\",\"limit\":1000}",
        service_words("vin", asked->vin), &repairs, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(repairs); i++) {
        const struct dms_record *repair = dms_list_at(repairs, i);
        days += dms_record_int(repair, "days");
        same += asked->fault != NULL && service_is(repair, "fault", asked->fault);
        safety += dms_record_int(repair, "safety_fault") != 0;
        count_replaced(unit, repair, replaced);
    }
    weigh(judgement, "24-1", "safety_fault", safety, term(terms, "safety_limit"));
    weigh_replaced(judgement, replaced, terms);
    weigh(judgement, "24-4", "days", days, term(terms, "days_limit"));
    weigh(judgement, "24-4", "same_fault", same, term(terms, "same_fault_limit"));
    dms_json_set_integer(answer, "days", days);
    dms_json_set_integer(answer, "days_limit", term(terms, "days_limit"));
    dms_json_set_integer(answer, "same_fault", same);
    dms_json_set_integer(answer, "safety_faults", safety);
    dms_json_take_key(answer, "replaced", replaced);
    return st;
}

/* §20, §22, §23: what an early fault gives by itself. */
static void
weigh_early(const struct question *asked, const struct dms_json *terms,
            struct judgement *judgement)
{
    int64_t early = asked->begins + term(terms, "early_days");
    if (!asked->now)
        return;
    if (asked->safety && inside(asked, early, term(terms, "early_km")))
        grant(judgement, "23", "safety_fault");
    if (asked->fault != NULL && asked->on <= asked->begins + term(terms, "first_days"))
        grant(judgement, "22", "first_days");
}

int64_t
service_compensation(int64_t price, int64_t mileage, int64_t rate)
{
    int64_t thousand_km = dms_money_share(price, rate); /* for each 1,000 km */
    int64_t amount = service_times(thousand_km, mileage);
    return amount > price ? price : amount;
}

static void
put_exposure(const struct question *asked, const struct dms_json *terms,
             struct dms_json *answer)
{
    int64_t price = dms_record_int(asked->car, "price");
    if (price == 0)
        return;
    int64_t back =
        service_compensation(price, asked->mileage, term(terms, "compensation_rate"));
    dms_json_set_integer(answer, "compensation", back);
    dms_json_set_integer(answer, "cost_of_return", price - back);
}

static void
put_periods(struct dms_unit *unit, const struct question *asked,
            const struct dms_json *terms, struct dms_json *answer)
{
    int64_t valid = service_months_after(asked->begins, term(terms, "validity_months")),
            repair = service_months_after(asked->begins, term(terms, "warranty_months"));
    dms_json_set_text(answer, "begins_on", service_day(unit, asked->begins));
    dms_json_set_text(answer, "valid_to", service_day(unit, valid));
    dms_json_set_text(answer, "warranty_to", service_day(unit, repair));
    dms_json_set_boolean(answer, "in_validity",
                         inside(asked, valid, term(terms, "validity_km")));
    dms_json_set_boolean(answer, "in_warranty",
                         inside(asked, repair, term(terms, "warranty_km")));
    dms_json_set_text(answer, "source", dms_json_text_at(terms, "source"));
}

static enum dms_status
judge(struct dms_unit *unit, struct question *asked, struct dms_json *answer,
      struct dms_error *error)
{
    struct dms_json *terms = NULL;
    struct judgement judgement = { dms_json_create_array(), dms_json_create_array() };
    asked->begins = dms_record_int(
        asked->car,
        dms_record_has(asked->car, "handed_over_on") ? "handed_over_on" : "invoiced_on");
    enum dms_status st =
        asked->begins == 0 ? DMS_OK : service_terms(unit, asked->begins, &terms, error);
    dms_json_set_boolean(answer, "known", st == DMS_OK && terms != NULL);
    if (st == DMS_OK && terms != NULL) {
        put_periods(unit, asked, terms, answer);
        if (dms_json_boolean_at(answer, "in_validity")) {
            weigh_early(asked, terms, &judgement);
            st = weigh_repairs(unit, asked, terms, &judgement, answer, error);
        }
        put_exposure(asked, terms, answer);
    }
    dms_json_take_key(answer, "rights", judgement.rights);
    dms_json_take_key(answer, "alarms", judgement.alarms);
    dms_json_destroy(terms);
    return st;
}

static enum dms_status
tell(struct dms_unit *unit, const struct dms_json *arguments, void *data,
     struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct question asked = { .vin = dms_json_text_at(arguments, "vin"),
                              .fault = dms_json_text_at(arguments, "fault"),
                              .on = dms_unit_today(unit) };
    enum dms_status st = service_car_of(unit, asked.vin, &asked.car, error);
    if (st == DMS_OK && asked.car == NULL)
        st = dms_fail_field(error, DMS_NOT_FOUND, "vin", "after_sales.no_such_car",
                            "vin=%s", asked.vin);
    if (st == DMS_OK && dms_json_text_at(arguments, "on") != NULL)
        st = dms_date_load(dms_json_text_at(arguments, "on"), &asked.on, error);
    if (st != DMS_OK)
        return st;
    bool said = dms_json_kind(dms_json_at_key(arguments, "mileage")) == DMS_JSON_INTEGER;
    asked.mileage = said ? dms_json_integer_at(arguments, "mileage")
                         : dms_record_int(asked.car, "mileage");
    *answer = dms_json_create_object();
    return judge(unit, &asked, *answer, error);
}

/* At reception the order says where the car stands, so that the advisor knows before he promises. */
static enum dms_status
look(struct dms_unit *unit, struct dms_record *order, void *data, struct dms_error *error)
{
    (void)data;
    struct question asked = { .vin = dms_record_text(order, "vin"),
                              .fault = dms_record_text(order, "fault"),
                              .safety = dms_record_int(order, "safety_fault") != 0,
                              .now = service_is(order, "kind", "warranty") ||
                                     service_is(order, "kind", "comeback"),
                              .on = dms_unit_today(unit),
                              .mileage = dms_record_int(order, "mileage") };
    bool new_fault =
        dms_record_changed(order, "fault") || dms_record_changed(order, "safety_fault") ||
        dms_record_changed(order, "kind") || dms_record_changed(order, "vin");
    if (asked.vin == NULL || !new_fault || dms_record_has(order, "delivered_at"))
        return DMS_OK;
    enum dms_status st = service_car_of(unit, asked.vin, &asked.car, error);
    if (st != DMS_OK || asked.car == NULL)
        return st;
    struct dms_json *answer = dms_json_create_object();
    st = judge(unit, &asked, answer, error);
    bool alarmed = dms_json_count(dms_json_at_key(answer, "rights")) +
                       dms_json_count(dms_json_at_key(answer, "alarms")) >
                   0;
    struct service_fill fill = { .record = order, .error = error, .st = st };
    service_put(&fill, "guarantee_alarm", alarmed);
    service_put_json(&fill, "guarantee", answer);
    return fill.st;
}

static const struct dms_argument arguments[] = {
    { .name = "vin", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "on", .type = DMS_DATE },
    { .name = "mileage", .type = DMS_INTEGER },
    { .name = "fault", .type = DMS_TEXT },
};

const struct dms_call_card after_sales_guarantee_calls[] = {
    DMS_CALL(.name = "after_sales.guarantee", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.repair_record:read", DMS_ARGUMENTS(arguments),
             .run = tell),
    { 0 },
};

static const char *const after[] = { "after_sales/reception", NULL };

const struct dms_hook after_sales_guarantee_hooks[] = {
    DMS_HOOK(.name = "after_sales/guarantee", .on = "after_sales.repair_order.save",
             .after = after, .run = look),
    { 0 },
};
