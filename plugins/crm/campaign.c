/* campaign.c - one thing done to be seen: advertising, an event, a portal, a partner
 * (rows 112, 115, 116, 118). */
#include <inttypes.h>

#include "ask.h"
#include "crm.h"

#define MOST_MONEY INT64_C(100000000000)

static const char *const kinds[] = { "advertising", "event",     "online", "partner",
                                     "mailing",     "promotion", NULL };
static const char *const channels[] = { "sms", "mail", "wechat", "letter", NULL };
static const char *const grades[] = { "potential", "new", "loyal", "vip", NULL };

static const struct dms_field fields[] = {
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 120 },
    /* What a web form or a poster carries, so that a lead tells where it saw us. */
    { .name = "code", .type = DMS_TEXT, .flags = DMS_INDEX, .max_length = 60 },
    { .name = "plan", .type = DMS_REFERENCE, .target = "crm.marketing_plan" },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "medium", .type = DMS_TEXT, .max_length = 120 },
    { .name = "partner", .type = DMS_TEXT, .max_length = 200 },
    { .name = "place", .type = DMS_TEXT, .max_length = 200 },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "budget",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = MOST_MONEY },
    { .name = "cost", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "reach", .type = DMS_INTEGER, .minimum = 0, .maximum = 2000000000 },
    /* A mailing: to whom, how, what. */
    { .name = "audience", .type = DMS_CHOICE, .choices = grades },
    { .name = "channel", .type = DMS_CHOICE, .choices = channels },
    { .name = "message", .type = DMS_TEXT, .max_length = 500 },
    { .name = "sent_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "sent", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "left_out", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "lesson", .type = DMS_TEXT, .max_length = 4000 },
};

static const struct dms_index indexes[] = {
    { .fields = "store,code", .unique = 1 },
};

const struct dms_entity crm_campaign_entity =
    DMS_ENTITY(.name = "crm.campaign", .title = "name", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));

/* The budgets of a plan's campaigns stay within the plan's. */
static enum dms_status
want_room(struct dms_unit *unit, const struct dms_record *campaign,
          struct dms_error *error)
{
    static const char others[] =
        "{\"where\":{\"plan\":\"$plan\",\"id\":{\"ne\":\"$self\"}}}";
    const struct dms_record *plan = NULL;
    int64_t planned = 0;
    enum dms_status st = dms_unit_get(unit, "crm.marketing_plan",
                                      dms_record_int(campaign, "plan"), &plan, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *values = crm_with_id("plan", dms_record_id(plan));
    dms_json_set_integer(values, "self", dms_record_id(campaign));
    st = dms_unit_sum(unit, "crm.campaign", others, values, "budget", &planned, error);
    dms_json_destroy(values);
    int64_t left = dms_record_int(plan, "budget") - planned;
    if (st != DMS_OK || dms_record_int(campaign, "budget") <= left)
        return st;
    return dms_fail_field(error, DMS_DENIED, "budget", "crm.plan_budget_short", "left=%s",
                          crm_yuan(unit, left));
}

static enum dms_status
check_campaign(struct dms_unit *unit, struct dms_record *campaign, void *data,
               struct dms_error *error)
{
    (void)data;
    enum dms_status st = crm_want_period(campaign, error);
    if (st == DMS_OK && dms_record_has(campaign, "plan") &&
        (dms_record_changed(campaign, "budget") || dms_record_changed(campaign, "plan")))
        st = want_room(unit, campaign, error);
    return st;
}

const struct dms_hook crm_campaign_hook =
    DMS_HOOK(.name = "crm/campaign", .on = "crm.campaign.save", .run = check_campaign);

/* A lead that brings a code is the campaign's. */
static enum dms_status
find_campaign(struct dms_unit *unit, struct dms_record *lead, void *data,
              struct dms_error *error)
{
    static const char query[] = "{\"where\":{\"code\":\"$code\",\"store\":\"$store\"},"
                                "\"limit\":1}";
    const struct dms_record *campaign = NULL;
    const char *code = dms_record_text(lead, "campaign_code");
    (void)data;
    if (code == NULL || dms_record_has(lead, "campaign"))
        return DMS_OK;
    struct dms_json *values = crm_with_text("code", code);
    dms_json_set_integer(values, "store", dms_unit_store(unit));
    enum dms_status st = crm_first(unit, "crm.campaign", query, values, &campaign, error);
    if (st == DMS_OK && campaign == NULL)
        dms_unit_warn(unit, "campaign_code", "crm.campaign_unknown", "code=%s", code);
    else if (st == DMS_OK)
        st = dms_record_set_int(lead, "campaign", dms_record_id(campaign), error);
    return st;
}

const struct dms_hook crm_lead_campaign_hook =
    DMS_HOOK(.name = "crm/campaign:lead", .on = "crm.lead.create", .run = find_campaign);
