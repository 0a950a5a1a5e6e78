/* price_line.c - what a line costs and who pays it, worked out once, per line, to the fen; what
 * the customer has agreed to does not change afterwards (rows 51, 52, 68). */
#include <inttypes.h>
#include <string.h>

#include "after_sales.h"

/* Lines of an order that is settled, or was never carried out, stay as they are. */
static enum dms_status
need_open_order(const struct dms_record *order, struct dms_error *error)
{
    if (!dms_record_has(order, "settled_at") && !service_in_state(order, "cancelled"))
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "order", "after_sales.order_closed",
                          "order=%s", dms_record_text(order, "number"));
}

static enum dms_status
keep_agreed(const struct dms_record *line, const struct dms_record *order,
            struct dms_error *error)
{
    static const char *const terms[] = { "operation",  "hours", "rate",  "quantity",
                                         "unit_price", "payer", "shares" };
    if (dms_record_id(line) == 0 ||
        dms_record_id(line) > dms_record_int(order, "agreed_line"))
        return DMS_OK;
    for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
        if (dms_record_changed(line, terms[i]))
            return dms_fail_field(error, DMS_DENIED, terms[i], "after_sales.line_agreed",
                                  "line=%" PRId64, dms_record_id(line));
    return DMS_OK;
}

static enum dms_status
need(const struct dms_record *line, const char *field, const char *key,
     struct dms_error *error)
{
    return dms_record_has(line, field)
               ? DMS_OK
               : dms_fail_field(error, DMS_INVALID, field, key, "");
}

static enum dms_status
price_labor(struct dms_unit *unit, struct dms_record *line,
            const struct dms_record *order, int64_t *gross, struct dms_error *error)
{
    const char *skill = NULL;
    enum dms_status st = service_take_operation(unit, line, order, &skill, error);
    if (st == DMS_OK)
        st = need(line, "hours", "after_sales.hours_needed", error);
    if (st == DMS_OK && !dms_record_has(line, "rate"))
        st = service_take_rate(unit, line, order, skill, error);
    if (st == DMS_OK)
        *gross =
            service_times(dms_record_int(line, "rate"), dms_record_int(line, "hours"));
    return st;
}

static enum dms_status
price_goods(struct dms_unit *unit, struct dms_record *line,
            const struct dms_record *order, int64_t *gross, struct dms_error *error)
{
    struct service_fill fill = { .record = line, .error = error };
    if (!dms_record_has(line, "quantity"))
        service_put(&fill, "quantity", 1000);
    enum dms_status st = fill.st;
    if (st == DMS_OK && service_is(line, "kind", "part"))
        st = service_part_price(unit, line, order, error);
    if (st == DMS_OK)
        st = need(line, "unit_price", "after_sales.price_needed", error);
    if (st == DMS_OK)
        st = need(line, "text", "after_sales.text_needed", error);
    if (st == DMS_OK)
        *gross = service_times(dms_record_int(line, "unit_price"),
                               dms_record_int(line, "quantity"));
    return st;
}

/* Who may give away how much is the brand's decision. */
static enum dms_status
check_discount(struct dms_unit *unit, const struct dms_record *line,
               struct dms_error *error)
{
    struct dms_json *answer = NULL;
    int64_t rate = dms_record_int(line, "discount_rate");
    if (rate == 0 || !dms_record_changed(line, "discount_rate"))
        return DMS_OK;
    struct dms_json *facts = service_values("rate", rate);
    dms_json_set_text(facts, "kind", dms_record_text(line, "kind"));
    enum dms_status st =
        service_decide(unit, "after_sales.discount_authority", facts, &answer, error);
    int64_t limit = dms_json_integer_at(answer, "limit");
    if (st == DMS_OK && answer != NULL && rate > limit) {
        dms_fail_field(error, DMS_DENIED, "discount_rate",
                       "after_sales.discount_over_authority",
                       "rate=%" PRId64 ".%02" PRId64 "|limit=%" PRId64 ".%02" PRId64,
                       rate / 100, rate % 100, limit / 100, limit % 100);
        st = service_blame(answer, error);
    }
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
put_amount(struct dms_record *line, int64_t gross, struct dms_error *error)
{
    struct service_fill fill = { .record = line, .error = error };
    int64_t discount = dms_money_share(gross, dms_record_int(line, "discount_rate"));
    service_put(&fill, "discount", discount);
    service_put(&fill, "amount", gross - discount);
    return fill.st;
}

static enum dms_status
price_line(struct dms_unit *unit, struct dms_record *line, void *data,
           struct dms_error *error)
{
    (void)data;
    int64_t gross = 0, shares[SERVICE_PAYERS];
    const struct dms_record *order = NULL;
    if (!dms_record_has(line, "order") || !dms_record_has(line, "kind"))
        return DMS_OK; /* that they are required, the core says */
    enum dms_status st = dms_unit_get(unit, "after_sales.repair_order",
                                      dms_record_int(line, "order"), &order, error);
    if (st == DMS_OK)
        st = need_open_order(order, error);
    if (st == DMS_OK)
        st = keep_agreed(line, order, error);
    if (st == DMS_OK)
        st = service_free_rework(unit, line, order, error);
    if (st == DMS_OK)
        st = service_read_shares(line, shares, error);
    if (st == DMS_OK)
        st = service_is(line, "kind", "labor")
                 ? price_labor(unit, line, order, &gross, error)
                 : price_goods(unit, line, order, &gross, error);
    if (st == DMS_OK)
        st = check_discount(unit, line, error);
    if (st == DMS_OK && dms_record_id(line) == 0)
        st = dms_record_set_int(line, "added", dms_record_int(order, "agreed_line") > 0,
                                error);
    return st == DMS_OK ? put_amount(line, gross, error) : st;
}

const struct dms_hook after_sales_price_line_hooks[] = {
    DMS_HOOK(.name = "after_sales/price_line", .on = "after_sales.order_line.save",
             .run = price_line),
    { 0 },
};
