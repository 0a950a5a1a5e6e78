/* frozen.c - what was sent or signed is not changed afterwards; one makes a new quote, or
 * cancels (rows 24, 27). */
#include <string.h>

#include "sales.h"

static enum dms_status
keep_terms(struct dms_unit *unit, struct dms_record *offer, void *data,
           struct dms_error *error)
{
    static const char *const terms[] = {
        "customer",       "model",        "list_price",     "price",
        "fees",           "gifts_value",  "quote",          "down_payment",
        "finance_months", "finance_rate", "finance_method", "insurance_premium"
    };
    (void)unit, (void)data;
    if (strcmp(dms_record_state(offer), "draft") == 0)
        return DMS_OK;
    for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++) {
        if (dms_record_field(offer, terms[i]) == NULL ||
            !dms_record_changed(offer, terms[i]))
            continue;
        return dms_fail_field(error, DMS_DENIED, terms[i], "sales.terms_frozen", "");
    }
    return DMS_OK;
}

const struct dms_hook sales_frozen_hooks[] = {
    DMS_HOOK(.name = "sales/frozen:quote.update", .on = "sales.quote.update",
             .run = keep_terms),
    DMS_HOOK(.name = "sales/frozen:order.update", .on = "sales.order.update",
             .run = keep_terms),
    { 0 },
};
