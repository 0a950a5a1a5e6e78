/* price_floor.c - below the brand's floor nothing is sold without an override (row 24). The
 * floor and the rule it comes from stay with the quote. */
#include <string.h>

#include "sales.h"

static enum dms_status
keep_floor(struct dms_record *offer, const struct dms_json *answer,
           struct dms_error *error)
{
    if (strcmp(dms_record_entity(offer), "sales.quote") != 0)
        return DMS_OK;
    enum dms_status st =
        dms_record_set_int(offer, "floor", dms_json_integer_at(answer, "floor"), error);
    return st == DMS_OK ? dms_record_set_text(offer, "floor_rule",
                                              dms_json_text_at(answer, "rule"), error)
                        : st;
}

static enum dms_status
refuse_below(struct dms_unit *unit, const struct dms_record *offer,
             const struct dms_json *answer, struct dms_error *error)
{
    bool covers = false;
    int64_t floor = dms_json_integer_at(answer, "floor");
    if (dms_record_int(offer, "price") >= floor)
        return DMS_OK;
    enum dms_status st = sales_override_covers(unit, offer, "floor", &covers, error);
    if (st != DMS_OK || covers)
        return st;
    const char *reason = dms_json_text_at(answer, "reason");
    dms_fail_field(error, DMS_DENIED, "price",
                   reason != NULL ? reason : "sales.below_floor", "price=%s|floor=%s",
                   sales_yuan(unit, dms_record_int(offer, "price")),
                   sales_yuan(unit, floor));
    return sales_blame(answer, error);
}

static enum dms_status
check_floor(struct dms_unit *unit, struct dms_record *offer, void *data,
            struct dms_error *error)
{
    (void)data;
    struct dms_json *answer = NULL;
    enum dms_status st = sales_decide(unit, offer, "sales.price_floor", &answer, error);
    if (st == DMS_OK && dms_json_at_key(answer, "floor") != NULL) {
        st = keep_floor(offer, answer, error);
        if (st == DMS_OK)
            st = refuse_below(unit, offer, answer, error);
    }
    dms_json_destroy(answer);
    return st;
}

static const char *const after[] = { "sales/discount_authority:quote.send",
                                     "sales/discount_authority:order.sign", NULL };

const struct dms_hook sales_price_floor_hooks[] = {
    DMS_HOOK(.name = "sales/price_floor:quote.send", .on = "sales.quote.send",
             .after = after, .run = check_floor),
    DMS_HOOK(.name = "sales/price_floor:order.sign", .on = "sales.order.@signed",
             .after = after, .run = check_floor),
    { 0 },
};
