/* check_target.c - what makes a target one: a figure that is there, whole periods, somebody whose
 * it is, and no number that changes once it was agreed (row 3). */
#include <string.h>

#include "plan.h"

static enum dms_status
check_dates(struct dms_unit *unit, struct dms_record *target, struct dms_error *error)
{
    const char *period = dms_record_text(target, "period");
    int64_t from = dms_record_int(target, "starts_on"), to = sales_last_day(period, from);
    if (to == 0)
        return dms_fail_field(error, DMS_INVALID, "starts_on", "sales.target_begins",
                              "period=@choice.sales.target.period.%s|date=%s", period,
                              sales_day(unit, from));
    if (!dms_record_has(target, "ends_on"))
        return dms_record_set_int(target, "ends_on", to, error);
    return dms_record_int(target, "ends_on") == to
               ? DMS_OK
               : dms_fail_field(error, DMS_INVALID, "ends_on", "sales.target_ends",
                                "last=%s", sales_day(unit, to));
}

static enum dms_status
check_number(struct dms_unit *unit, struct dms_record *target, struct dms_error *error)
{
    struct dms_json *figure = NULL;
    enum dms_status st =
        sales_need_figure(unit, dms_record_text(target, "figure"), &figure, error);
    const char *kind = dms_json_text_at(figure, "unit");
    if (st == DMS_OK)
        st = dms_record_set_text(target, "unit", kind, error);
    if (st == DMS_OK)
        st = sales_check_number(unit, target, kind, error);
    dms_json_destroy(figure);
    return st;
}

static enum dms_status
check_parent(struct dms_unit *unit, const struct dms_record *target,
             struct dms_error *error)
{
    const struct dms_record *parent = NULL;
    if (!dms_record_has(target, "parent"))
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "sales.target",
                                      dms_record_int(target, "parent"), &parent, error);
    if (st == DMS_OK && !sales_is(parent, "figure", dms_record_text(target, "figure")))
        st = dms_fail_field(error, DMS_INVALID, "figure", "sales.target_other_figure",
                            "figure=@figure.%s", dms_record_text(parent, "figure"));
    if (st == DMS_OK &&
        (dms_record_int(target, "starts_on") < dms_record_int(parent, "starts_on") ||
         dms_record_int(target, "ends_on") > dms_record_int(parent, "ends_on")))
        st = dms_fail_field(error, DMS_INVALID, "starts_on", "sales.target_outside",
                            "from=%s|to=%s",
                            sales_day(unit, dms_record_int(parent, "starts_on")),
                            sales_day(unit, dms_record_int(parent, "ends_on")));
    return st;
}

static enum dms_status
check_person(struct dms_record *target, struct dms_error *error)
{
    bool store = sales_is(target, "level", "store");
    if (!store && !dms_record_has(target, "person"))
        return dms_fail_field(error, DMS_INVALID, "person", "sales.target_needs_person",
                              "");
    if (store && dms_record_has(target, "person"))
        return dms_fail_field(error, DMS_INVALID, "person", "sales.target_of_store", "");
    return store ? DMS_OK
                 : dms_record_set_owner(target, dms_record_int(target, "person"), error);
}

static enum dms_status
check(struct dms_unit *unit, struct dms_record *target, void *data,
      struct dms_error *error)
{
    static const char *const needed[] = { "figure", "number", "period", "starts_on",
                                          "level" };
    (void)data;
    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
        if (!dms_record_has(target, needed[i]))
            return DMS_OK; /* that it is required, the core says */
    enum dms_status st = check_dates(unit, target, error);
    if (st == DMS_OK)
        st = check_number(unit, target, error);
    if (st == DMS_OK)
        st = check_person(target, error);
    return st == DMS_OK ? check_parent(unit, target, error) : st;
}

/* Once it is agreed, numbers are only moved from one part to another. */
static enum dms_status
stay(struct dms_unit *unit, struct dms_record *target, void *data,
     struct dms_error *error)
{
    (void)unit, (void)data;
    if (strcmp(dms_record_state(target), "draft") == 0 ||
        !dms_record_changed(target, "number") || dms_record_changed(target, "moves"))
        return DMS_OK;
    dms_fail_field(error, DMS_DENIED, "number", "sales.target_frozen", "");
    dms_error_at_rule(error, "sales/check_target");
    return DMS_DENIED;
}

const struct dms_hook sales_check_target_hooks[] = {
    DMS_HOOK(.name = "sales/check_target", .on = "sales.target.create", .run = check),
    DMS_HOOK(.name = "sales/check_target:number", .on = "sales.target.update",
             .run = check),
    DMS_HOOK(.name = "sales/check_target:stay", .on = "sales.target.update", .run = stay),
    { 0 },
};
