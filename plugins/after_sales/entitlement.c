/* entitlement.c - extended warranty and free maintenance: a line may draw on a promise only while
 * it holds, for its car, and settling uses it up (row 60). */
#include <inttypes.h>
#include <string.h>

#include "after_sales.h"

static enum dms_status
refuse(const struct dms_record *promise, const char *key, struct dms_error *error)
{
    return dms_fail_field(error, DMS_DENIED, "entitlement", key, "number=%s",
                          dms_record_text(promise, "number"));
}

static bool
fits_payer(const struct dms_record *line, const struct dms_record *promise)
{
    return service_is(line, "payer",
                      service_is(promise, "kind", "extended") ? "extended" : "gift");
}

static enum dms_status
check_promise(struct dms_unit *unit, const struct dms_record *line,
              const struct dms_record *order, const struct dms_record *promise,
              struct dms_error *error)
{
    int64_t today = dms_unit_today(unit);
    const char *vin = dms_record_text(order, "vin");
    if (vin == NULL || !service_is(promise, "vin", vin))
        return refuse(promise, "after_sales.promise_other_car", error);
    if (!fits_payer(line, promise))
        return refuse(promise, "after_sales.promise_other_payer", error);
    if (today < dms_record_int(promise, "valid_from") ||
        today > dms_record_int(promise, "valid_to") ||
        (dms_record_has(promise, "km_limit") &&
         dms_record_int(order, "mileage") > dms_record_int(promise, "km_limit")))
        return refuse(promise, "after_sales.promise_over", error);
    if (dms_record_has(promise, "times") &&
        dms_record_int(promise, "used") >= dms_record_int(promise, "times"))
        return refuse(promise, "after_sales.promise_used", error);
    return DMS_OK;
}

static enum dms_status
draw(struct dms_unit *unit, struct dms_record *line, void *data, struct dms_error *error)
{
    (void)data;
    const struct dms_record *promise = NULL, *order = NULL;
    if (!dms_record_has(line, "entitlement"))
        return service_is(line, "payer", "extended")
                   ? dms_fail_field(error, DMS_INVALID, "entitlement",
                                    "after_sales.which_promise", "")
                   : DMS_OK;
    if (!dms_record_changed(line, "entitlement") && !dms_record_changed(line, "payer"))
        return DMS_OK;
    enum dms_status st =
        dms_unit_get(unit, "after_sales.entitlement", dms_record_int(line, "entitlement"),
                     &promise, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, "after_sales.repair_order", dms_record_int(line, "order"),
                          &order, error);
    return st == DMS_OK ? check_promise(unit, line, order, promise, error) : st;
}

static enum dms_status
use_up(struct dms_unit *unit, const struct dms_record *order, int64_t id, int64_t amount,
       struct dms_error *error)
{
    struct service_fill promise =
        service_edit(unit, "after_sales.entitlement", id, error);
    if (promise.st != DMS_OK)
        return promise.st;
    int64_t sum = dms_record_int(promise.record, "used_amount") + amount;
    if (dms_record_has(promise.record, "amount_limit") &&
        sum > dms_record_int(promise.record, "amount_limit"))
        return refuse(promise.record, "after_sales.promise_used", error);
    if (dms_record_has(promise.record, "times") &&
        dms_record_int(promise.record, "used") >= dms_record_int(promise.record, "times"))
        return refuse(promise.record, "after_sales.promise_used", error);
    service_put(&promise, "used", dms_record_int(promise.record, "used") + 1);
    service_put(&promise, "used_amount", sum);
    enum dms_status st = service_save(unit, &promise);
    struct service_fill use = service_begin(unit, "after_sales.entitlement_use", error);
    service_put(&use, "entitlement", id);
    service_put(&use, "order", dms_record_id(order));
    service_put(&use, "amount", amount);
    return st == DMS_OK ? service_save(unit, &use) : st;
}

/* Each promise is used once an order, for all lines that draw on it. */
static enum dms_status
consume(struct dms_unit *unit, struct dms_record *order, void *data,
        struct dms_error *error)
{
    (void)data;
    const struct dms_list *lines = NULL;
    enum dms_status st = service_find(
        unit, "after_sales.order_line",
        "{\"where\":{\"order\":\"$id\",\"state\":\"done\",\"entitlement\":{\"is_null\":"
        "false}},\"sort\":\"entitlement,id\",\"limit\":1000}",
        service_values("id", dms_record_id(order)), &lines, error);
    int64_t amount = 0;
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++) {
        int64_t id = dms_record_int(dms_list_at(lines, i), "entitlement");
        bool last = i + 1 == dms_list_count(lines) ||
                    dms_record_int(dms_list_at(lines, i + 1), "entitlement") != id;
        amount += dms_record_int(dms_list_at(lines, i), "amount");
        if (last)
            st = use_up(unit, order, id, amount, error);
        amount = last ? 0 : amount;
    }
    return st;
}

static enum dms_status
check_dates(struct dms_unit *unit, struct dms_record *promise, void *data,
            struct dms_error *error)
{
    (void)unit, (void)data;
    return dms_record_int(promise, "valid_to") >= dms_record_int(promise, "valid_from")
               ? DMS_OK
               : dms_fail_field(error, DMS_INVALID, "valid_to", "after_sales.dates_order",
                                "");
}

static const char *const before[] = { "after_sales/price_line", NULL };

const struct dms_hook after_sales_entitlement_hooks[] = {
    DMS_HOOK(.name = "after_sales/entitlement:draw", .on = "after_sales.order_line.save",
             .before = before, .run = draw),
    DMS_HOOK(.name = "after_sales/entitlement:consume",
             .on = "after_sales.repair_order.@settled", .phase = DMS_AFTER,
             .run = consume),
    DMS_HOOK(.name = "after_sales/entitlement:dates",
             .on = "after_sales.entitlement.save", .run = check_dates),
    { 0 },
};
