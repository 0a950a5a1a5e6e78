/* plugin.c - an entity whose way is written in process.lua, and one whose way is written here. */
#include <dms/dms.h>

static const struct dms_field loan_fields[] = {
    { .name = "book", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "reader", .type = DMS_TEXT },
};
static const struct dms_entity loan =
    DMS_ENTITY(.name = "a_workflow.loan", .title = "book", DMS_FIELDS(loan_fields));
static const struct dms_entity fine =
    DMS_ENTITY(.name = "a_workflow.fine", .title = "book", DMS_FIELDS(loan_fields));

/* Nobody pays for nobody. */
static enum dms_status
has_reader(struct dms_unit *unit, const struct dms_record *record, void *data,
           struct dms_error *error)
{
    (void)unit, (void)data;
    if (dms_record_has(record, "reader"))
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "reader", "a_workflow.whose", "%s", "");
}
static const struct dms_state states[] = {
    { .name = "due", .flags = DMS_INITIAL },
    { .name = "paid", .flags = DMS_FINAL },
};
static const struct dms_transition transitions[] = {
    { .name = "pay",
      .from = "due",
      .to = "paid",
      .guard_name = "a_workflow/whose",
      .guard = has_reader },
};
static const struct dms_workflow way = {
    .size = sizeof(struct dms_workflow),
    .state_size = sizeof(struct dms_state),
    .transition_size = sizeof(struct dms_transition),
    .state_count = 2,
    .transition_count = 1,
    .name = "a_workflow.fine",
    .entity = "a_workflow.fine",
    .states = states,
    .transitions = transitions,
};

static const struct dms_role clerk = { .name = "a_workflow_clerk" };

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_entity(registrar, &loan, error);
    if (st == DMS_OK)
        st = dms_register_entity(registrar, &fine, error);
    if (st == DMS_OK)
        st = dms_register_role(registrar, &clerk, error);
    return st == DMS_OK ? dms_register_workflow(registrar, &way, error) : st;
}

DMS_PLUGIN(.name = "a_workflow", .version = "1.0.0", .start = start);
