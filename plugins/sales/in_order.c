/* in_order.c - what is planned ends after it begins, and a task of a plan is due within it. */
#include <string.h>

#include "plan.h"

bool
sales_is(const struct dms_record *record, const char *field, const char *word)
{
    const char *text = dms_record_text(record, field);
    return text != NULL && strcmp(text, word) == 0;
}

static enum dms_status
check(struct dms_unit *unit, struct dms_record *record, void *data,
      struct dms_error *error)
{
    (void)data;
    if (!dms_record_has(record, "starts_on") || !dms_record_has(record, "ends_on") ||
        dms_record_int(record, "ends_on") >= dms_record_int(record, "starts_on"))
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "ends_on", "sales.ends_before",
                          "from=%s|to=%s",
                          sales_day(unit, dms_record_int(record, "starts_on")),
                          sales_day(unit, dms_record_int(record, "ends_on")));
}

static enum dms_status
check_due(struct dms_unit *unit, struct dms_record *task, void *data,
          struct dms_error *error)
{
    (void)data;
    const struct dms_record *plan = NULL;
    if (!dms_record_has(task, "plan") || !dms_record_has(task, "due_on"))
        return DMS_OK; /* that they are required, the core says */
    enum dms_status st =
        dms_unit_get(unit, "sales.plan", dms_record_int(task, "plan"), &plan, error);
    int64_t due = dms_record_int(task, "due_on");
    if (st != DMS_OK || (due >= dms_record_int(plan, "starts_on") &&
                         due <= dms_record_int(plan, "ends_on")))
        return st;
    return dms_fail_field(error, DMS_INVALID, "due_on", "sales.due_outside",
                          "from=%s|to=%s",
                          sales_day(unit, dms_record_int(plan, "starts_on")),
                          sales_day(unit, dms_record_int(plan, "ends_on")));
}

#define IN_ORDER(entity)                                                                 \
    DMS_HOOK(.name = "sales/in_order:" entity, .on = "sales." entity ".save",            \
             .run = check)

const struct dms_hook sales_in_order_hooks[] = {
    IN_ORDER("strategy"),
    IN_ORDER("plan"),
    IN_ORDER("correction"),
    IN_ORDER("fleet_contract"),
    IN_ORDER("policy"),
    IN_ORDER("price_tag"),
    IN_ORDER("indicator"),
    DMS_HOOK(.name = "sales/in_order:plan_task", .on = "sales.plan_task.save",
             .run = check_due),
    { 0 },
};
