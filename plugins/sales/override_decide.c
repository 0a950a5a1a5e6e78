/* override_decide.c - four eyes: nobody approves his own request, nor more than he may give
 * himself (row 25). */
#include <string.h>

#include "sales.h"

static enum dms_status
sign_off(struct dms_unit *unit, struct dms_record *override, void *data,
         struct dms_error *error)
{
    (void)data;
    enum dms_status st =
        dms_record_set_int(override, "decided_at", dms_unit_now(unit), error);
    if (st == DMS_OK && dms_unit_user(unit) != 0)
        st = dms_record_set_int(override, "approved_by", dms_unit_user(unit), error);
    return st;
}

static enum dms_status
refuse_beyond(struct dms_unit *unit, const struct dms_record *override,
              const struct dms_json *answer, struct dms_error *error)
{
    bool floor = dms_json_at_key(answer, "limit") == NULL;
    int64_t rate = dms_record_int(override, "asked_rate");
    int64_t price = dms_record_int(override, "asked_price");
    bool enough = floor ? price >= dms_json_integer_at(answer, "floor")
                        : rate <= dms_json_integer_at(answer, "limit");
    if (enough)
        return DMS_OK;
    dms_fail(error, DMS_DENIED, "sales.override_beyond_you", "rate=%s|price=%s",
             sales_percent(unit, rate), sales_yuan(unit, price));
    return sales_blame(answer, error);
}

static enum dms_status
check_approver(struct dms_unit *unit, struct dms_record *override, void *data,
               struct dms_error *error)
{
    (void)data;
    const struct dms_record *offer = NULL;
    struct dms_json *answer = NULL;
    bool quoted = dms_record_has(override, "quote");
    bool floor = strcmp(dms_record_text(override, "kind"), "floor") == 0;
    if (dms_unit_user(unit) != 0 &&
        dms_unit_user(unit) == dms_record_int(override, "requested_by")) {
        dms_fail(error, DMS_DENIED, "sales.override_self", "");
        dms_error_at_rule(error, "sales/override_decide");
        return DMS_DENIED;
    }
    enum dms_status st =
        dms_unit_get(unit, quoted ? "sales.quote" : "sales.order",
                     dms_record_int(override, quoted ? "quote" : "order"), &offer, error);
    if (st == DMS_OK)
        st = sales_decide(unit, offer,
                          floor ? "sales.price_floor" : "sales.discount_authority",
                          &answer, error);
    if (st == DMS_OK && answer != NULL)
        st = refuse_beyond(unit, override, answer, error);
    dms_json_destroy(answer);
    return st == DMS_OK ? sign_off(unit, override, NULL, error) : st;
}

const struct dms_hook sales_override_decide_hooks[] = {
    DMS_HOOK(.name = "sales/override_decide:approve", .on = "sales.override.approve",
             .run = check_approver),
    DMS_HOOK(.name = "sales/override_decide:refuse", .on = "sales.override.refuse",
             .run = sign_off),
    { 0 },
};
