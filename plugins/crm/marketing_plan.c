/* marketing_plan.c - what a period's marketing is to bring and may cost (row 111). */
#include <string.h>

#include "ask.h"
#include "crm.h"

#define MOST_MONEY INT64_C(100000000000)

static const struct dms_field fields[] = {
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 120 },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "goal", .type = DMS_TEXT, .max_length = 1000 },
    { .name = "budget",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = MOST_MONEY },
    { .name = "goal_leads", .type = DMS_INTEGER, .minimum = 1, .maximum = 1000000 },
    { .name = "goal_deals", .type = DMS_INTEGER, .minimum = 1, .maximum = 1000000 },
    { .name = "approved_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "lesson", .type = DMS_TEXT, .max_length = 4000 },
};

const struct dms_entity crm_marketing_plan_entity =
    DMS_ENTITY(.name = "crm.marketing_plan", .title = "name", DMS_FIELDS(fields));

enum dms_status
crm_want_period(const struct dms_record *record, struct dms_error *error)
{
    if (!dms_record_has(record, "starts_on") || !dms_record_has(record, "ends_on") ||
        dms_record_int(record, "starts_on") <= dms_record_int(record, "ends_on"))
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "ends_on", "crm.period_backwards", "");
}

static enum dms_status
check_plan(struct dms_unit *unit, struct dms_record *plan, void *data,
           struct dms_error *error)
{
    (void)unit, (void)data;
    const char *state = dms_record_state(plan);
    enum dms_status st = crm_want_period(plan, error);
    if (st == DMS_OK && dms_record_id(plan) != 0 && dms_record_changed(plan, "budget") &&
        strcmp(state, "draft") != 0)
        st = dms_fail_field(error, DMS_DENIED, "budget", "crm.plan_approved", "");
    return st;
}

/* Four eyes: whoever wrote the plan does not approve its money. */
static enum dms_status
sign_plan(struct dms_unit *unit, struct dms_record *plan, void *data,
          struct dms_error *error)
{
    (void)data;
    int64_t user = dms_unit_user(unit);
    if (user != 0 && user == dms_record_int(plan, "created_by"))
        return dms_fail(error, DMS_DENIED, "crm.own_approval", "");
    return user != 0 ? dms_record_set_int(plan, "approved_by", user, error) : DMS_OK;
}

const struct dms_hook crm_marketing_plan_hook =
    DMS_HOOK(.name = "crm/marketing_plan", .on = "crm.marketing_plan.save",
             .run = check_plan);
const struct dms_hook crm_marketing_plan_sign_hook =
    DMS_HOOK(.name = "crm/marketing_plan:sign", .on = "crm.marketing_plan.approve",
             .run = sign_plan);
