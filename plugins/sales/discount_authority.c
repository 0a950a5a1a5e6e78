/* discount_authority.c - who gives away more than the brand lets him needs somebody's word
 * for it (rows 24, 25). The limit is the brand's decision sales.discount_authority. */
#include <string.h>

#include "sales.h"

/* An order at its accepted quote's price was judged when the quote was sent. */
static enum dms_status
judged_before(struct dms_unit *unit, const struct dms_record *offer, bool *judged,
              struct dms_error *error)
{
    const struct dms_record *quote = NULL;
    *judged = false;
    if (!dms_record_has(offer, "quote"))
        return DMS_OK;
    enum dms_status st =
        dms_unit_get(unit, "sales.quote", dms_record_int(offer, "quote"), &quote, error);
    if (st == DMS_OK)
        *judged =
            strcmp(dms_record_state(quote), "accepted") == 0 &&
            dms_record_int(offer, "price") >= dms_record_int(quote, "price") &&
            dms_record_int(offer, "list_price") == dms_record_int(quote, "list_price");
    return st;
}

static enum dms_status
refuse_beyond(struct dms_unit *unit, const struct dms_record *offer,
              const struct dms_json *answer, struct dms_error *error)
{
    bool covers = false;
    int64_t rate = dms_record_int(offer, "discount_rate");
    int64_t limit = dms_json_integer_at(answer, "limit");
    if (rate <= limit)
        return DMS_OK;
    enum dms_status st = sales_override_covers(unit, offer, "discount", &covers, error);
    if (st != DMS_OK || covers)
        return st;
    /* The brand says it in its own sentence when it has one. */
    const char *reason = dms_json_text_at(answer, "reason");
    dms_fail_field(error, DMS_DENIED, "price",
                   reason != NULL ? reason : "sales.discount_over_authority",
                   "rate=%s|limit=%s", sales_percent(unit, rate),
                   sales_percent(unit, limit));
    return sales_blame(answer, error);
}

static enum dms_status
check_authority(struct dms_unit *unit, struct dms_record *offer, void *data,
                struct dms_error *error)
{
    (void)data;
    bool judged = false;
    struct dms_json *answer = NULL;
    enum dms_status st = judged_before(unit, offer, &judged, error);
    if (st == DMS_OK && !judged && dms_record_int(offer, "discount_rate") > 0)
        st = sales_decide(unit, offer, "sales.discount_authority", &answer, error);
    if (st == DMS_OK && answer != NULL)
        st = refuse_beyond(unit, offer, answer, error);
    dms_json_destroy(answer);
    return st;
}

static const char *const after[] = { "sales/discount:quote.send",
                                     "sales/discount:order.sign", NULL };

const struct dms_hook sales_discount_authority_hooks[] = {
    DMS_HOOK(.name = "sales/discount_authority:quote.send", .on = "sales.quote.send",
             .after = after, .run = check_authority),
    DMS_HOOK(.name = "sales/discount_authority:order.sign", .on = "sales.order.@signed",
             .after = after, .run = check_authority),
    { 0 },
};
