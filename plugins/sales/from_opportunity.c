/* from_opportunity.c - whose car is offered or driven, and which model, its opportunity knows:
 * nobody types it again. */
#include "sales.h"

static enum dms_status
copy(struct dms_unit *unit, struct dms_record *offer, void *data, struct dms_error *error)
{
    const char *const *fields = data;
    const struct dms_record *opportunity = NULL;
    if (dms_record_id(offer) != 0 || !dms_record_has(offer, "opportunity"))
        return DMS_OK;
    enum dms_status st =
        dms_unit_get(unit, "sales.opportunity", dms_record_int(offer, "opportunity"),
                     &opportunity, error);
    for (; st == DMS_OK && *fields != NULL; fields++)
        if (!dms_record_has(offer, *fields) && dms_record_has(opportunity, *fields))
            st = dms_record_set_int(offer, *fields, dms_record_int(opportunity, *fields),
                                    error);
    return st;
}

static const char *offered[] = { "customer", "model", NULL };
static const char *driven[] = { "customer", NULL };

/* Before whoever looks at the model. */
static const char *const before_quote[] = { "sales/discount:quote.save",
                                            "sales/quote_sums", NULL };

const struct dms_hook sales_from_opportunity_hooks[] = {
    DMS_HOOK(.name = "sales/from_opportunity:quote", .on = "sales.quote.save",
             .before = before_quote, .run = copy, .data = offered),
    DMS_HOOK(.name = "sales/from_opportunity:drive", .on = "sales.test_drive.save",
             .run = copy, .data = driven),
    { 0 },
};
