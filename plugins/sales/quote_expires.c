/* quote_expires.c - a sent quote that nobody answers ends with its last day (row 24). */
#include <string.h>

#include "sales.h"

static enum dms_status
set_timer(struct dms_unit *unit, struct dms_record *quote, void *data,
          struct dms_error *error)
{
    (void)data;
    if (!dms_record_has(quote, "valid_until"))
        return DMS_OK;
    /* The last day counts in full: midnight after it, on the dealer's wall. */
    int64_t due = (dms_record_int(quote, "valid_until") + 1) * DMS_DAY -
                  dms_unit_offset(unit) * DMS_MINUTE;
    return dms_timer_set(unit, sales_quote_expires_timer.name, quote, NULL, due, NULL,
                         error);
}

static enum dms_status
expire(struct dms_unit *unit, const char *entity, int64_t record,
       const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)payload, (void)data;
    struct dms_record *quote = NULL;
    enum dms_status st = dms_unit_edit(unit, entity, record, &quote, error);
    if (st == DMS_NOT_FOUND) { /* removed meanwhile: nothing left to close */
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st != DMS_OK || strcmp(dms_record_state(quote), "sent") != 0)
        return st;
    return dms_unit_transition(unit, quote, "expire", NULL, error);
}

const struct dms_hook sales_quote_expires_hooks[] = {
    DMS_HOOK(.name = "sales/quote_expires", .on = "sales.quote.send", .phase = DMS_AFTER,
             .run = set_timer),
    { 0 },
};

const struct dms_timer_handler sales_quote_expires_timer = {
    .size = sizeof(struct dms_timer_handler),
    .name = "sales/quote_expires",
    .run = expire,
};
