/* guarantee.c - with the key the clocks of the three guarantees start; how long they run is
 * dated law, the decision sales.guarantee (row 30). */
#include "deal.h"

static enum dms_status
set_clock(struct dms_record *order, const struct dms_json *answer,
          struct dms_error *error)
{
    static const char *const clocks[] = { "guarantee_until", "guarantee_km",
                                          "repair_until", "repair_km" };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(clocks) / sizeof(clocks[0]); i++)
        if (dms_json_at_key(answer, clocks[i]) != NULL)
            st = dms_record_set_int(order, clocks[i],
                                    dms_json_integer_at(answer, clocks[i]), error);
    const char *source = dms_json_text_at(answer, "source");
    return st == DMS_OK && source != NULL
               ? dms_record_set_text(order, "guarantee_rule", source, error)
               : st;
}

static enum dms_status
start_clocks(struct dms_unit *unit, struct dms_record *order, void *data,
             struct dms_error *error)
{
    (void)data;
    struct dms_json *answer = NULL, *facts = dms_json_create_object();
    dms_json_set_integer(facts, "order", dms_record_id(order));
    dms_json_set_integer(facts, "delivered_on", dms_unit_today(unit));
    enum dms_status st = sales_ask(unit, "sales.guarantee", facts, &answer, error);
    if (st == DMS_OK && answer != NULL)
        st = set_clock(order, answer, error);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
date_car(struct dms_unit *unit, struct dms_record *car, void *data,
         struct dms_error *error)
{
    (void)data;
    return dms_record_set_int(car, "sold_on", dms_unit_today(unit), error);
}

const struct dms_hook sales_guarantee_hooks[] = {
    DMS_HOOK(.name = "sales/guarantee:order", .on = "sales.order.@delivered",
             .run = start_clocks),
    DMS_HOOK(.name = "sales/guarantee:car", .on = "sales.vehicle.sell", .run = date_car),
    { 0 },
};
