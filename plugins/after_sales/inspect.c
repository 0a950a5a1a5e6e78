/* inspect.c - self, mutual and final inspection. The brand says which stages a visit has; the law
 * says when the final one cannot be left out (机动车维修管理规定 §25), and nobody inspects his own
 * work finally. After a failed stage all stages start again (rows 48, 49, 58). */
#include <string.h>

#include "after_sales.h"

static const char *const stages[] = { "self", "mutual", "final" };

/* 总成修理, 整车修理, 二级维护: no release without it. */
static bool
final_by_law(const struct dms_record *order)
{
    return service_is(order, "depth", "assembly") ||
           service_is(order, "depth", "whole") || service_is(order, "depth", "secondary");
}

static enum dms_status
refuse_own(const struct dms_record *check, const struct dms_record *order,
           struct dms_error *error)
{
    bool own = dms_record_int(check, "inspector") == dms_record_int(order, "technician");
    bool self = service_is(check, "stage", "self");
    if (own == self || (self && dms_record_int(order, "technician") == 0))
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "stage",
                          self ? "after_sales.self_is_his" : "after_sales.own_work", "");
}

static enum dms_status
take_check(struct dms_unit *unit, struct dms_record *check, void *data,
           struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL;
    bool holds = true;
    if (!dms_record_has(check, "order"))
        return DMS_OK; /* that it is required, the core says */
    enum dms_status st = dms_unit_get(unit, "after_sales.repair_order",
                                      dms_record_int(check, "order"), &order, error);
    if (st == DMS_OK)
        st = dms_record_set_int(check, "inspector", dms_unit_user(unit), error);
    if (st == DMS_OK && !service_in_state(order, "working"))
        st = dms_fail_field(error, DMS_DENIED, "order", "after_sales.not_working",
                            "order=%s", dms_record_text(order, "number"));
    if (st == DMS_OK)
        st = refuse_own(check, order, error);
    if (st == DMS_OK && service_is(check, "stage", "final"))
        st = service_holds(unit, dms_unit_user(unit), "final_inspection", &holds, error);
    if (st == DMS_OK && !holds)
        st = dms_fail_field(error, DMS_DENIED, "stage", "after_sales.no_inspector", "");
    if (st == DMS_OK && service_is(check, "result", "fail") &&
        !dms_record_has(check, "findings"))
        st = dms_fail_field(error, DMS_INVALID, "findings", "after_sales.say_what_failed",
                            "");
    return st;
}

/* What passed since the last failure. */
static void
passed_stages(const struct dms_list *checks, bool passed[3])
{
    for (size_t i = 0; i < dms_list_count(checks); i++) {
        const struct dms_record *check = dms_list_at(checks, i);
        bool fail = service_is(check, "result", "fail");
        for (int k = 0; k < 3; k++)
            if (fail)
                passed[k] = false;
            else if (service_is(check, "stage", stages[k]))
                passed[k] = true;
    }
}

static bool
is_wanted(const struct dms_json *steps, const struct dms_record *order, const char *stage)
{
    const struct dms_json *list = dms_json_at_key(steps, "stages");
    for (size_t i = 0; i < dms_json_count(list); i++) {
        const char *word = dms_json_text(dms_json_at(list, i));
        if (word != NULL && strcmp(word, stage) == 0)
            return true;
    }
    return strcmp(stage, "final") == 0 && final_by_law(order);
}

static enum dms_status
refuse_running_clock(struct dms_unit *unit, const struct dms_record *order,
                     struct dms_error *error)
{
    const struct dms_record *running = NULL;
    enum dms_status st =
        service_first(unit, "after_sales.clocking",
                      "{\"where\":{\"order\":\"$id\",\"state\":\"running\"},\"limit\":1}",
                      service_values("id", dms_record_id(order)), &running, error);
    if (st != DMS_OK || running == NULL)
        return st;
    return dms_fail(error, DMS_DENIED, "after_sales.clock_off_first", "since=%s",
                    service_when(unit, dms_record_int(running, "on_at")));
}

static enum dms_status
check_stages(struct dms_unit *unit, const struct dms_record *order,
             struct dms_error *error)
{
    struct dms_json *steps = NULL;
    const struct dms_list *checks = NULL;
    bool passed[3] = { false };
    enum dms_status st =
        service_find(unit, "after_sales.check",
                     "{\"where\":{\"order\":\"$id\"},\"sort\":\"id\",\"limit\":1000}",
                     service_values("id", dms_record_id(order)), &checks, error);
    if (st == DMS_OK)
        st = service_steps(unit, order, &steps, error);
    if (st == DMS_OK)
        passed_stages(checks, passed);
    for (int i = 0; st == DMS_OK && i < 3; i++)
        if (!passed[i] && is_wanted(steps, order, stages[i])) {
            st = dms_fail(error, DMS_DENIED, "after_sales.inspection_missing",
                          "stage=@choice.after_sales.check.stage.%s", stages[i]);
            if (!(i == 2 && final_by_law(order)))
                service_blame(steps, error);
        }
    dms_json_destroy(steps);
    return st;
}

static enum dms_status
hold_release(struct dms_unit *unit, struct dms_record *order, void *data,
             struct dms_error *error)
{
    (void)data;
    enum dms_status st = refuse_running_clock(unit, order, error);
    if (st == DMS_OK)
        st = check_stages(unit, order, error);
    return st == DMS_OK
               ? dms_record_set_int(order, "finished_at", dms_unit_now(unit), error)
               : st;
}

const struct dms_hook after_sales_inspect_hooks[] = {
    DMS_HOOK(.name = "after_sales/inspect:check", .on = "after_sales.check.create",
             .run = take_check),
    DMS_HOOK(.name = "after_sales/inspect:release",
             .on = "after_sales.repair_order.@finished", .run = hold_release),
    { 0 },
};
