/* agree_target.c - a target is agreed when its parts sum to it, and when it and its fellows sum
 * to what they are parts of (rows 3, 4). Shares and averages do not sum. */
#include <inttypes.h>
#include <string.h>

#include "plan.h"

static const char parts_query[] =
    "{\"where\":{\"parent\":\"$id\",\"state\":{\"ne\":\"dropped\"}},\"limit\":1000}";

/* Parts by people and parts by months each sum by themselves. */
static bool
is_by_people(const struct dms_record *part, const struct dms_record *whole)
{
    return strcmp(dms_record_text(part, "level"), dms_record_text(whole, "level")) != 0;
}

static enum dms_status
refuse(struct dms_unit *unit, int64_t sum, int64_t number, struct dms_error *error)
{
    dms_fail_field(error, DMS_DENIED, "number",
                   sum > number ? "sales.target_too_much" : "sales.target_too_little",
                   "sum=%s|number=%s|difference=%s", sales_decimal(unit, sum),
                   sales_decimal(unit, number),
                   sales_decimal(unit, sum > number ? sum - number : number - sum));
    dms_error_at_rule(error, "sales/agree_target");
    return DMS_DENIED;
}

static enum dms_status
check_sum(struct dms_unit *unit, const struct dms_record *whole, bool by_people,
          const struct dms_list *parts, struct dms_error *error)
{
    int64_t sum = 0, number = dms_record_int(whole, "number");
    size_t count = 0;
    for (size_t i = 0; i < dms_list_count(parts); i++) {
        const struct dms_record *part = dms_list_at(parts, i);
        if (is_by_people(part, whole) != by_people)
            continue;
        sum += dms_record_int(part, "number");
        count++;
    }
    return count == 0 || sum == number ? DMS_OK : refuse(unit, sum, number, error);
}

static enum dms_status
check_whole(struct dms_unit *unit, const struct dms_record *whole,
            struct dms_error *error)
{
    const struct dms_list *parts = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", dms_record_id(whole));
    enum dms_status st =
        dms_unit_find(unit, "sales.target", parts_query, values, &parts, error);
    dms_json_destroy(values);
    if (st == DMS_OK)
        st = check_sum(unit, whole, true, parts, error);
    return st == DMS_OK ? check_sum(unit, whole, false, parts, error) : st;
}

static enum dms_status
check_twin(struct dms_unit *unit, const struct dms_record *target,
           struct dms_error *error)
{
    static const char same[] =
        "{\"where\":{\"figure\":\"$figure\",\"starts_on\":\"$from\",\"ends_on\":\"$to\","
        "\"store\":\"$store\",\"level\":\"$level\",\"person\":\"$person\",\"state\":"
        "\"agreed\",\"id\":{\"ne\":\"$id\"}},\"limit\":1}";
    const struct dms_list *twins = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "figure", dms_record_text(target, "figure"));
    dms_json_set_text(values, "from",
                      sales_day(unit, dms_record_int(target, "starts_on")));
    dms_json_set_text(values, "to", sales_day(unit, dms_record_int(target, "ends_on")));
    dms_json_set_integer(values, "store", dms_record_store(target));
    dms_json_set_text(values, "level", dms_record_text(target, "level"));
    if (dms_record_has(target, "person"))
        dms_json_set_integer(values, "person", dms_record_int(target, "person"));
    else
        dms_json_take_key(values, "person", dms_json_create_null());
    dms_json_set_integer(values, "id", dms_record_id(target));
    enum dms_status st = dms_unit_find(unit, "sales.target", same, values, &twins, error);
    dms_json_destroy(values);
    if (st == DMS_OK && dms_list_count(twins) > 0)
        st = dms_fail(error, DMS_DENIED, "sales.target_twice", "id=%" PRId64,
                      dms_record_id(dms_list_at(twins, 0)));
    return st;
}

static enum dms_status
agree(struct dms_unit *unit, struct dms_record *target, void *data,
      struct dms_error *error)
{
    (void)data;
    const struct dms_record *parent = NULL;
    enum dms_status st = check_twin(unit, target, error);
    if (st != DMS_OK || sales_quantum(dms_record_text(target, "unit")) == 0)
        return st;
    st = check_whole(unit, target, error);
    if (st != DMS_OK || !dms_record_has(target, "parent"))
        return st;
    st = dms_unit_get(unit, "sales.target", dms_record_int(target, "parent"), &parent,
                      error);
    return st == DMS_OK ? check_whole(unit, parent, error) : st;
}

const struct dms_hook sales_agree_target_hooks[] = {
    DMS_HOOK(.name = "sales/agree_target", .on = "sales.target.agree", .run = agree),
    { 0 },
};
