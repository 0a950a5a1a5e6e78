/* pay.c - money for a settlement: in parts, by voucher, from a prepaid card whose balance is
 * written down before and after; never more than is due. What is not paid stays a receivable. */
#include <inttypes.h>
#include <string.h>

#include "after_sales.h"

static enum dms_status
too_much(struct dms_unit *unit, const char *key, int64_t most, struct dms_error *error)
{
    return dms_fail_field(error, DMS_DENIED, "amount", key, "most=%s",
                          service_yuan(unit, most));
}

/* Money for what was written off is welcome, once the debt is there again. */
static enum dms_status
over_due(struct dms_unit *unit, const struct dms_record *paper, int64_t due,
         struct dms_error *error)
{
    int64_t written_off = dms_record_int(paper, "written_off");
    if (written_off == 0)
        return too_much(unit, "after_sales.payment_too_much", due, error);
    return dms_fail_field(error, DMS_DENIED, "amount", "after_sales.payment_written_off",
                          "most=%s|amount=%s", service_yuan(unit, due),
                          service_yuan(unit, written_off));
}

static enum dms_status
check_voucher(struct dms_unit *unit, const struct dms_record *payment, int64_t customer,
              struct dms_error *error)
{
    const struct dms_record *voucher = NULL;
    int64_t today = dms_unit_today(unit);
    if (!dms_record_has(payment, "voucher"))
        return dms_fail_field(error, DMS_INVALID, "voucher", "after_sales.which_voucher",
                              "");
    enum dms_status st = dms_unit_get(
        unit, "after_sales.voucher", dms_record_int(payment, "voucher"), &voucher, error);
    if (st != DMS_OK)
        return st;
    if (dms_record_has(voucher, "customer") &&
        dms_record_int(voucher, "customer") != customer)
        return dms_fail_field(error, DMS_DENIED, "voucher", "after_sales.voucher_other",
                              "code=%s", dms_record_text(voucher, "code"));
    if (dms_record_int(voucher, "used") != 0)
        return dms_fail_field(error, DMS_DENIED, "voucher", "after_sales.voucher_used",
                              "code=%s", dms_record_text(voucher, "code"));
    if (today > dms_record_int(voucher, "valid_to") ||
        (dms_record_has(voucher, "valid_from") &&
         today < dms_record_int(voucher, "valid_from")))
        return dms_fail_field(error, DMS_DENIED, "voucher",
                              "after_sales.voucher_not_valid", "code=%s|to=%s",
                              dms_record_text(voucher, "code"),
                              service_day(unit, dms_record_int(voucher, "valid_to")));
    return dms_record_int(payment, "amount") > dms_record_int(voucher, "amount")
               ? too_much(unit, "after_sales.voucher_small",
                          dms_record_int(voucher, "amount"), error)
               : DMS_OK;
}

static enum dms_status
check_card(struct dms_unit *unit, struct dms_record *payment, struct dms_error *error)
{
    const struct dms_record *card = NULL;
    int64_t amount = dms_record_int(payment, "amount");
    if (!dms_record_has(payment, "service_card"))
        return dms_fail_field(error, DMS_INVALID, "service_card",
                              "after_sales.which_card", "");
    enum dms_status st =
        dms_unit_get(unit, "after_sales.service_card",
                     dms_record_int(payment, "service_card"), &card, error);
    if (st != DMS_OK)
        return st;
    int64_t balance = dms_record_int(card, "balance");
    bool refund = service_is(payment, "kind", "refund");
    if (dms_record_has(card, "valid_to") && !refund &&
        dms_unit_today(unit) > dms_record_int(card, "valid_to"))
        return dms_fail_field(error, DMS_DENIED, "service_card",
                              "after_sales.card_expired", "to=%s",
                              service_day(unit, dms_record_int(card, "valid_to")));
    if (!refund && amount > balance)
        return too_much(unit, "after_sales.card_small", balance, error);
    struct service_fill fill = { .record = payment, .error = error };
    service_put(&fill, "balance_before", balance);
    service_put(&fill, "balance_after", refund ? balance + amount : balance - amount);
    return fill.st;
}

