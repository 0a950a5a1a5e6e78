/* discount.c - list price from the model, discount and its rate worked out, never above the
 * sticker (汽车销售管理办法 §10, row 42). */
#include "deal.h"

static enum dms_status
put_list_price(struct dms_unit *unit, struct dms_record *offer, struct dms_error *error)
{
    int64_t price = 0;
    if (dms_record_has(offer, "list_price") || !dms_record_has(offer, "model"))
        return DMS_OK;
    enum dms_status st = sales_list_price(unit, dms_record_int(offer, "model"),
                                          dms_unit_today(unit), &price, error);
    if (st == DMS_OK && price != 0)
        st = dms_record_set_int(offer, "list_price", price, error);
    return st;
}

static enum dms_status
work_out(struct dms_unit *unit, struct dms_record *offer, void *data,
         struct dms_error *error)
{
    (void)data;
    enum dms_status st = put_list_price(unit, offer, error);
    if (st != DMS_OK || !dms_record_has(offer, "price") ||
        !dms_record_has(offer, "list_price"))
        return st;
    int64_t list = dms_record_int(offer, "list_price"),
            price = dms_record_int(offer, "price");
    if (price > list) {
        return dms_fail_field(error, DMS_INVALID, "price", "sales.above_sticker",
                              "price=%s|list=%s", sales_yuan(unit, price),
                              sales_yuan(unit, list));
    }
    st = dms_record_set_int(offer, "discount", list - price, error);
    int64_t rate = list > 0 ? ((list - price) * 10000 + list / 2) / list : 0;
    return st == DMS_OK ? dms_record_set_int(offer, "discount_rate", rate, error) : st;
}

const struct dms_hook sales_discount_hooks[] = {
    DMS_HOOK(.name = "sales/discount:quote.save", .on = "sales.quote.save",
             .run = work_out),
    DMS_HOOK(.name = "sales/discount:order.save", .on = "sales.order.save",
             .run = work_out),
    DMS_HOOK(.name = "sales/discount:quote.send", .on = "sales.quote.send",
             .run = work_out),
    DMS_HOOK(.name = "sales/discount:order.sign", .on = "sales.order.@signed",
             .run = work_out),
    { 0 },
};
