/* take_payment.c - the order knows what is paid: never more than is owed, never more given
 * back than was taken (row 29). */
#include <string.h>

#include "sales.h"

static bool
is_refund(const struct dms_record *payment)
{
    const char *kind = dms_record_text(payment, "kind");
    return kind != NULL && strcmp(kind, "refund") == 0;
}

static enum dms_status
refuse_amount(struct dms_unit *unit, const char *key, int64_t most,
              struct dms_error *error)
{
    return dms_fail_field(error, DMS_DENIED, "amount", key, "most=%s",
                          sales_yuan(unit, most));
}

static enum dms_status
check_amount(struct dms_unit *unit, struct dms_record *payment, void *data,
             struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL;
    if (!dms_record_has(payment, "order"))
        return DMS_OK; /* that it is required, the core says */
    enum dms_status st = dms_unit_get(unit, "sales.order",
                                      dms_record_int(payment, "order"), &order, error);
    if (st != DMS_OK)
        return st;
    const char *state = dms_record_state(order);
    int64_t paid = dms_record_int(order, "paid"),
            amount = dms_record_int(payment, "amount");
    int64_t due = dms_record_int(order, "price") + dms_record_int(order, "fees") - paid;
    if (is_refund(payment))
        return amount > paid ? refuse_amount(unit, "sales.refund_too_much", paid, error)
                             : DMS_OK;
    if (strcmp(state, "draft") == 0 || strcmp(state, "cancelled") == 0) {
        return dms_fail_field(error, DMS_DENIED, "order", "sales.order_not_signed",
                              "order=%s", dms_record_text(order, "number"));
    }
    return amount > due ? refuse_amount(unit, "sales.payment_too_much", due, error)
                        : DMS_OK;
}

static enum dms_status
add_up(struct dms_unit *unit, struct dms_record *payment, void *data,
       struct dms_error *error)
{
    (void)data;
    struct dms_record *order = NULL;
    int64_t amount = dms_record_int(payment, "amount");
    enum dms_status st = dms_unit_edit(unit, "sales.order",
                                       dms_record_int(payment, "order"), &order, error);
    if (st == DMS_OK)
        st = dms_record_set_int(order, "paid",
                                dms_record_int(order, "paid") +
                                    (is_refund(payment) ? -amount : amount),
                                error);
    return st == DMS_OK ? dms_unit_save(unit, order, error) : st;
}

const struct dms_hook sales_payment_hooks[] = {
    DMS_HOOK(.name = "sales/take_payment:check", .on = "sales.payment.create",
             .run = check_amount),
    DMS_HOOK(.name = "sales/take_payment:add", .on = "sales.payment.create",
             .phase = DMS_AFTER, .run = add_up),
    { 0 },
};
