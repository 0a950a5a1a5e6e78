/* approval_check.c - a transition goes through when those it takes have agreed, to these values. */
#include <string.h>

#include "script/approval.h"

static const char *const states[] = {
    "open", "granted", "refused", "void", "used", NULL
};

static const struct dms_field approval_fields[] = {
    { .name = "subject_entity",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED,
      .max_length = 96 },
    { .name = "subject", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
    { .name = "transition", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 48 },
    { .name = "status",
      .type = DMS_CHOICE,
      .flags = DMS_REQUIRED | DMS_READ_ONLY,
      .choices = states,
      .default_text = "open" },
    { .name = "requester",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "reason", .type = DMS_TEXT },
    { .name = "how", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 20 },
    { .name = "seats", .type = DMS_STRUCTURED, .flags = DMS_READ_ONLY },
    { .name = "digest", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 64 },
    { .name = "rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "rule_version", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "due_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
};
static const struct dms_index approval_indexes[] = {
    { .fields = "subject_entity,subject,transition" },
};
static const struct dms_field vote_fields[] = {
    { .name = "approval",
      .type = DMS_REFERENCE,
      .target = "core.approval",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "user",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "seat", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "instead_of",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "agrees", .type = DMS_BOOLEAN, .flags = DMS_READ_ONLY },
    { .name = "note", .type = DMS_TEXT },
};
static const struct dms_field delegation_fields[] = {
    { .name = "user",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "deputy",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "from_date", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "until_date", .type = DMS_DATE, .flags = DMS_REQUIRED },
};

const struct dms_entity approval_entity =
    DMS_ENTITY(.name = "core.approval", .title = "transition",
               DMS_FIELDS(approval_fields), DMS_INDEXES(approval_indexes));
const struct dms_entity approval_vote_entity =
    DMS_ENTITY(.name = "core.vote", .flags = DMS_APPEND_ONLY, DMS_FIELDS(vote_fields));
const struct dms_entity approval_delegation_entity =
    DMS_ENTITY(.name = "core.delegation", .flags = DMS_SHARED | DMS_APPEND_ONLY,
               DMS_FIELDS(delegation_fields));

enum dms_status
approval_find(struct dms_unit *unit, const struct dms_record *record,
              const char *transition, const struct dms_record **found,
              struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "entity", dms_record_entity(record));
    dms_json_set_integer(values, "id", dms_record_id(record));
    dms_json_set_text(values, "transition", transition);
    enum dms_status st =
        dms_unit_find(unit, "core.approval",
                      "{\"where\":{\"subject_entity\":\"$entity\",\"subject\":\"$id\","
                      "\"transition\":\"$transition\"},\"sort\":\"-id\",\"limit\":1}",
                      values, &list, error);
    dms_json_destroy(values);
    *found = st == DMS_OK && dms_list_count(list) > 0 ? dms_list_at(list, 0) : NULL;
    return st;
}

const struct rule *
approval_rule(struct dms_unit *unit, struct script_host *host,
              const struct dms_record *record, const char *transition)
{
    const struct ruleset *rules = host_version(host, dms_record_process(record));
    if (rules == NULL)
        rules = host_active(host);
    if (rules == NULL)
        return NULL;
    const struct flow *flow =
        ruleset_flow(rules, dms_record_entity(record), dms_unit_brand(unit));
    const struct dms_transition *row =
        flow == NULL ? NULL : flow_row(flow, dms_record_state(record), transition);
    const struct rule *rule = row == NULL ? NULL : row->guard_data;
    return rule == NULL || rule->approval == NULL ? NULL : rule;
}

/* "sales_manager, general_manager" of what is to be. */
static const char *
roles_of(struct dms_unit *unit, const struct dms_json *plan)
{
    const struct dms_json *by = dms_json_at_key(plan, "by");
    const char *text = "";
    for (size_t i = 0; i < dms_json_count(by); i++)
        text = dms_scratch_printf(unit, "%s%s%s", text, i == 0 ? "" : ", ",
                                  dms_json_text(dms_json_at(by, i)));
    return text;
}

static enum dms_status
judge(struct dms_unit *unit, const struct rule *rule, const struct dms_record *record,
      const struct dms_json *plan, struct dms_error *error)
{
    const struct dms_record *found = NULL;
    char digest[65];
    enum dms_status st = approval_find(unit, record, rule->transition, &found, error);
    if (st != DMS_OK)
        return st;
    const char *status = found == NULL ? "none" : dms_record_text(found, "status");
    approval_digest(rule->approval, record, digest);
    if (found != NULL && !approval_is_of(found, digest))
        status = "void";
    if (strcmp(status, "granted") == 0)
        return DMS_OK;
    const char *key = strcmp(status, "open") == 0      ? "approval.waits"
                      : strcmp(status, "refused") == 0 ? "approval.refused"
                      : strcmp(status, "void") == 0    ? "approval.void"
                                                       : "approval.needed";
    return dms_fail(error, DMS_DENIED, key, "roles=%s|transition=%s|approval=%lld",
                    strcmp(status, "open") == 0 ? approval_waits_for(unit, found)
                                                : roles_of(unit, plan),
                    rule->transition,
                    found == NULL ? 0 : (long long)dms_record_id(found));
}

enum dms_status
approval_check(struct dms_unit *unit, const struct rule *rule,
               const struct dms_record *record, struct dms_error *error)
{
    struct dms_json *plan = approval_plan(rule->approval, record);
    if (plan == NULL)
        return DMS_OK;
    enum dms_status st = judge(unit, rule, record, plan, error);
    if (st != DMS_OK)
        dms_error_at_rule(error, rule->name);
    dms_json_destroy(plan);
    return st;
}
