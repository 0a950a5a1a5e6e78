/* spend.c - what a campaign has cost so far, never more than it may (rows 111, 112, 114). */
#include "ask.h"
#include "crm.h"

static const struct dms_field fields[] = {
    { .name = "campaign",
      .type = DMS_REFERENCE,
      .target = "crm.campaign",
      .flags = DMS_REQUIRED | DMS_INDEX },
    /* A credit note takes back. */
    { .name = "amount",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = INT64_C(-100000000000),
      .maximum = INT64_C(100000000000) },
    { .name = "supplier", .type = DMS_TEXT, .max_length = 200 },
    { .name = "paper", .type = DMS_TEXT, .max_length = 120 },
    { .name = "note", .type = DMS_TEXT, .max_length = 500 },
    { .name = "on", .type = DMS_DATE, .default_text = "@today" },
};

const struct dms_entity crm_spend_entity =
    DMS_ENTITY(.name = "crm.spend", .flags = DMS_APPEND_ONLY, .parent = "campaign",
               DMS_FIELDS(fields));

static enum dms_status
add_cost(struct dms_unit *unit, struct dms_record *spend, void *data,
         struct dms_error *error)
{
    struct dms_record *campaign = NULL;
    (void)data;
    enum dms_status st = dms_unit_edit(
        unit, "crm.campaign", dms_record_int(spend, "campaign"), &campaign, error);
    if (st != DMS_OK)
        return st;
    int64_t cost = dms_record_int(campaign, "cost") + dms_record_int(spend, "amount");
    int64_t budget = dms_record_int(campaign, "budget");
    if (cost > budget)
        return dms_fail_field(error, DMS_DENIED, "amount", "crm.budget_spent", "left=%s",
                              crm_yuan(unit, budget - dms_record_int(campaign, "cost")));
    if (cost < 0)
        return dms_fail_field(error, DMS_DENIED, "amount", "crm.cost_negative", "");
    st = dms_record_set_int(campaign, "cost", cost, error);
    return st == DMS_OK ? dms_unit_save(unit, campaign, error) : st;
}

const struct dms_hook crm_spend_hook =
    DMS_HOOK(.name = "crm/spend", .on = "crm.spend.create", .phase = DMS_AFTER,
             .run = add_cost);
