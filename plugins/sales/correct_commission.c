/* correct_commission.c - a commission that was earned never changes: what was wrong, and what a
 * returned car takes with it, is one more line with its reason (rows 5, 43). */
#include <string.h>

#include "deal.h"

/* Only the house names a rule: a line without one is somebody's own. */
static enum dms_status
check_line(struct dms_unit *unit, struct dms_record *line, void *data,
           struct dms_error *error)
{
    (void)data;
    const char *kind = dms_record_text(line, "kind");
    if (dms_record_has(line, "rule") || kind == NULL)
        return DMS_OK;
    if (strcmp(kind, "correction") != 0)
        return dms_fail_field(error, DMS_DENIED, "kind", "sales.commission_by_rule", "");
    if (dms_unit_user(unit) != 0 && dms_unit_user(unit) == dms_record_int(line, "user"))
        return dms_fail_field(error, DMS_DENIED, "user", "sales.commission_self", "");
    if (!dms_record_has(line, "note"))
        return dms_fail_field(error, DMS_INVALID, "note", "sales.correction_needs_reason",
                              "");
    return sales_give_to(unit, line, dms_record_int(line, "user"), error);
}

static enum dms_status
write_back(struct dms_unit *unit, const struct dms_record *order, int64_t amount,
           struct dms_error *error)
{
    struct dms_record *line = NULL;
    enum dms_status st = dms_unit_new(unit, "sales.commission", &line, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "order", dms_record_id(order), error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "user", dms_record_owner(order), error);
    if (st == DMS_OK)
        st = dms_record_set_text(line, "kind", "correction", error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "amount", -amount, error);
    if (st == DMS_OK)
        st = dms_record_set_text(line, "rule", "sales/take_back", error);
    if (st == DMS_OK)
        st = dms_record_set_text(line, "note", dms_record_text(order, "return_reason"),
                                 error);
    if (st == DMS_OK)
        st = dms_record_set_owner(line, dms_record_owner(order), error);
    return st == DMS_OK ? dms_unit_save(unit, line, error) : st;
}

static enum dms_status
claw_back(struct dms_unit *unit, struct dms_record *order, void *data,
          struct dms_error *error)
{
    (void)data;
    int64_t sum = 0;
    enum dms_status st =
        sales_sum(unit, "sales.commission", "{\"where\":{\"order\":\"$id\"}}",
                  dms_record_id(order), "amount", &sum, error);
    return st == DMS_OK && sum != 0 ? write_back(unit, order, sum, error) : st;
}

const struct dms_hook sales_correct_commission_hooks[] = {
    DMS_HOOK(.name = "sales/correct_commission:check", .on = "sales.commission.create",
             .run = check_line),
    DMS_HOOK(.name = "sales/correct_commission:return", .on = "sales.order.@returned",
             .phase = DMS_AFTER, .run = claw_back),
    { 0 },
};
