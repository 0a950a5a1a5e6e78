/* deliver.c - the key goes back when the money is here, or when somebody whom the brand trusts
 * with it lets the car go on credit (rows 47, 54). */
#include "after_sales.h"

static enum dms_status
still_due(struct dms_unit *unit, const struct dms_record *order, int64_t *due,
          struct dms_error *error)
{
    const struct dms_record *paper = NULL;
    enum dms_status st = service_first(
        unit, "after_sales.settlement",
        "{\"where\":{\"order\":\"$id\",\"payer\":\"customer\"},\"limit\":1}",
        service_values("id", dms_record_id(order)), &paper, error);
    *due = st == DMS_OK && paper != NULL ? dms_record_int(paper, "due") : 0;
    return st;
}

static enum dms_status
need_money(struct dms_unit *unit, const struct dms_record *order, struct dms_error *error)
{
    int64_t due = 0;
    struct dms_json *answer = NULL;
    enum dms_status st = still_due(unit, order, &due, error);
    if (st != DMS_OK || due == 0)
        return st;
    struct dms_json *facts = service_values("due", due);
    dms_json_set_integer(facts, "customer", dms_record_int(order, "customer"));
    st = service_decide(unit, "after_sales.release_unpaid", facts, &answer, error);
    if (st == DMS_OK && due > dms_json_integer_at(answer, "limit")) {
        st = dms_fail(error, DMS_DENIED, "after_sales.unpaid", "due=%s",
                      service_yuan(unit, due));
        service_blame(answer, error);
    }
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
hold_key(struct dms_unit *unit, struct dms_record *order, void *data,
         struct dms_error *error)
{
    (void)data;
    if (!dms_record_has(order, "settled_at"))
        return dms_fail(error, DMS_DENIED, "after_sales.settle_first", "");
    enum dms_status st = need_money(unit, order, error);
    return st == DMS_OK
               ? dms_record_set_int(order, "delivered_at", dms_unit_now(unit), error)
               : st;
}

const struct dms_hook after_sales_deliver_hooks[] = {
    DMS_HOOK(.name = "after_sales/deliver", .on = "after_sales.repair_order.@delivered",
             .run = hold_key),
    { 0 },
};
