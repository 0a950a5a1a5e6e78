/* override_request.c - asking for more than one may give: what is asked, what the limit is and
 * what it costs are written down by the house, not by the one who asks (row 25). */
#include <string.h>

#include "sales.h"

static enum dms_status
load_offer(struct dms_unit *unit, const struct dms_record *override,
           const struct dms_record **offer, struct dms_error *error)
{
    if (dms_record_has(override, "quote"))
        return dms_unit_get(unit, "sales.quote", dms_record_int(override, "quote"), offer,
                            error);
    if (dms_record_has(override, "order"))
        return dms_unit_get(unit, "sales.order", dms_record_int(override, "order"), offer,
                            error);
    return dms_fail_field(error, DMS_INVALID, "quote", "sales.override_of_nothing", "");
}

static enum dms_status
note_offer(struct dms_unit *unit, struct dms_record *override,
           const struct dms_record *offer, struct dms_error *error)
{
    enum dms_status st = dms_record_set_int(
        override, "asked_rate", dms_record_int(offer, "discount_rate"), error);
    if (st == DMS_OK)
        st = dms_record_set_int(override, "asked_price", dms_record_int(offer, "price"),
                                error);
    if (st == DMS_OK && dms_unit_user(unit) != 0)
        st = dms_record_set_int(override, "requested_by", dms_unit_user(unit), error);
    return st;
}

static enum dms_status
note_limit(struct dms_record *override, const struct dms_record *offer,
           const struct dms_json *answer, struct dms_error *error)
{
    int64_t list = dms_record_int(offer, "list_price"),
            price = dms_record_int(offer, "price");
    int64_t least = dms_json_integer_at(answer, "floor");
    enum dms_status st = DMS_OK;
    if (dms_json_at_key(answer, "limit") != NULL) {
        least = list - dms_money_share(list, dms_json_integer_at(answer, "limit"));
        st = dms_record_set_int(override, "limit_rate",
                                dms_json_integer_at(answer, "limit"), error);
    }
    if (st == DMS_OK)
        st = dms_record_set_text(override, "rule", dms_json_text_at(answer, "rule"),
                                 error);
    return st == DMS_OK
               ? dms_record_set_int(override, "margin_effect", price - least, error)
               : st;
}

static enum dms_status
complete_request(struct dms_unit *unit, struct dms_record *override, void *data,
                 struct dms_error *error)
{
    (void)data;
    const struct dms_record *offer = NULL;
    struct dms_json *answer = NULL;
    bool floor = dms_record_has(override, "kind") &&
                 strcmp(dms_record_text(override, "kind"), "floor") == 0;
    enum dms_status st = load_offer(unit, override, &offer, error);
    if (st == DMS_OK)
        st = note_offer(unit, override, offer, error);
    if (st == DMS_OK)
        st = sales_decide(unit, offer,
                          floor ? "sales.price_floor" : "sales.discount_authority",
                          &answer, error);
    if (st == DMS_OK && answer != NULL)
        st = note_limit(override, offer, answer, error);
    dms_json_destroy(answer);
    return st;
}

const struct dms_hook sales_override_request_hooks[] = {
    DMS_HOOK(.name = "sales/override_request", .on = "sales.override.create",
             .run = complete_request),
    { 0 },
};
