/* settle.c - the order's lines become one settlement a payer, exact to the fen, once, and only
 * when nothing is open any more (rows 47, 51, 52, 62). */
#include <inttypes.h>
#include <string.h>

#include "after_sales.h"

/* What one payer owes, by what for. */
struct bill {
    int64_t labor, parts, other, discount, amount;
    bool named;
};

static enum dms_status
refuse_line(const struct dms_record *line, const char *key, struct dms_error *error)
{
    const char *text = dms_record_text(line, "text");
    return dms_fail_field(error, DMS_DENIED, "order", key, "line=%" PRId64 "|text=%s",
                          dms_record_id(line), text == NULL ? "" : text);
}

static void
add_to_bill(struct bill *bill, const struct dms_record *line, int64_t amount,
            int64_t discount)
{
    int64_t *kind = service_is(line, "kind", "labor")  ? &bill->labor
                    : service_is(line, "kind", "part") ? &bill->parts
                                                       : &bill->other;
    *kind += amount;
    bill->discount += discount;
    bill->amount += amount;
    bill->named = true;
}

static enum dms_status
bill_line(const struct dms_record *line, struct bill bills[SERVICE_PAYERS],
          struct dms_error *error)
{
    int64_t shares[SERVICE_PAYERS], parts[SERVICE_PAYERS], discounts[SERVICE_PAYERS];
    enum dms_status st = service_read_shares(line, shares, error);
    if (st != DMS_OK)
        return st;
    service_split(dms_record_int(line, "amount"), shares, parts);
    service_split(dms_record_int(line, "discount"), shares, discounts);
    for (int i = 0; i < SERVICE_PAYERS; i++)
        if (shares[i] > 0)
            add_to_bill(&bills[i], line, parts[i], discounts[i]);
    return DMS_OK;
}

static enum dms_status
bill_lines(const struct dms_record *order, const struct dms_list *lines,
           struct bill bills[SERVICE_PAYERS], struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++) {
        const struct dms_record *line = dms_list_at(lines, i);
        if (service_in_state(line, "declined"))
            continue;
        st = service_need_consent(line, order, error);
        if (st == DMS_OK && !service_in_state(line, "done"))
            st = refuse_line(line, "after_sales.line_open", error);
        if (st == DMS_OK)
            st = bill_line(line, bills, error);
    }
    return st;
}

/* The insurer pays on a claim of his; without its number the receivable is nobody's. */
static enum dms_status
need_claim(const struct dms_record *order, const struct bill bills[SERVICE_PAYERS],
           struct dms_error *error)
{
    for (int i = 0; i < SERVICE_PAYERS; i++)
        if (strcmp(service_payers[i], "insurance") == 0 && bills[i].amount > 0 &&
            !dms_record_has(order, "claim_number"))
            return dms_fail_field(error, DMS_DENIED, "claim_number",
                                  "after_sales.claim_missing", "");
    return DMS_OK;
}

static enum dms_status
write_settlement(struct dms_unit *unit, const struct dms_record *order, const char *payer,
                 const struct bill *bill, struct dms_error *error)
{
    struct service_fill paper = service_begin(unit, "after_sales.settlement", error);
    service_put(&paper, "order", dms_record_id(order));
    service_put_text(&paper, "payer", payer);
    service_put(&paper, "labor", bill->labor);
    service_put(&paper, "parts", bill->parts);
    service_put(&paper, "other", bill->other);
    service_put(&paper, "discount", bill->discount);
    service_put(&paper, "amount", bill->amount);
    service_put(&paper, "due", bill->amount);
    return service_save(unit, &paper);
}

static enum dms_status
settle(struct dms_unit *unit, struct dms_record *order, void *data,
       struct dms_error *error)
{
    (void)data;
    struct bill bills[SERVICE_PAYERS] = { { 0 } };
    const struct dms_list *lines = NULL;
    int64_t total = 0;
    if (dms_record_has(order, "settled_at"))
        return dms_fail(error, DMS_CONFLICT, "after_sales.settled_already", "at=%s",
                        service_when(unit, dms_record_int(order, "settled_at")));
    enum dms_status st = service_lines(unit, dms_record_id(order), &lines, error);
    if (st == DMS_OK)
        st = bill_lines(order, lines, bills, error);
    if (st == DMS_OK)
        st = need_claim(order, bills, error);
    for (int i = 0; st == DMS_OK && i < SERVICE_PAYERS; i++) {
        if (!bills[i].named)
            continue;
        total += bills[i].amount;
        st = write_settlement(unit, order, service_payers[i], &bills[i], error);
    }
    struct service_fill fill = { .record = order, .error = error, .st = st };
    service_put(&fill, "total", total);
    service_put(&fill, "settled_at", dms_unit_now(unit));
    return fill.st;
}

const struct dms_hook after_sales_settle_hooks[] = {
    DMS_HOOK(.name = "after_sales/settle", .on = "after_sales.repair_order.@settled",
             .run = settle),
    { 0 },
};
