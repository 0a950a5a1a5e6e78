/* insure.c - a policy is the customer's choice, one of a kind at a time, and before it ends
 * somebody asks whether to renew it (row 23). How many days before is sales.renewal_days. */
#include <string.h>

#include "desk.h"

static enum dms_status
check_term(struct dms_unit *unit, struct dms_record *policy, void *data,
           struct dms_error *error)
{
    (void)data;
    const struct dms_record *car = NULL;
    if (dms_record_has(policy, "starts_on") && dms_record_has(policy, "ends_on") &&
        dms_record_int(policy, "ends_on") <= dms_record_int(policy, "starts_on"))
        return dms_fail_field(error, DMS_INVALID, "ends_on", "sales.policy_upside_down",
                              "");
    if (!dms_record_has(policy, "vehicle") || dms_record_has(policy, "vin"))
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "sales.vehicle",
                                      dms_record_int(policy, "vehicle"), &car, error);
    return st == DMS_OK
               ? dms_record_set_text(policy, "vin", dms_record_text(car, "vin"), error)
               : st;
}

static enum dms_status
refuse_second(struct dms_unit *unit, const struct dms_record *policy,
              struct dms_error *error)
{
    static const char same[] =
        "{\"where\":{\"vin\":\"$vin\",\"kind\":\"$kind\",\"state\":\"active\",\"id\":"
        "{\"ne\":\"$id\"},\"starts_on\":{\"lte\":\"$to\"},\"ends_on\":{\"gte\":\"$from\"}"
        "},"
        "\"limit\":1}";
    const struct dms_list *list = NULL;
    if (!dms_record_has(policy, "vin"))
        return DMS_OK;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "vin", dms_record_text(policy, "vin"));
    dms_json_set_text(values, "kind", dms_record_text(policy, "kind"));
    dms_json_set_integer(values, "id", dms_record_id(policy));
    dms_json_take_key(values, "from", dms_record_json(policy, "starts_on"));
    dms_json_take_key(values, "to", dms_record_json(policy, "ends_on"));
    enum dms_status st = dms_unit_find(unit, "sales.policy", same, values, &list, error);
    dms_json_destroy(values);
    if (st != DMS_OK || dms_list_count(list) == 0)
        return st;
    const struct dms_record *other = dms_list_at(list, 0);
    return dms_fail_field(error, DMS_CONFLICT, "starts_on", "sales.policy_twice",
                          "from=%s|to=%s", sales_when(unit, other, "starts_on"),
                          sales_when(unit, other, "ends_on"));
}

static enum dms_status
check_choice(struct dms_unit *unit, struct dms_record *policy, void *data,
             struct dms_error *error)
{
    (void)data;
    if (dms_record_int(policy, "agreed") == 0)
        return dms_fail_field(error, DMS_DENIED, "agreed", "sales.policy_not_agreed", "");
    return refuse_second(unit, policy, error);
}

/* The moment a day begins on the dealer's wall, at nine when people work. */
static int64_t
morning_of(struct dms_unit *unit, int64_t day)
{
    return day * DMS_DAY - dms_unit_offset(unit) * DMS_MINUTE + 9 * DMS_HOUR;
}

/* The next of the days before the end that still lies ahead, else the end itself. */
static enum dms_status
wind_up(struct dms_unit *unit, const struct dms_record *policy, struct dms_error *error)
{
    struct dms_json *answer = NULL, *facts = dms_json_create_object();
    int64_t ends = dms_record_int(policy, "ends_on"), left = 0;
    dms_json_set_text(facts, "kind", dms_record_text(policy, "kind"));
    enum dms_status st = sales_ask(unit, "sales.renewal_days", facts, &answer, error);
    const struct dms_json *days = dms_json_at_key(answer, "days");
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(days); i++) {
        int64_t before = dms_json_integer(dms_json_at(days, i));
        if (before > left && morning_of(unit, ends - before) > dms_unit_now(unit))
            left = before;
    }
    dms_json_destroy(answer);
    int64_t due = morning_of(unit, left > 0 ? ends - left : ends + 1);
    return st == DMS_OK ? dms_timer_set(unit, sales_renewal_timer.name, policy, NULL, due,
                                        NULL, error)
                        : st;
}

static enum dms_status
end_earlier(struct dms_unit *unit, const struct dms_record *policy,
            struct dms_error *error)
{
    struct dms_record *earlier = NULL;
    if (!dms_record_has(policy, "renews"))
        return DMS_OK;
    enum dms_status st = dms_unit_edit(unit, "sales.policy",
                                       dms_record_int(policy, "renews"), &earlier, error);
    if (st != DMS_OK || (strcmp(dms_record_state(earlier), "active") != 0 &&
                         strcmp(dms_record_state(earlier), "expired") != 0))
        return st;
    return dms_unit_transition(unit, earlier, "renew", NULL, error);
}

static enum dms_status
begin(struct dms_unit *unit, struct dms_record *policy, void *data,
      struct dms_error *error)
{
    (void)data;
    enum dms_status st = wind_up(unit, policy, error);
    if (st == DMS_OK)
        st = end_earlier(unit, policy, error);
    return st == DMS_OK
               ? sales_remember(unit, policy, "policy", "sales.remember_policy", error)
               : st;
}

static enum dms_status
tell_due(struct dms_unit *unit, const struct dms_record *policy, struct dms_error *error)
{
    struct dms_json *payload = dms_json_create_object();
    dms_json_set_integer(payload, "days_left",
                         dms_record_int(policy, "ends_on") - dms_unit_today(unit));
    enum dms_status st =
        dms_emit(unit, "sales.policy.renewal_due", policy, payload, error);
    dms_json_destroy(payload);
    return st == DMS_OK ? wind_up(unit, policy, error) : st;
}

static enum dms_status
ring(struct dms_unit *unit, const char *entity, int64_t record,
     const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)payload, (void)data;
    struct dms_record *policy = NULL;
    enum dms_status st = dms_unit_edit(unit, entity, record, &policy, error);
    if (st == DMS_NOT_FOUND) { /* removed meanwhile: nothing left to renew */
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st != DMS_OK || strcmp(dms_record_state(policy), "active") != 0)
        return st;
    if (dms_unit_today(unit) > dms_record_int(policy, "ends_on"))
        return dms_unit_transition(unit, policy, "expire", NULL, error);
    return tell_due(unit, policy, error);
}

const struct dms_hook sales_insure_hooks[] = {
    DMS_HOOK(.name = "sales/insure:term", .on = "sales.policy.save", .run = check_term),
    DMS_HOOK(.name = "sales/insure:choice", .on = "sales.policy.activate",
             .run = check_choice),
    DMS_HOOK(.name = "sales/insure:begin", .on = "sales.policy.activate",
             .phase = DMS_AFTER, .run = begin),
    { 0 },
};

const struct dms_timer_handler sales_renewal_timer = {
    .size = sizeof(struct dms_timer_handler),
    .name = "sales/renewal",
    .run = ring,
};
