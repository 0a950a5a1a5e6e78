/* facts.c - what the figures of sales need to know of a deal, noted when it happens: by which
 * channel the buyer came, whether he signed the day he came, which car of his it is, and since
 * when a stage lasts (rows 36, 37, 41, 165, 175 to 179). */
#include <string.h>

#include "plan.h"

static const char *const passed[] = { "channel", "first_seen_at" };

/* Channel, source and first day of FROM, where TO does not have them. */
static enum dms_status
pass_on(const struct dms_record *from, struct dms_record *to, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < 2; i++)
        if (dms_record_has(from, passed[i]))
            st =
                dms_record_set_int(to, passed[i], dms_record_int(from, passed[i]), error);
    if (st == DMS_OK && dms_record_has(from, "source"))
        st = dms_record_set_text(to, "source", dms_record_text(from, "source"), error);
    return st;
}

/* A lead that who works here may not see says nothing: the deal is no less a deal. */
static enum dms_status
of_lead(struct dms_unit *unit, struct dms_record *opportunity, struct dms_error *error)
{
    const struct dms_record *lead = NULL;
    if (!dms_record_has(opportunity, "lead") ||
        dms_unit_get(unit, "crm.lead", dms_record_int(opportunity, "lead"), &lead,
                     NULL) != DMS_OK)
        return dms_record_set_int(opportunity, "first_seen_at", dms_unit_now(unit),
                                  error);
    enum dms_status st = dms_record_set_int(opportunity, "first_seen_at",
                                            dms_record_int(lead, "received_at"), error);
    if (st == DMS_OK && dms_record_has(lead, "x_channel"))
        st = dms_record_set_int(opportunity, "channel", dms_record_int(lead, "x_channel"),
                                error);
    if (st == DMS_OK && dms_record_has(lead, "source"))
        st = dms_record_set_text(opportunity, "source", dms_record_text(lead, "source"),
                                 error);
    return st;
}

static enum dms_status
note_first(struct dms_unit *unit, struct dms_record *opportunity, void *data,
           struct dms_error *error)
{
    (void)data;
    enum dms_status st = of_lead(unit, opportunity, error);
    return st == DMS_OK
               ? dms_record_set_int(opportunity, "stage_since", dms_unit_now(unit), error)
               : st;
}

static enum dms_status
note_stage(struct dms_unit *unit, struct dms_record *opportunity, void *data,
           struct dms_error *error)
{
    (void)data;
    const char *state = dms_record_state(opportunity);
    bool over = strcmp(state, "won") == 0 || strcmp(state, "delivered") == 0 ||
                strcmp(state, "lost") == 0;
    if (!dms_record_changed(opportunity, "state"))
        return DMS_OK;
    enum dms_status st =
        dms_record_set_int(opportunity, "stage_since", dms_unit_now(unit), error);
    return st != DMS_OK || over
               ? st
               : dms_record_set_int(opportunity, "steps",
                                    dms_record_int(opportunity, "steps") + 1, error);
}

static enum dms_status
note_origin(struct dms_unit *unit, struct dms_record *order, void *data,
            struct dms_error *error)
{
    (void)data;
    const struct dms_record *opportunity = NULL;
    if (!dms_record_has(order, "opportunity"))
        return DMS_OK;
    enum dms_status st =
        dms_unit_get(unit, "sales.opportunity", dms_record_int(order, "opportunity"),
                     &opportunity, error);
    return st == DMS_OK ? pass_on(opportunity, order, error) : st;
}

static enum dms_status
note_signature(struct dms_unit *unit, struct dms_record *order, void *data,
               struct dms_error *error)
{
    (void)data;
    bool same_day = dms_record_has(order, "first_seen_at") &&
                    dms_time_date(dms_record_int(order, "first_seen_at"),
                                  dms_unit_offset(unit)) == dms_unit_today(unit);
    enum dms_status st =
        dms_record_set_int(order, "signed_at", dms_unit_now(unit), error);
    return st == DMS_OK ? dms_record_set_int(order, "same_day", same_day, error) : st;
}

/* Cars that went back do not count: the next one is a first one again. */
static enum dms_status
note_nth(struct dms_unit *unit, struct dms_record *order, void *data,
         struct dms_error *error)
{
    (void)data;
    int64_t before = 0;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "customer", dms_record_int(order, "customer"));
    enum dms_status st =
        dms_unit_count(unit, "sales.order",
                       "{\"where\":{\"customer\":\"$customer\",\"nth\":{\"gte\":1},"
                       "\"state\":{\"in\":[\"delivered\",\"closed\"]}}}",
                       values, &before, error);
    dms_json_destroy(values);
    return st == DMS_OK ? dms_record_set_int(order, "nth", before + 1, error) : st;
}

static const char *const after_quote[] = { "sales/from_quote:create", NULL };

const struct dms_hook sales_facts_hooks[] = {
    DMS_HOOK(.name = "sales/facts:first", .on = "sales.opportunity.create",
             .run = note_first),
    DMS_HOOK(.name = "sales/facts:stage", .on = "sales.opportunity.update",
             .run = note_stage),
    DMS_HOOK(.name = "sales/facts:origin", .on = "sales.order.create",
             .after = after_quote, .run = note_origin),
    DMS_HOOK(.name = "sales/facts:signature", .on = "sales.order.@signed",
             .run = note_signature),
    DMS_HOOK(.name = "sales/facts:nth", .on = "sales.order.@delivered", .run = note_nth),
    { 0 },
};
