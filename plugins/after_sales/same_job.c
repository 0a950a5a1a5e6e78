/* same_job.c - a car that comes back without a fault code is known by what is done to it: the same
 * job, or the same part, while the repair before is still warranted. Whether it is the same fault, a
 * person says (comeback_of); an oil change is none (rows 53, 63). */
#include "after_sales.h"

#define WARRANTED(field)                                                                 \
    "{\"where\":{\"" field "\":\"$same\",\"state\":\"done\",\"order.vin\":\"$vin\","     \
    "\"order.state\":\"delivered\",\"order.kind\":\"repair\","                           \
    "\"order.warranty_to\":{\"gte\":\"$today\"},\"order.warranty_to_km\":{\"gte\":\"$"   \
    "km\"}}"                                                                             \
    ",\"sort\":\"-id\",\"limit\":1}"

static const struct {
    const char *field, *query;
} marks[] = {
    { "operation", WARRANTED("operation") },
    { "part_code", WARRANTED("part_code") },
};

static enum dms_status
find_same(struct dms_unit *unit, const struct dms_record *order,
          const struct dms_record *line, const struct dms_record **same,
          struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0;
         st == DMS_OK && *same == NULL && i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (!dms_record_has(line, marks[i].field))
            continue;
        struct dms_json *values = service_words("vin", dms_record_text(order, "vin"));
        dms_json_set_text(values, "today", service_day(unit, dms_unit_today(unit)));
        dms_json_set_integer(values, "km", dms_record_int(order, "mileage"));
        dms_json_take_key(values, "same", dms_record_json(line, marks[i].field));
        st = service_first(unit, "after_sales.order_line", marks[i].query, values, same,
                           error);
    }
    return st;
}

static enum dms_status
tell(struct dms_unit *unit, struct dms_record *line, void *data, struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL, *same = NULL, *first = NULL;
    enum dms_status st = dms_unit_get(unit, "after_sales.repair_order",
                                      dms_record_int(line, "order"), &order, error);
    if (st != DMS_OK || !service_is(order, "kind", "repair") ||
        dms_record_has(order, "comeback_of") || !dms_record_has(order, "vin"))
        return st;
    st = find_same(unit, order, line, &same, error);
    if (st != DMS_OK || same == NULL)
        return st;
    st = dms_unit_get(unit, "after_sales.repair_order", dms_record_int(same, "order"),
                      &first, error);
    if (st == DMS_OK)
        dms_unit_warn(unit, "order", "after_sales.maybe_comeback", "number=%s|text=%s",
                      dms_record_text(first, "number"), dms_record_text(line, "text"));
    return st;
}

const struct dms_hook after_sales_same_job_hooks[] = {
    DMS_HOOK(.name = "after_sales/same_job", .on = "after_sales.order_line.create",
             .phase = DMS_AFTER, .run = tell),
    { 0 },
};