static enum dms_status
check_payment(struct dms_unit *unit, struct dms_record *payment, void *data,
              struct dms_error *error)
{
    (void)data;
    const struct dms_record *paper = NULL, *order = NULL;
    if (!dms_record_has(payment, "settlement") || !dms_record_has(payment, "method"))
        return DMS_OK; /* that they are required, the core says */
    enum dms_status st =
        dms_unit_get(unit, "after_sales.settlement",
                     dms_record_int(payment, "settlement"), &paper, error);
    if (st != DMS_OK)
        return st;
    bool refund = service_is(payment, "kind", "refund");
    int64_t most = dms_record_int(paper, refund ? "paid" : "due");
    if (dms_record_int(payment, "amount") > most)
        return refund ? too_much(unit, "after_sales.refund_too_much", most, error)
                      : over_due(unit, paper, most, error);
    if (service_is(payment, "method", "voucher") && !refund)
        st = dms_unit_get(unit, "after_sales.repair_order",
                          dms_record_int(paper, "order"), &order, error);
    if (order != NULL)
        return check_voucher(unit, payment, dms_record_int(order, "customer"), error);
    if (st != DMS_OK)
        return st;
    return service_is(payment, "method", "service_card")
               ? check_card(unit, payment, error)
               : DMS_OK;
}

static enum dms_status
move_card(struct dms_unit *unit, const struct dms_record *paper, struct dms_error *error)
{
    struct service_fill card = service_edit(unit, "after_sales.service_card",
                                            dms_record_int(paper, "service_card"), error);
    service_put(&card, "balance", dms_record_int(paper, "balance_after"));
    return service_save(unit, &card);
}

static enum dms_status
use_voucher(struct dms_unit *unit, const struct dms_record *payment,
            struct dms_error *error)
{
    struct service_fill voucher = service_edit(unit, "after_sales.voucher",
                                               dms_record_int(payment, "voucher"), error);
    service_put(&voucher, "used", 1);
    return service_save(unit, &voucher);
}

static enum dms_status
add_up(struct dms_unit *unit, struct dms_record *payment, void *data,
       struct dms_error *error)
{
    (void)data;
    bool refund = service_is(payment, "kind", "refund");
    int64_t amount = dms_record_int(payment, "amount") * (refund ? -1 : 1);
    struct service_fill paper = service_edit(
        unit, "after_sales.settlement", dms_record_int(payment, "settlement"), error);
    if (paper.st == DMS_OK) {
        service_put(&paper, "paid", dms_record_int(paper.record, "paid") + amount);
        service_put(&paper, "due", dms_record_int(paper.record, "due") - amount);
    }
    enum dms_status st = service_save(unit, &paper);
    if (st == DMS_OK && service_is(payment, "method", "service_card"))
        st = move_card(unit, payment, error);
    if (st == DMS_OK && service_is(payment, "method", "voucher") && !refund)
        st = use_voucher(unit, payment, error);
    return st;
}

static enum dms_status
count_top_up(struct dms_unit *unit, struct dms_record *top_up, void *data,
             struct dms_error *error)
{
    (void)data;
    const struct dms_record *card = NULL;
    if (!dms_record_has(top_up, "service_card"))
        return DMS_OK;
    struct service_fill fill = { .record = top_up, .error = error };
    fill.st = dms_unit_get(unit, "after_sales.service_card",
                           dms_record_int(top_up, "service_card"), &card, error);
    if (fill.st != DMS_OK)
        return fill.st;
    int64_t balance = dms_record_int(card, "balance");
    service_put(&fill, "balance_before", balance);
    service_put(&fill, "balance_after", balance + dms_record_int(top_up, "amount"));
    return fill.st;
}

static enum dms_status
book_top_up(struct dms_unit *unit, struct dms_record *top_up, void *data,
            struct dms_error *error)
{
    (void)data;
    return move_card(unit, top_up, error);
}

const struct dms_hook after_sales_pay_hooks[] = {
    DMS_HOOK(.name = "after_sales/pay:check", .on = "after_sales.payment.create",
             .run = check_payment),
    DMS_HOOK(.name = "after_sales/pay:add", .on = "after_sales.payment.create",
             .phase = DMS_AFTER, .run = add_up),
    DMS_HOOK(.name = "after_sales/pay:top_up", .on = "after_sales.top_up.create",
             .run = count_top_up),
    DMS_HOOK(.name = "after_sales/pay:book_top_up", .on = "after_sales.top_up.create",
             .phase = DMS_AFTER, .run = book_top_up),
    { 0 },
};
