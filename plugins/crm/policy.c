/* policy.c - the rules a shop sells by, with the law they come from and their days (row 42). */
#include "crm.h"

static const struct dms_field fields[] = {
    { .name = "code",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .max_length = 60 },
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 200 },
    { .name = "text", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 8000 },
    { .name = "law", .type = DMS_TEXT, .max_length = 300 },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE },
};

const struct dms_entity crm_policy_entity =
    DMS_ENTITY(.name = "crm.policy", .title = "name", DMS_FIELDS(fields));

static enum dms_status
check_policy(struct dms_unit *unit, struct dms_record *policy, void *data,
             struct dms_error *error)
{
    (void)unit, (void)data;
    return crm_want_period(policy, error);
}

const struct dms_hook crm_policy_hook =
    DMS_HOOK(.name = "crm/policy", .on = "crm.policy.save", .run = check_policy);
