/* clock.c - clock on, clock off: one job at a time for each technician, and hours that are sold
 * can be compared with hours that were worked (rows 49, 56). */
#include "after_sales.h"

static enum dms_status
refuse_running(struct dms_unit *unit, int64_t technician, struct dms_error *error)
{
    const struct dms_record *running = NULL, *order = NULL;
    enum dms_status st = service_first(
        unit, "after_sales.clocking",
        "{\"where\":{\"technician\":\"$id\",\"state\":\"running\"},\"limit\":1}",
        service_values("id", technician), &running, error);
    if (st != DMS_OK || running == NULL)
        return st;
    st = dms_unit_get(unit, "after_sales.repair_order", dms_record_int(running, "order"),
                      &order, error);
    return st != DMS_OK
               ? st
               : dms_fail_field(error, DMS_CONFLICT, "technician",
                                "after_sales.clock_runs", "order=%s|since=%s",
                                dms_record_text(order, "number"),
                                service_when(unit, dms_record_int(running, "on_at")));
}

static enum dms_status
need_working(struct dms_unit *unit, const struct dms_record *clocking,
             struct dms_error *error)
{
    const struct dms_record *order = NULL;
    enum dms_status st = dms_unit_get(unit, "after_sales.repair_order",
                                      dms_record_int(clocking, "order"), &order, error);
    if (st != DMS_OK || service_in_state(order, "working"))
        return st;
    return dms_fail_field(error, DMS_DENIED, "order", "after_sales.not_working",
                          "order=%s", dms_record_text(order, "number"));
}

/* Work that names a kind of tool wants one that is in use and calibrated today (row 209). */
static enum dms_status
need_tool(struct dms_unit *unit, int64_t operation, struct dms_error *error)
{
    const struct dms_record *job = NULL, *tool = NULL;
    enum dms_status st =
        dms_unit_get(unit, "after_sales.operation", operation, &job, error);
    if (st != DMS_OK || dms_record_text(job, "tool") == NULL)
        return st;
    struct dms_json *values = service_words("kind", dms_record_text(job, "tool"));
    dms_json_set_integer(values, "store", dms_unit_store(unit));
    dms_json_set_text(values, "today", service_day(unit, dms_unit_today(unit)));
    st = service_first(unit, "after_sales.tool",
                       "{\"where\":{\"store\":\"$store\",\"kind\":\"$kind\",\"state\":"
                       "\"in_use\",\"or\":[{\"calibration_due\":{\"is_null\":true}},"
                       "{\"calibration_due\":{\"gte\":\"$today\"}}]},\"limit\":1}",
                       values, &tool, error);
    if (st != DMS_OK || tool != NULL)
        return st;
    return dms_fail_field(error, DMS_DENIED, "line", "after_sales.no_tool",
                          "kind=%s|job=%s", dms_record_text(job, "tool"),
                          dms_record_text(job, "name"));
}

static enum dms_status
need_line(struct dms_unit *unit, const struct dms_record *clocking,
          struct dms_error *error)
{
    const struct dms_record *line = NULL, *order = NULL;
    if (!dms_record_has(clocking, "line"))
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "after_sales.order_line",
                                      dms_record_int(clocking, "line"), &line, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, "after_sales.repair_order", dms_record_int(line, "order"),
                          &order, error);
    if (st == DMS_OK)
        st = service_need_consent(line, order, error);
    if (st != DMS_OK || !dms_record_has(line, "operation"))
        return st;
    int64_t operation = dms_record_int(line, "operation");
    st = service_may_do(unit, dms_record_int(clocking, "technician"), operation, error);
    return st == DMS_OK ? need_tool(unit, operation, error) : st;
}

static enum dms_status
clock_on(struct dms_unit *unit, struct dms_record *clocking, void *data,
         struct dms_error *error)
{
    (void)data;
    enum dms_status st = DMS_OK;
    if (!dms_record_has(clocking, "order"))
        return DMS_OK; /* that it is required, the core says */
    if (!dms_record_has(clocking, "technician"))
        st = dms_record_set_int(clocking, "technician", dms_unit_user(unit), error);
    if (st == DMS_OK && dms_record_int(clocking, "on_at") > dms_unit_now(unit))
        st = dms_fail_field(error, DMS_INVALID, "on_at", "after_sales.clock_ahead", "");
    if (st == DMS_OK)
        st = need_working(unit, clocking, error);
    if (st == DMS_OK)
        st = need_line(unit, clocking, error);
    return st == DMS_OK
               ? refuse_running(unit, dms_record_int(clocking, "technician"), error)
               : st;
}

static enum dms_status
clock_off(struct dms_unit *unit, struct dms_record *clocking, void *data,
          struct dms_error *error)
{
    (void)data;
    struct service_fill fill = { .record = clocking, .error = error };
    int64_t worked = dms_unit_now(unit) - dms_record_int(clocking, "on_at");
    service_put(&fill, "off_at", dms_unit_now(unit));
    service_put(&fill, "hours", worked * 1000 / DMS_HOUR);
    return fill.st;
}

const struct dms_hook after_sales_clock_hooks[] = {
    DMS_HOOK(.name = "after_sales/clock:on", .on = "after_sales.clocking.create",
             .run = clock_on),
    DMS_HOOK(.name = "after_sales/clock:off", .on = "after_sales.clocking.stop",
             .run = clock_off),
    { 0 },
};
