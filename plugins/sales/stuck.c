/* stuck.c - how old the stages of open deals are, which deals stand still, and which went past
 * the process (row 41). How many days are too many is the brand's: decision sales.stage_days,
 * else the setting sales.stuck_days. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"

#define MOST 1000

static const char open_deals[] =
    "{\"where\":{\"store\":\"$store\",\"state\":{\"ne\":\"\"},\"not\":{\"state\":{\"in\":"
    "["
    "\"won\",\"delivered\",\"lost\"]}}},\"sort\":\"stage_since,id\",\"limit\":1000}";

static int64_t
usual_days(struct dms_unit *unit)
{
    int64_t days = strtoll(dms_unit_setting(unit, "sales.stuck_days", "7"), NULL, 10);
    return days > 0 ? days : 7;
}

/* What the brand allows for this stage; the usual when it does not say. */
static enum dms_status
days_for(struct dms_unit *unit, const struct dms_record *deal, int64_t *days,
         struct dms_error *error)
{
    struct dms_json *answer = NULL, *facts;
    *days = usual_days(unit);
    if (!dms_unit_can_call(unit, "sales.stage_days"))
        return DMS_OK;
    facts = dms_json_create_object();
    dms_json_set_text(facts, "stage", dms_record_state(deal));
    enum dms_status st = dms_call(unit, "sales.stage_days", facts, &answer, error);
    if (st == DMS_OK && dms_json_integer_at(answer, "days") > 0)
        *days = dms_json_integer_at(answer, "days");
    dms_json_destroy(answer);
    dms_json_destroy(facts);
    return st;
}

static struct dms_json *
tell_deal(struct dms_unit *unit, const struct dms_record *deal, int64_t age,
          int64_t limit)
{
    struct dms_json *json = dms_json_create_object();
    dms_json_set_integer(json, "opportunity", dms_record_id(deal));
    dms_json_set_integer(json, "customer", dms_record_int(deal, "customer"));
    dms_json_set_integer(json, "person", dms_record_owner(deal));
    dms_json_set_text(json, "stage", dms_record_state(deal));
    dms_json_set_text(json, "since",
                      sales_day(unit, dms_time_date(dms_record_int(deal, "stage_since"),
                                                    dms_unit_offset(unit))));
    dms_json_set_integer(json, "days", age);
    dms_json_set_integer(json, "limit", limit);
    return json;
}

/* The limits of the stages met so far, so that each stage is asked about once. */
static enum dms_status
limit_of(struct dms_unit *unit, struct dms_json *limits, const struct dms_record *deal,
         int64_t *days, struct dms_error *error)
{
    const char *stage = dms_record_state(deal);
    enum dms_status st = DMS_OK;
    *days = dms_json_integer_at(limits, stage);
    if (*days == 0)
        st = days_for(unit, deal, days, error);
    if (st == DMS_OK)
        dms_json_set_integer(limits, stage, *days);
    return st;
}

static void
add_age(struct dms_json *ages, const char *stage, int64_t age)
{
    struct dms_json *of =
        (struct dms_json *)(uintptr_t)dms_json_at_key(ages, stage); /* made here */
    if (of == NULL) {
        of = dms_json_create_object();
        dms_json_take_key(ages, stage, of);
    }
    dms_json_set_integer(of, "count", dms_json_integer_at(of, "count") + 1);
    dms_json_set_integer(of, "days", dms_json_integer_at(of, "days") + age);
    if (age > dms_json_integer_at(of, "oldest"))
        dms_json_set_integer(of, "oldest", age);
}

static enum dms_status
look_at(struct dms_unit *unit, const struct dms_list *deals, struct dms_json *stuck,
        struct dms_json *ages, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    struct dms_json *limits = dms_json_create_object();
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(deals); i++) {
        const struct dms_record *deal = dms_list_at(deals, i);
        int64_t limit, since = dms_record_int(deal, "stage_since");
        int64_t age = dms_unit_today(unit) - dms_time_date(since, dms_unit_offset(unit));
        if (since == 0)
            continue;
        st = limit_of(unit, limits, deal, &limit, error);
        add_age(ages, dms_record_state(deal), age);
        if (st == DMS_OK && age > limit)
            dms_json_take(stuck, tell_deal(unit, deal, age, limit));
    }
    dms_json_destroy(limits);
    return st;
}

/* {"stuck":[…], "ages": {stage: {count, days, oldest}}} */
static enum dms_status
tell_stuck(struct dms_unit *unit, const struct dms_json *arguments, void *data,
           struct dms_json **answer, struct dms_error *error)
{
    (void)arguments, (void)data;
    const struct dms_list *deals = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "store", dms_unit_store(unit));
    enum dms_status st =
        dms_unit_find(unit, "sales.opportunity", open_deals, values, &deals, error);
    dms_json_destroy(values);
    if (st != DMS_OK)
        return st;
    struct dms_json *stuck = dms_json_create_array(), *ages = dms_json_create_object();
    st = look_at(unit, deals, stuck, ages, error);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "stuck", stuck);
    dms_json_take_key(*answer, "ages", ages);
    dms_json_set_boolean(*answer, "more", dms_list_count(deals) == MOST);
    return st;
}

const struct dms_call_card sales_stuck_calls[] = {
    DMS_CALL(.name = "sales.stuck", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "sales.coaching:read", .run = tell_stuck),
    { 0 },
};
