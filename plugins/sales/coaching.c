/* coaching.c - what a manager says beside the field, while the deal is still on (row 37). */
#include <string.h>

#include "plan.h"

static const struct dms_field fields[] = {
    { .name = "opportunity",
      .type = DMS_REFERENCE,
      .target = "sales.opportunity",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "seen", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 2000 },
    { .name = "advice", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 300 },
    { .name = "stage", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 60 },
    { .name = "advisor",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY | DMS_INDEX },
};

const struct dms_entity sales_coaching_entity =
    DMS_ENTITY(.name = "sales.coaching", .flags = DMS_APPEND_ONLY, .title = "advice",
               DMS_FIELDS(fields));

static enum dms_status
note_deal(struct dms_unit *unit, struct dms_record *note, void *data,
          struct dms_error *error)
{
    (void)data;
    const struct dms_record *deal = NULL;
    if (!dms_record_has(note, "opportunity"))
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "sales.opportunity",
                                      dms_record_int(note, "opportunity"), &deal, error);
    if (st != DMS_OK)
        return st;
    const char *state = dms_record_state(deal);
    if (strcmp(state, "delivered") == 0 || strcmp(state, "lost") == 0)
        return dms_fail_field(error, DMS_DENIED, "opportunity", "sales.coaching_late",
                              "state=@state.sales.opportunity.%s", state);
    st = dms_record_set_text(note, "stage", state, error);
    return st == DMS_OK
               ? dms_record_set_int(note, "advisor", dms_record_owner(deal), error)
               : st;
}

const struct dms_hook sales_coaching_hooks[] = {
    DMS_HOOK(.name = "sales/coaching", .on = "sales.coaching.create", .run = note_deal),
    { 0 },
};
