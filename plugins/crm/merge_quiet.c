/* merge_quiet.c - two advisors with open orders: nobody merges their customers behind them. */
#include <inttypes.h>
#include <string.h>

#include "ask.h"
#include "merge.h"

struct owners {
    int64_t first, second;
    const char *first_order, *second_order;
};

static void
look_at(struct dms_unit *unit, struct owners *owners, const struct dms_json *orders)
{
    for (size_t i = 0; i < dms_json_count(orders) && owners->second_order == NULL; i++) {
        const struct dms_json *order = dms_json_at(orders, i);
        int64_t owner = dms_json_integer_at(order, "owner");
        const char *number =
            dms_scratch_printf(unit, "%s", dms_json_text_at(order, "number"));
        if (owners->first_order == NULL) {
            owners->first = owner;
            owners->first_order = number;
        } else if (owner != owners->first) {
            owners->second = owner;
            owners->second_order = number;
        }
    }
}

/* Whoever sells knows the orders: the plugin that does is asked. */
static enum dms_status
ask_orders(struct dms_unit *unit, int64_t customer, struct owners *owners,
           struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st = crm_decide(unit, "sales.open_orders",
                                    crm_with_id("customer", customer), &answer, error);
    look_at(unit, owners, dms_json_at_key(answer, "orders"));
    dms_json_destroy(answer);
    return st;
}

enum dms_status
crm_pair_is_quiet(struct dms_unit *unit, const struct crm_pair *pair,
                  struct dms_error *error)
{
    struct owners owners = { 0 };
    if (strcmp(pair->entity, "crm.customer") != 0)
        return DMS_OK;
    enum dms_status st = ask_orders(unit, dms_record_id(pair->kept), &owners, error);
    if (st == DMS_OK)
        st = ask_orders(unit, dms_record_id(pair->away), &owners, error);
    if (st != DMS_OK || owners.second_order == NULL)
        return st;
    st = dms_fail_field(error, DMS_DENIED, "merge", "crm.merge_two_advisors",
                        "first=%s|second=%s", owners.first_order, owners.second_order);
    dms_error_at_rule(error, "crm/merge_quiet");
    return st;
}
