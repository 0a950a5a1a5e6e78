/* quote_sums.c - what the customer asks in the end: what a month costs, and what all of it costs
 * until the car is on the road (row 24). */
#include <string.h>

#include "desk.h"

static enum dms_status
set_finance(struct dms_record *quote, struct dms_error *error)
{
    struct instalment rows[SALES_MOST_MONTHS];
    int64_t interest = 0, price = dms_record_int(quote, "price");
    const char *method = dms_record_text(quote, "finance_method");
    struct loan_terms terms = {
        .principal = price - dms_record_int(quote, "down_payment"),
        .months = dms_record_int(quote, "finance_months"),
        .annual_rate = dms_record_int(quote, "finance_rate"),
        .equal_principal = method != NULL && strcmp(method, "equal_principal") == 0,
    };
    if (terms.principal < 0)
        return dms_fail_field(error, DMS_INVALID, "down_payment",
                              "sales.down_payment_too_much", "");
    if (terms.principal == 0 || terms.months < 1 || terms.months > SALES_MOST_MONTHS ||
        terms.annual_rate < 0 || terms.annual_rate > 100000)
        return DMS_OK; /* what a field may hold, the core says */
    sales_instalments(&terms, rows);
    for (int64_t i = 0; i < terms.months; i++)
        interest += rows[i].interest;
    enum dms_status st =
        dms_record_set_int(quote, "finance_amount", terms.principal, error);
    if (st == DMS_OK)
        st = dms_record_set_int(quote, "instalment", rows[0].payment, error);
    return st == DMS_OK ? dms_record_set_int(quote, "finance_interest", interest, error)
                        : st;
}

static enum dms_status
set_tax(struct dms_unit *unit, struct dms_record *quote, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st =
        sales_purchase_tax(unit, dms_record_int(quote, "model"),
                           dms_record_int(quote, "price"), &answer, error);
    if (st == DMS_OK && dms_json_at_key(answer, "tax") != NULL)
        st = dms_record_set_int(quote, "purchase_tax", dms_json_integer_at(answer, "tax"),
                                error);
    if (st == DMS_OK && dms_json_text_at(answer, "source") != NULL)
        st = dms_record_set_text(quote, "tax_rule", dms_json_text_at(answer, "source"),
                                 error);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
add_up(struct dms_unit *unit, struct dms_record *quote, void *data,
       struct dms_error *error)
{
    (void)data;
    bool draft =
        dms_record_id(quote) == 0 || strcmp(dms_record_state(quote), "draft") == 0;
    if (!draft || !dms_record_has(quote, "price") || !dms_record_has(quote, "model"))
        return DMS_OK;
    enum dms_status st =
        dms_record_has(quote, "finance_months") ? set_finance(quote, error) : DMS_OK;
    if (st == DMS_OK)
        st = set_tax(unit, quote, error);
    if (st != DMS_OK)
        return st;
    return dms_record_set_int(quote, "on_road_total",
                              dms_record_int(quote, "price") +
                                  dms_record_int(quote, "fees") +
                                  dms_record_int(quote, "insurance_premium") +
                                  dms_record_int(quote, "purchase_tax"),
                              error);
}

const struct dms_hook sales_quote_sums_hooks[] = {
    DMS_HOOK(.name = "sales/quote_sums", .on = "sales.quote.save", .run = add_up),
    { 0 },
};
