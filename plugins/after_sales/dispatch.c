/* dispatch.c - work goes only to a technician who holds every certificate it needs, today; and
 * the car was walked round first where the brand wants it (rows 47, 49, 65, 158). */
#include <inttypes.h>

#include "after_sales.h"

enum dms_status
service_steps(struct dms_unit *unit, const struct dms_record *order,
              struct dms_json **answer, struct dms_error *error)
{
    struct dms_json *facts = dms_json_create_object();
    dms_json_set_text(facts, "kind", dms_record_text(order, "kind"));
    dms_json_set_text(facts, "depth", dms_record_text(order, "depth"));
    return service_decide(unit, "after_sales.steps", facts, answer, error);
}

enum dms_status
service_holds(struct dms_unit *unit, int64_t user, const char *skill, bool *holds,
              struct dms_error *error)
{
    int64_t count = 0;
    struct dms_json *values = service_values("user", user);
    dms_json_set_text(values, "skill", skill);
    dms_json_set_text(values, "today", service_day(unit, dms_unit_today(unit)));
    enum dms_status st = dms_unit_count(
        unit, "after_sales.certificate",
        "{\"where\":{\"user\":\"$user\",\"skill\":\"$skill\",\"valid_from\":{\"lte\":"
        "\"$today\"},\"or\":[{\"valid_to\":{\"is_null\":true}},{\"valid_to\":{\"gte\":"
        "\"$today\"}}]}}",
        values, &count, error);
    dms_json_destroy(values);
    *holds = count > 0;
    return st;
}

enum dms_status
service_may_do(struct dms_unit *unit, int64_t user, int64_t operation,
               struct dms_error *error)
{
    const struct dms_record *job = NULL;
    bool holds = false;
    enum dms_status st =
        dms_unit_get(unit, "after_sales.operation", operation, &job, error);
    const char *skill = st == DMS_OK ? dms_record_text(job, "skill") : NULL;
    if (st != DMS_OK || skill == NULL || skill[0] == '\0')
        return st;
    st = service_holds(unit, user, skill, &holds, error);
    if (st != DMS_OK || holds)
        return st;
    return dms_fail_field(error, DMS_DENIED, "technician", "after_sales.no_certificate",
                          "skill=%s|job=%s", skill, dms_record_text(job, "name"));
}

static enum dms_status
check_skills(struct dms_unit *unit, const struct dms_record *order,
             struct dms_error *error)
{
    const struct dms_list *lines = NULL;
    enum dms_status st = service_lines(unit, dms_record_id(order), &lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++) {
        const struct dms_record *line = dms_list_at(lines, i);
        if (dms_record_has(line, "operation") && !dms_record_has(line, "technician") &&
            !service_in_state(line, "declined"))
            st = service_may_do(unit, dms_record_int(order, "technician"),
                                dms_record_int(line, "operation"), error);
    }
    return st;
}

static enum dms_status
need_walkround(struct dms_unit *unit, const struct dms_record *order,
               struct dms_error *error)
{
    struct dms_json *steps = NULL;
    const struct dms_record *seen = NULL;
    enum dms_status st = service_steps(unit, order, &steps, error);
    bool wanted = st == DMS_OK && dms_json_boolean_at(steps, "walkround");
    if (wanted)
        st = service_first(unit, "after_sales.walkround",
                           "{\"where\":{\"order\":\"$id\"},\"limit\":1}",
                           service_values("id", dms_record_id(order)), &seen, error);
    if (st == DMS_OK && wanted && seen == NULL) {
        st = dms_fail(error, DMS_DENIED, "after_sales.walk_round_first", "");
        service_blame(steps, error);
    }
    dms_json_destroy(steps);
    return st;
}

static enum dms_status
dispatch(struct dms_unit *unit, struct dms_record *order, void *data,
         struct dms_error *error)
{
    (void)data;
    enum dms_status st = need_walkround(unit, order, error);
    return st == DMS_OK && dms_record_has(order, "technician")
               ? check_skills(unit, order, error)
               : st;
}

/* A line may have a technician of its own. */
static enum dms_status
dispatch_line(struct dms_unit *unit, struct dms_record *line, void *data,
              struct dms_error *error)
{
    (void)data;
    if (!dms_record_has(line, "technician") || !dms_record_has(line, "operation") ||
        (!dms_record_changed(line, "technician") &&
         !dms_record_changed(line, "operation")))
        return DMS_OK;
    return service_may_do(unit, dms_record_int(line, "technician"),
                          dms_record_int(line, "operation"), error);
}

static enum dms_status
note_start(struct dms_unit *unit, struct dms_record *order, void *data,
           struct dms_error *error)
{
    (void)data;
    if (dms_record_int(order, "agreed_line") == 0 &&
        !service_is(order, "kind", "internal"))
        return dms_fail(error, DMS_DENIED, "after_sales.estimate_first", "");
    return dms_record_has(order, "started_at")
               ? DMS_OK
               : dms_record_set_int(order, "started_at", dms_unit_now(unit), error);
}

const struct dms_hook after_sales_dispatch_hooks[] = {
    DMS_HOOK(.name = "after_sales/dispatch", .on = "after_sales.repair_order.assign",
             .run = dispatch),
    DMS_HOOK(.name = "after_sales/dispatch:line", .on = "after_sales.order_line.save",
             .run = dispatch_line),
    DMS_HOOK(.name = "after_sales/dispatch:start", .on = "after_sales.repair_order.start",
             .run = note_start),
    { 0 },
};
