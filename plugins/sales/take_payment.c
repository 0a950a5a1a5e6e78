/* take_payment.c - the order knows what is paid: never more than is owed, never more given
 * back than was taken, never more kept than the brand's rule allows (rows 15, 29). */
#include <string.h>

#include "deal.h"

static bool
is_kind(const struct dms_record *payment, const char *kind)
{
    const char *own = dms_record_text(payment, "kind");
    return own != NULL && strcmp(own, kind) == 0;
}

static bool
comes_in(const struct dms_record *payment)
{
    return !is_kind(payment, "refund") && !is_kind(payment, "kept");
}

static enum dms_status
refuse_amount(struct dms_unit *unit, const char *key, int64_t most,
              struct dms_error *error)
{
    return dms_fail_field(error, DMS_DENIED, "amount", key, "most=%s",
                          sales_yuan(unit, most));
}

static enum dms_status
check_kept(struct dms_unit *unit, const struct dms_record *order, int64_t amount,
           struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st = sales_kept_limit(unit, order, &answer, error);
    int64_t most = dms_json_integer_at(answer, "amount") - dms_record_int(order, "kept");
    const char *reason = dms_json_text_at(answer, "reason");
    if (st == DMS_OK && amount > most) {
        dms_fail_field(error, DMS_DENIED, "amount", "sales.kept_too_much",
                       "most=%s|reason=%s%s", sales_yuan(unit, most > 0 ? most : 0),
                       reason != NULL ? "@" : "",
                       reason != NULL ? reason : "@sales.kept_without_rule");
        st = answer != NULL ? sales_blame(answer, error) : DMS_DENIED;
    }
    dms_json_destroy(answer);
    return st;
}

static bool
takes_money(const struct dms_record *order)
{
    static const char *const shut[] = { "draft", "cancelled", "returned" };
    for (size_t i = 0; i < sizeof(shut) / sizeof(shut[0]); i++)
        if (strcmp(dms_record_state(order), shut[i]) == 0)
            return false;
    return true;
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
    int64_t paid = dms_record_int(order, "paid"),
            amount = dms_record_int(payment, "amount");
    int64_t due = dms_record_int(order, "price") + dms_record_int(order, "fees") - paid;
    if (!comes_in(payment) && amount > paid)
        return refuse_amount(unit, "sales.refund_too_much", paid, error);
    if (is_kind(payment, "kept"))
        return check_kept(unit, order, amount, error);
    if (!comes_in(payment))
        return DMS_OK;
    if (!takes_money(order)) {
        return dms_fail_field(error, DMS_DENIED, "order", "sales.order_not_signed",
                              "order=%s", dms_record_text(order, "number"));
    }
    return amount > due ? refuse_amount(unit, "sales.payment_too_much", due, error)
                        : DMS_OK;
}

static enum dms_status
add_to(struct dms_record *order, const char *field, int64_t amount,
       struct dms_error *error)
{
    return dms_record_set_int(order, field, dms_record_int(order, field) + amount, error);
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
        st = add_to(order, "paid", comes_in(payment) ? amount : -amount, error);
    if (st == DMS_OK && is_kind(payment, "kept"))
        st = add_to(order, "kept", amount, error);
    return st == DMS_OK ? dms_unit_save(unit, order, error) : st;
}

const struct dms_hook sales_payment_hooks[] = {
    DMS_HOOK(.name = "sales/take_payment:check", .on = "sales.payment.create",
             .run = check_amount),
    DMS_HOOK(.name = "sales/take_payment:add", .on = "sales.payment.create",
             .phase = DMS_AFTER, .run = add_up),
    { 0 },
};
