/* deliver.c - the keys are handed over: the car is sold, the customer has bought (rows 15, 30). */
#include "sales.h"

static enum dms_status
note_time(struct dms_unit *unit, struct dms_record *order, void *data,
          struct dms_error *error)
{
    (void)data;
    return dms_record_set_int(order, "delivered_at", dms_unit_now(unit), error);
}

static enum dms_status
tell_customer_file(struct dms_unit *unit, const struct dms_record *order,
                   struct dms_error *error)
{
    struct dms_json *answer = NULL, *arguments = dms_json_create_object();
    dms_json_set_integer(arguments, "customer", dms_record_int(order, "customer"));
    enum dms_status st = dms_call(unit, "crm.purchase", arguments, &answer, error);
    dms_json_destroy(answer);
    dms_json_destroy(arguments);
    return st;
}

static enum dms_status
hand_over(struct dms_unit *unit, struct dms_record *order, void *data,
          struct dms_error *error)
{
    (void)data;
    enum dms_status st =
        sales_transition_of(unit, order, "vehicle", "sales.vehicle", "sell", error);
    return st == DMS_OK ? tell_customer_file(unit, order, error) : st;
}

static const char *const after[] = { "sales/delivery_gate", NULL };

const struct dms_hook sales_deliver_hooks[] = {
    DMS_HOOK(.name = "sales/deliver:time", .on = "sales.order.deliver", .after = after,
             .run = note_time),
    DMS_HOOK(.name = "sales/deliver:hand_over", .on = "sales.order.deliver",
             .phase = DMS_AFTER, .run = hand_over),
    { 0 },
};
