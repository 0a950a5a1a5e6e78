/* give_gifts.c - gifts are listed one by one with their price, and the quote counts their sum
 * (rows 24, 42). */
#include <string.h>

#include "showroom.h"

static enum dms_status
work_out(struct dms_unit *unit, struct dms_record *gift, void *data,
         struct dms_error *error)
{
    (void)data;
    const struct dms_record *quote = NULL;
    if (!dms_record_has(gift, "quote"))
        return DMS_OK; /* that it is required, the core says */
    enum dms_status st =
        dms_unit_get(unit, "sales.quote", dms_record_int(gift, "quote"), &quote, error);
    if (st == DMS_OK && strcmp(dms_record_state(quote), "draft") != 0)
        st = dms_fail_field(error, DMS_DENIED, "quote", "sales.terms_frozen", "");
    if (st == DMS_OK)
        st = sales_give_to(unit, gift, dms_record_owner(quote), error);
    return st == DMS_OK ? dms_record_set_int(gift, "value",
                                             dms_record_int(gift, "unit_price") *
                                                 dms_record_int(gift, "quantity"),
                                             error)
                        : st;
}

/* Before a line goes its quote must still be a draft; what it was worth goes with it. */
static enum dms_status
count_gifts(struct dms_unit *unit, struct dms_record *gift, void *data,
            struct dms_error *error)
{
    struct dms_record *quote = NULL;
    int64_t sum = 0, id = dms_record_int(gift, "quote");
    enum dms_status st = sales_sum(unit, "sales.gift", "{\"where\":{\"quote\":\"$id\"}}",
                                   id, "value", &sum, error);
    if (data != NULL) /* it is still there */
        sum -= dms_record_int(gift, "value");
    if (st == DMS_OK)
        st = dms_unit_edit(unit, "sales.quote", id, &quote, error);
    if (st == DMS_OK)
        st = dms_record_set_int(quote, "gifts_value", sum, error);
    return st == DMS_OK ? dms_unit_save(unit, quote, error) : st;
}

static const char removed[] = "removed";

const struct dms_hook sales_give_gifts_hooks[] = {
    DMS_HOOK(.name = "sales/give_gifts:value", .on = "sales.gift.save", .run = work_out),
    DMS_HOOK(.name = "sales/give_gifts:count", .on = "sales.gift.save",
             .phase = DMS_AFTER, .run = count_gifts),
    DMS_HOOK(.name = "sales/give_gifts:take_away", .on = "sales.gift.remove",
             .run = count_gifts, .data = (void *)(uintptr_t)removed),
    { 0 },
};
