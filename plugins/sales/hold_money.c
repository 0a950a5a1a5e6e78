/* hold_money.c - money held for others goes where it was given for, or back: never more goes
 * out for a purpose than came in, and none of it pays for the car (row 31). */
#include <string.h>

#include "deal.h"

static bool
comes_in(const struct dms_record *money)
{
    const char *kind = dms_record_text(money, "kind");
    return kind != NULL && strcmp(kind, "received") == 0;
}

static enum dms_status
sum_of(struct dms_unit *unit, const struct dms_record *money, bool in, int64_t *sum,
       struct dms_error *error)
{
    static const char received[] = "{\"where\":{\"order\":\"$order\",\"purpose\":"
                                   "\"$purpose\",\"kind\":\"received\"}}";
    static const char gone[] =
        "{\"where\":{\"order\":\"$order\",\"purpose\":\"$purpose\","
        "\"kind\":{\"ne\":\"received\"}}}";
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "order", dms_record_int(money, "order"));
    dms_json_set_text(values, "purpose", dms_record_text(money, "purpose"));
    enum dms_status st = dms_unit_sum(unit, "sales.held_money", in ? received : gone,
                                      values, "amount", sum, error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
check_money(struct dms_unit *unit, struct dms_record *money, void *data,
            struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL;
    int64_t in = 0, out = 0;
    if (!dms_record_has(money, "order") || !dms_record_has(money, "purpose"))
        return DMS_OK; /* that they are required, the core says */
    enum dms_status st =
        dms_unit_get(unit, "sales.order", dms_record_int(money, "order"), &order, error);
    if (st != DMS_OK)
        return st;
    const char *state = dms_record_state(order);
    if (comes_in(money) &&
        (strcmp(state, "draft") == 0 || strcmp(state, "cancelled") == 0 ||
         strcmp(state, "returned") == 0))
        return dms_fail_field(error, DMS_DENIED, "order", "sales.order_not_signed",
                              "order=%s", dms_record_text(order, "number"));
    if (comes_in(money))
        return DMS_OK;
    st = sum_of(unit, money, true, &in, error);
    if (st == DMS_OK)
        st = sum_of(unit, money, false, &out, error);
    if (st != DMS_OK || dms_record_int(money, "amount") <= in - out)
        return st;
    return dms_fail_field(error, DMS_DENIED, "amount", "sales.held_too_little",
                          "held=%s|purpose=@choice.sales.held_money.purpose.%s",
                          sales_yuan(unit, in - out), dms_record_text(money, "purpose"));
}

static enum dms_status
add_up(struct dms_unit *unit, struct dms_record *money, void *data,
       struct dms_error *error)
{
    (void)data;
    struct dms_record *order = NULL;
    int64_t amount = dms_record_int(money, "amount");
    enum dms_status st =
        dms_unit_edit(unit, "sales.order", dms_record_int(money, "order"), &order, error);
    if (st == DMS_OK)
        st = dms_record_set_int(
            order, "held",
            dms_record_int(order, "held") + (comes_in(money) ? amount : -amount), error);
    return st == DMS_OK ? dms_unit_save(unit, order, error) : st;
}

const struct dms_hook sales_hold_money_hooks[] = {
    DMS_HOOK(.name = "sales/hold_money:check", .on = "sales.held_money.create",
             .run = check_money),
    DMS_HOOK(.name = "sales/hold_money:add", .on = "sales.held_money.create",
             .phase = DMS_AFTER, .run = add_up),
    { 0 },
};
