/* campaign_result.c - crm.campaign_result: cost, leads, deals, margin (rows 112, 114, 115). */
#include <inttypes.h>

#include "ask.h"
#include "crm.h"

static enum dms_status
add_count(struct dms_unit *unit, struct dms_json *answer, const char *name,
          const char *query, int64_t campaign, struct dms_error *error)
{
    int64_t count = 0;
    enum dms_status st =
        crm_count(unit, "crm.lead", query, crm_with_id("id", campaign), &count, error);
    if (st == DMS_OK)
        dms_json_set_integer(answer, name, count);
    return st;
}

static enum dms_status
sum_of(struct dms_unit *unit, const char *field, int64_t campaign, int64_t *sum,
       struct dms_error *error)
{
    static const char deals[] =
        "{\"where\":{\"campaign\":\"$id\",\"deal_at\":{\"is_null\":false}}}";
    struct dms_json *values = crm_with_id("id", campaign);
    enum dms_status st = dms_unit_sum(unit, "crm.lead", deals, values, field, sum, error);
    dms_json_destroy(values);
    return st;
}

/* A person who asked twice is one lead. */
static enum dms_status
add_leads(struct dms_unit *unit, struct dms_json *answer, int64_t campaign,
          struct dms_error *error)
{
    static const char *const counts[][2] = {
        { "leads",
          "{\"where\":{\"campaign\":\"$id\",\"merged_into\":{\"is_null\":true}}}" },
        { "valuable",
          "{\"where\":{\"campaign\":\"$id\",\"valuable\":true,\"merged_into\":"
          "{\"is_null\":true}}}" },
        { "deals", "{\"where\":{\"campaign\":\"$id\",\"deal_at\":{\"is_null\":false}}}" },
        { "deals_without_margin",
          "{\"where\":{\"campaign\":\"$id\",\"deal_at\":{"
          "\"is_null\":false},\"deal_margin\":{\"is_null\":true}}}" },
    };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(counts) / sizeof(counts[0]); i++)
        st = add_count(unit, answer, counts[i][0], counts[i][1], campaign, error);
    return st;
}

static void
set_money(struct dms_unit *unit, struct dms_json *answer, const char *name, int64_t fen)
{
    dms_json_set_text(answer, name, crm_yuan(unit, fen));
}

/* Return: (margin - cost) / cost, in basis points; without cost there is none. */
static void
add_money(struct dms_unit *unit, struct dms_json *answer,
          const struct dms_record *campaign, int64_t amount, int64_t margin)
{
    int64_t cost = dms_record_int(campaign, "cost");
    int64_t leads = dms_json_integer_at(answer, "leads");
    set_money(unit, answer, "budget", dms_record_int(campaign, "budget"));
    set_money(unit, answer, "cost", cost);
    set_money(unit, answer, "amount", amount);
    set_money(unit, answer, "margin", margin);
    if (leads > 0)
        set_money(unit, answer, "cost_per_lead", cost / leads);
    if (cost > 0)
        dms_json_set_integer(answer, "roi_basis_points",
                             (int64_t)((double)(margin - cost) / (double)cost * 10000.0));
    if (dms_record_has(campaign, "reach"))
        dms_json_set_integer(answer, "reach", dms_record_int(campaign, "reach"));
}

static enum dms_status
run_result(struct dms_unit *unit, const struct dms_json *arguments, void *data,
           struct dms_json **answer, struct dms_error *error)
{
    const struct dms_record *campaign = NULL;
    int64_t id = dms_json_integer_at(arguments, "campaign"), amount = 0, margin = 0;
    (void)data;
    enum dms_status st = dms_unit_get(unit, "crm.campaign", id, &campaign, error);
    if (st == DMS_OK && !dms_unit_may(unit, campaign, DMS_READ))
        st = dms_fail_field(error, DMS_NOT_FOUND, "campaign", "crm.merge_none",
                            "id=%" PRId64, id);
    if (st != DMS_OK)
        return st;
    *answer = crm_with_id("campaign", id);
    st = add_leads(unit, *answer, id, error);
    if (st == DMS_OK)
        st = sum_of(unit, "deal_amount", id, &amount, error);
    if (st == DMS_OK)
        st = sum_of(unit, "deal_margin", id, &margin, error);
    if (st == DMS_OK)
        add_money(unit, *answer, campaign, amount, margin);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "campaign", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_campaign_result_call =
    DMS_CALL(.name = "crm.campaign_result", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.spend:read", DMS_ARGUMENTS(arguments),
             .run = run_result);
