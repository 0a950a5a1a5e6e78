/* from_quote.c - an order made from a quote says what the quote says, and still does when it is
 * signed (row 27: contract, quote and customer agree). */
#include <string.h>

#include "sales.h"

static const char *const copied[] = { "opportunity", "customer", "brand", "model",
                                      "list_price",  "price",    "fees",  "gifts_value" };

static enum dms_status
load_quote(struct dms_unit *unit, const struct dms_record *order,
           const struct dms_record **quote, struct dms_error *error)
{
    enum dms_status st =
        dms_unit_get(unit, "sales.quote", dms_record_int(order, "quote"), quote, error);
    if (st == DMS_OK && strcmp(dms_record_state(*quote), "accepted") != 0) {
        st = dms_fail_field(error, DMS_DENIED, "quote", "sales.quote_not_accepted",
                            "state=%s", dms_record_state(*quote));
    }
    return st;
}

static enum dms_status
copy_quote(struct dms_unit *unit, struct dms_record *order, void *data,
           struct dms_error *error)
{
    (void)data;
    const struct dms_record *quote = NULL;
    if (!dms_record_has(order, "quote"))
        return DMS_OK;
    enum dms_status st = load_quote(unit, order, &quote, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(copied) / sizeof(copied[0]); i++) {
        /* Fees and gifts have a default, so an order always has them: the quote's count. */
        bool given = dms_record_has(order, copied[i]) && i < 6;
        if (!given && dms_record_has(quote, copied[i]))
            st = dms_record_set_int(order, copied[i], dms_record_int(quote, copied[i]),
                                    error);
    }
    return st;
}

static enum dms_status
compare_quote(struct dms_unit *unit, struct dms_record *order, void *data,
              struct dms_error *error)
{
    static const char *const terms[] = { "customer", "model", "list_price",
                                         "price",    "fees",  "gifts_value" };
    (void)data;
    const struct dms_record *quote = NULL;
    if (!dms_record_has(order, "quote"))
        return DMS_OK;
    enum dms_status st = load_quote(unit, order, &quote, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(terms) / sizeof(terms[0]); i++) {
        if (dms_record_int(order, terms[i]) == dms_record_int(quote, terms[i]))
            continue;
        st = dms_fail_field(error, DMS_DENIED, terms[i], "sales.order_unlike_quote", "");
    }
    return st;
}

static const char *const before[] = { "sales/brand:order", "sales/discount:order.save",
                                      NULL };

const struct dms_hook sales_from_quote_hooks[] = {
    DMS_HOOK(.name = "sales/from_quote:create", .on = "sales.order.create",
             .before = before, .run = copy_quote),
    DMS_HOOK(.name = "sales/from_quote:sign", .on = "sales.order.@signed",
             .run = compare_quote),
    { 0 },
};
