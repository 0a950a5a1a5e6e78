/* lock_deal.c - a closed deal takes no more costs, and a correction of its margin says why
 * (row 43). */
#include <string.h>

#include "deal.h"

static bool
is_closed(const struct dms_record *order)
{
    return dms_record_has(order, "closed_at");
}

static enum dms_status
load_order(struct dms_unit *unit, const struct dms_record *line,
           const struct dms_record **order, struct dms_error *error)
{
    *order = NULL;
    if (!dms_record_has(line, "order"))
        return DMS_OK; /* that it is required, the core says */
    return dms_unit_get(unit, "sales.order", dms_record_int(line, "order"), order, error);
}

static enum dms_status
check_cost(struct dms_unit *unit, struct dms_record *cost, void *data,
           struct dms_error *error)
{
    (void)data;
    const struct dms_record *order;
    enum dms_status st = load_order(unit, cost, &order, error);
    if (st != DMS_OK || order == NULL || !is_closed(order))
        return st;
    return dms_fail_field(error, DMS_DENIED, "order", "sales.deal_locked", "order=%s",
                          dms_record_text(order, "number"));
}

/* Only the house names a source: a line without one is somebody's own. */
static enum dms_status
check_line(struct dms_unit *unit, struct dms_record *line, void *data,
           struct dms_error *error)
{
    (void)data;
    const struct dms_record *order;
    const char *kind = dms_record_text(line, "kind");
    if (dms_record_has(line, "source"))
        return DMS_OK;
    enum dms_status st = load_order(unit, line, &order, error);
    if (st != DMS_OK || order == NULL || kind == NULL)
        return st;
    if (strcmp(kind, "correction") != 0)
        return dms_fail_field(error, DMS_DENIED, "kind", "sales.deal_line_by_house", "");
    if (!is_closed(order))
        return dms_fail_field(error, DMS_DENIED, "order", "sales.deal_open", "order=%s",
                              dms_record_text(order, "number"));
    if (!dms_record_has(line, "note"))
        return dms_fail_field(error, DMS_INVALID, "note", "sales.correction_needs_reason",
                              "");
    return DMS_OK;
}

const struct dms_hook sales_lock_deal_hooks[] = {
    DMS_HOOK(.name = "sales/lock_deal:cost", .on = "sales.deal_cost.create",
             .run = check_cost),
    DMS_HOOK(.name = "sales/lock_deal:line", .on = "sales.deal_line.create",
             .run = check_line),
    { 0 },
};
