/* take_trade_in.c - an old car pays for a new one only when it stands here, and for no more than
 * was agreed (rows 24, 29). */
#include <string.h>

#include "showroom.h"

static enum dms_status
note_appraiser(struct dms_unit *unit, struct dms_record *car, void *data,
               struct dms_error *error)
{
    (void)data;
    if (!dms_record_changed(car, "appraised_price") || dms_unit_user(unit) == 0)
        return DMS_OK;
    return dms_record_set_int(car, "appraised_by", dms_unit_user(unit), error);
}

static enum dms_status
worth(struct dms_unit *unit, int64_t order, int64_t *most, struct dms_error *error)
{
    static const char received[] =
        "{\"where\":{\"order\":\"$id\",\"state\":\"received\"}}";
    static const char paid[] = "{\"where\":{\"order\":\"$id\",\"method\":\"trade_in\"}}";
    int64_t price = 0, subsidy = 0, used = 0;
    enum dms_status st =
        sales_sum(unit, "sales.trade_in", received, order, "agreed_price", &price, error);
    if (st == DMS_OK)
        st = sales_sum(unit, "sales.trade_in", received, order, "subsidy", &subsidy,
                       error);
    if (st == DMS_OK)
        st = sales_sum(unit, "sales.payment", paid, order, "amount", &used, error);
    *most = price + subsidy - used;
    return st;
}

static enum dms_status
check_payment(struct dms_unit *unit, struct dms_record *payment, void *data,
              struct dms_error *error)
{
    (void)data;
    int64_t most = 0;
    const char *method = dms_record_text(payment, "method");
    const char *kind = dms_record_text(payment, "kind");
    if (method == NULL || kind == NULL || strcmp(method, "trade_in") != 0 ||
        strcmp(kind, "refund") == 0 || !dms_record_has(payment, "order"))
        return DMS_OK;
    enum dms_status st = worth(unit, dms_record_int(payment, "order"), &most, error);
    if (st != DMS_OK || dms_record_int(payment, "amount") <= most)
        return st;
    return dms_fail_field(error, DMS_DENIED, "amount", "sales.trade_in_too_much",
                          "most=%s", sales_yuan(unit, most));
}

const struct dms_hook sales_take_trade_in_hooks[] = {
    DMS_HOOK(.name = "sales/take_trade_in:appraise", .on = "sales.trade_in.save",
             .run = note_appraiser),
    DMS_HOOK(.name = "sales/take_trade_in:pay", .on = "sales.payment.create",
             .run = check_payment),
    { 0 },
};
