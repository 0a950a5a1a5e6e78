/* funnel.c - an order carries its opportunity along: signed is won, delivered is delivered, and
 * what comes back is lost (cancel.c).
 *
 * Whatever stages a brand has, its funnel has the states won, delivered and lost and the
 * transitions win and deliver (rows 6 to 9). By hand nobody takes them: figures of cars sold
 * would count what no order, no payment and no car stands behind. */
#include <string.h>

#include "sales.h"

static enum dms_status
carry(struct dms_unit *unit, struct dms_record *order, void *data,
      struct dms_error *error)
{
    const char *transition = data;
    struct dms_record *opportunity = NULL;
    if (!dms_record_has(order, "opportunity"))
        return DMS_OK;
    enum dms_status st =
        dms_unit_edit(unit, "sales.opportunity", dms_record_int(order, "opportunity"),
                      &opportunity, error);
    if (st != DMS_OK)
        return st;
    const char *state = dms_record_state(opportunity);
    bool past = strcmp(state, "delivered") == 0 || strcmp(state, "lost") == 0 ||
                (strcmp(transition, "win") == 0 && strcmp(state, "won") == 0);
    return past ? DMS_OK
                : dms_unit_transition(unit, opportunity, transition, NULL, error);
}

static const char signed_order[] =
    "{\"where\":{\"opportunity\":\"$id\",\"not\":{\"state\":{"
    "\"in\":[\"draft\",\"cancelled\"]}}},\"limit\":1}";
static const char delivered_order[] =
    "{\"where\":{\"opportunity\":\"$id\",\"delivered_at\":"
    "{\"is_null\":false}},\"limit\":1}";

static const char returned_order[] =
    "{\"where\":{\"opportunity\":\"$id\",\"state\":\"returned\"},\"limit\":1}";

/* DATA: the query for an order that is as far. */
static enum dms_status
need_order(struct dms_unit *unit, struct dms_record *opportunity, void *data,
           struct dms_error *error)
{
    const struct dms_record *order = NULL;
    const char *key = data == signed_order      ? "sales.won_by_order"
                      : data == delivered_order ? "sales.delivered_by_order"
                                                : "sales.returned_by_order";
    enum dms_status st = sales_find_one(unit, "sales.order", data,
                                        dms_record_id(opportunity), &order, error);
    if (st != DMS_OK || order != NULL)
        return st;
    dms_fail(error, DMS_DENIED, key, "");
    dms_error_at_rule(error, "sales/funnel");
    return DMS_DENIED;
}

const struct dms_hook sales_funnel_hooks[] = {
    DMS_HOOK(.name = "sales/funnel:sign", .on = "sales.order.@signed", .phase = DMS_AFTER,
             .run = carry, .data = "win"),
    DMS_HOOK(.name = "sales/funnel:deliver", .on = "sales.order.@delivered",
             .phase = DMS_AFTER, .run = carry, .data = "deliver"),
    DMS_HOOK(.name = "sales/funnel:win", .on = "sales.opportunity.@won",
             .run = need_order, .data = (void *)(uintptr_t)signed_order),
    DMS_HOOK(.name = "sales/funnel:by_order", .on = "sales.opportunity.@delivered",
             .run = need_order, .data = (void *)(uintptr_t)delivered_order),
    DMS_HOOK(.name = "sales/funnel:returned", .on = "sales.opportunity.take_back",
             .run = need_order, .data = (void *)(uintptr_t)returned_order),
    { 0 },
};
