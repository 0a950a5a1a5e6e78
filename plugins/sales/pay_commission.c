/* pay_commission.c - a delivered car earns its advisor what the brand's decision says; the
 * figure keeps its rule and its reasons (rows 5, 43). */
#include <stdlib.h>

#include "deal.h"

static enum dms_status
set_reasons(struct dms_record *commission, const struct dms_json *answer,
            struct dms_error *error)
{
    char *text = dms_json_print(answer);
    enum dms_status st = dms_record_set_text(commission, "reasons", text, error);
    free(text);
    return st;
}

static enum dms_status
write_down(struct dms_unit *unit, const struct dms_record *order,
           const struct dms_json *answer, struct dms_error *error)
{
    struct dms_record *commission = NULL;
    enum dms_status st = dms_unit_new(unit, "sales.commission", &commission, error);
    if (st == DMS_OK)
        st = dms_record_set_int(commission, "order", dms_record_id(order), error);
    if (st == DMS_OK)
        st = dms_record_set_int(commission, "user", dms_record_owner(order), error);
    if (st == DMS_OK)
        st = dms_record_set_text(commission, "kind", "earned", error);
    if (st == DMS_OK)
        st = dms_record_set_int(commission, "amount",
                                dms_json_integer_at(answer, "amount"), error);
    if (st == DMS_OK)
        st = dms_record_set_text(commission, "rule", dms_json_text_at(answer, "rule"),
                                 error);
    if (st == DMS_OK)
        st = dms_record_set_int(commission, "rule_version",
                                dms_json_integer_at(answer, "version"), error);
    if (st == DMS_OK)
        st = set_reasons(commission, answer, error);
    if (st == DMS_OK)
        st = dms_record_set_owner(commission, dms_record_owner(order), error);
    return st == DMS_OK ? dms_unit_save(unit, commission, error) : st;
}

static enum dms_status
pay(struct dms_unit *unit, struct dms_record *order, void *data, struct dms_error *error)
{
    (void)data;
    struct dms_json *answer = NULL;
    if (dms_record_owner(order) == 0)
        return DMS_OK;
    enum dms_status st = sales_decide(unit, order, "sales.commission", &answer, error);
    if (st == DMS_OK && answer != NULL)
        st = write_down(unit, order, answer, error);
    dms_json_destroy(answer);
    return st;
}

const struct dms_hook sales_pay_commission_hooks[] = {
    DMS_HOOK(.name = "sales/pay_commission", .on = "sales.order.@delivered",
             .phase = DMS_AFTER, .run = pay),
    { 0 },
};
