/* cancel.c - an order ends early only when its money is back, the money held for others too; its
 * car is free again (row 15). */
#include <string.h>

#include "sales.h"

static enum dms_status
want_refund(struct dms_unit *unit, struct dms_record *order, void *data,
            struct dms_error *error)
{
    (void)data;
    int64_t paid = dms_record_int(order, "paid"), held = dms_record_int(order, "held");
    if (paid <= 0 && held <= 0)
        return DMS_OK;
    if (paid > 0)
        dms_fail(error, DMS_DENIED, "sales.refund_first", "paid=%s",
                 sales_yuan(unit, paid));
    else
        dms_fail(error, DMS_DENIED, "sales.held_open", "held=%s", sales_yuan(unit, held));
    dms_error_at_rule(error, "sales/cancel");
    return DMS_DENIED;
}

static enum dms_status
free_car(struct dms_unit *unit, struct dms_record *order, void *data,
         struct dms_error *error)
{
    static const char mine[] = "{\"where\":{\"vehicle\":\"$id\",\"state\":{\"in\":"
                               "[\"allocated\",\"ready\"]}},\"limit\":1}";
    (void)data;
    const struct dms_record *car = NULL, *other = NULL;
    if (!dms_record_has(order, "vehicle"))
        return DMS_OK;
    int64_t id = dms_record_int(order, "vehicle");
    enum dms_status st = dms_unit_get(unit, "sales.vehicle", id, &car, error);
    if (st != DMS_OK || strcmp(dms_record_state(car), "reserved") != 0)
        return st;
    /* An order may name a car that meanwhile went to another one. */
    st = sales_find_one(unit, "sales.order", mine, id, &other, error);
    if (st != DMS_OK || (other != NULL && dms_record_id(other) != dms_record_id(order)))
        return st;
    return sales_transition_of(unit, order, "vehicle", "sales.vehicle", "release", error);
}

/* Which state of the deal is undone, by which transition, and where the order says why. */
struct ending {
    const char *transition, *reason;
    bool from_won; /* only what was won ends; else what had its key, or came after that */
};

static bool
ends(struct dms_unit *unit, const struct dms_record *opportunity,
     const struct ending *ending)
{
    const struct dms_state *state = dms_unit_state(unit, opportunity);
    if (ending->from_won || state == NULL || state->canonical == NULL)
        return strcmp(dms_record_state(opportunity), "won") == 0;
    return strcmp(state->canonical, "delivered") == 0 ||
           strcmp(state->canonical, "retained") == 0;
}

/* A deal that nothing stands behind any more is not won: figures would count it. */
static enum dms_status
lose(struct dms_unit *unit, struct dms_record *order, void *data, struct dms_error *error)
{
    static const char alive[] =
        "{\"where\":{\"opportunity\":\"$id\",\"not\":{\"state\":"
        "{\"in\":[\"draft\",\"cancelled\",\"returned\"]}}},\"limit\":1}";
    const struct ending *ending = data;
    struct dms_record *opportunity = NULL;
    const struct dms_record *other = NULL;
    if (!dms_record_has(order, "opportunity"))
        return DMS_OK;
    int64_t id = dms_record_int(order, "opportunity");
    enum dms_status st =
        dms_unit_edit(unit, "sales.opportunity", id, &opportunity, error);
    if (st != DMS_OK || !ends(unit, opportunity, ending))
        return st;
    st = sales_find_one(unit, "sales.order", alive, id, &other, error);
    if (st != DMS_OK || other != NULL)
        return st;
    st = dms_record_set_text(opportunity, "lost_reason",
                             dms_record_text(order, ending->reason), error);
    return st == DMS_OK
               ? dms_unit_transition(unit, opportunity, ending->transition, NULL, error)
               : st;
}

static const struct ending cancelled = { "lose", "cancel_reason", true },
                           returned = { "take_back", "return_reason", false };

const struct dms_hook sales_cancel_hooks[] = {
    DMS_HOOK(.name = "sales/cancel:refund", .on = "sales.order.@cancelled",
             .run = want_refund),
    DMS_HOOK(.name = "sales/cancel:refund_return", .on = "sales.order.@returned",
             .run = want_refund),
    DMS_HOOK(.name = "sales/cancel:free_car", .on = "sales.order.@cancelled",
             .phase = DMS_AFTER, .run = free_car),
    DMS_HOOK(.name = "sales/cancel:lose", .on = "sales.order.@cancelled",
             .phase = DMS_AFTER, .run = lose, .data = (void *)(uintptr_t)&cancelled),
    DMS_HOOK(.name = "sales/cancel:take_back", .on = "sales.order.@returned",
             .phase = DMS_AFTER, .run = lose, .data = (void *)(uintptr_t)&returned),
    { 0 },
};
