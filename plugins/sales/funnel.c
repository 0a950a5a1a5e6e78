/* funnel.c - an order carries its opportunity along: signed is won, delivered is delivered.
 *
 * Whatever stages a brand has, its funnel has the states won, delivered and lost and the
 * transitions win and deliver (rows 6 to 9). */
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

const struct dms_hook sales_funnel_hooks[] = {
    DMS_HOOK(.name = "sales/funnel:sign", .on = "sales.order.sign", .phase = DMS_AFTER,
             .run = carry, .data = "win"),
    DMS_HOOK(.name = "sales/funnel:deliver", .on = "sales.order.deliver",
             .phase = DMS_AFTER, .run = carry, .data = "deliver"),
    { 0 },
};
