/* deliver.c - the keys are handed over: the car is sold, the customer has bought (rows 15, 30). */
#include "deal.h"

static enum dms_status
note_time(struct dms_unit *unit, struct dms_record *order, void *data,
          struct dms_error *error)
{
    (void)data;
    return dms_record_set_int(order, "delivered_at", dms_unit_now(unit), error);
}

/* The lead it began with is known through its opportunity. */
static enum dms_status
add_lead(struct dms_unit *unit, const struct dms_record *order,
         struct dms_json *arguments, struct dms_error *error)
{
    const struct dms_record *deal = NULL;
    if (!dms_record_has(order, "opportunity"))
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "sales.opportunity",
                                      dms_record_int(order, "opportunity"), &deal, error);
    if (st == DMS_OK && dms_record_has(deal, "lead"))
        dms_json_set_integer(arguments, "lead", dms_record_int(deal, "lead"));
    return st;
}

static enum dms_status
add_car(struct dms_unit *unit, const struct dms_record *order, struct dms_json *arguments,
        struct dms_error *error)
{
    const struct dms_record *car = NULL, *model = NULL;
    if (!dms_record_has(order, "vehicle"))
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "sales.vehicle",
                                      dms_record_int(order, "vehicle"), &car, error);
    if (st == DMS_OK && dms_record_has(car, "vin"))
        dms_json_set_text(arguments, "vin", dms_record_text(car, "vin"));
    if (st == DMS_OK && dms_record_has(car, "plate"))
        dms_json_set_text(arguments, "plate", dms_record_text(car, "plate"));
    if (st == DMS_OK)
        st = dms_unit_get(unit, "sales.model", dms_record_int(order, "model"), &model,
                          error);
    if (st == DMS_OK)
        dms_json_set_text(arguments, "model", dms_record_text(model, "name"));
    return st;
}

/* A margin is told only when the car's cost is known. */
static enum dms_status
add_margin(struct dms_unit *unit, const struct dms_record *order,
           struct dms_json *arguments, struct dms_error *error)
{
    const struct dms_record *car = NULL;
    struct dms_json *lines = NULL;
    int64_t margin = 0;
    if (!dms_record_has(order, "vehicle"))
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "sales.vehicle",
                                      dms_record_int(order, "vehicle"), &car, error);
    if (st != DMS_OK || !dms_record_has(car, "cost"))
        return st;
    st = sales_deal_lines(unit, order, &lines, &margin, error);
    if (st == DMS_OK)
        dms_json_set_text(arguments, "margin", sales_yuan(unit, margin));
    dms_json_destroy(lines);
    return st;
}

enum dms_status
sales_tell_customer_file(struct dms_unit *unit, const struct dms_record *order,
                         bool returned, struct dms_error *error)
{
    struct dms_json *answer = NULL, *arguments = dms_json_create_object();
    dms_json_set_integer(arguments, "customer", dms_record_int(order, "customer"));
    dms_json_set_text(arguments, "amount",
                      sales_yuan(unit, dms_record_int(order, "price")));
    dms_json_set_text(arguments, "entity", "sales.order");
    dms_json_set_integer(arguments, "record", dms_record_id(order));
    enum dms_status st = add_lead(unit, order, arguments, error);
    if (st == DMS_OK)
        st = add_car(unit, order, arguments, error);
    if (returned)
        dms_json_set_boolean(arguments, "returned", true);
    else if (st == DMS_OK)
        st = add_margin(unit, order, arguments, error);
    if (st == DMS_OK)
        st = dms_call(unit, "crm.purchase", arguments, &answer, error);
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
    return st == DMS_OK ? sales_tell_customer_file(unit, order, false, error) : st;
}

static const char *const after[] = { "sales/delivery_gate", NULL };

const struct dms_hook sales_deliver_hooks[] = {
    DMS_HOOK(.name = "sales/deliver:time", .on = "sales.order.@delivered", .after = after,
             .run = note_time),
    DMS_HOOK(.name = "sales/deliver:hand_over", .on = "sales.order.@delivered",
             .phase = DMS_AFTER, .run = hand_over),
    { 0 },
};
