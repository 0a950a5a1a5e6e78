/* plan_loan.c - a loan from the application to the money: worked out while it is a draft, its
 * instalments written down when the lender agrees, booked only when it is here (row 22). */
#include <string.h>

#include "desk.h"

static struct loan_terms
terms_of(const struct dms_record *loan)
{
    const char *method = dms_record_text(loan, "method");
    return (struct loan_terms){
        .principal = dms_record_int(loan, "principal"),
        .months = dms_record_int(loan, "months"),
        .annual_rate = dms_record_int(loan, "annual_rate"),
        .equal_principal = method != NULL && strcmp(method, "equal_principal") == 0,
    };
}

static bool
is_sound(const struct loan_terms *terms)
{
    return terms->principal > 0 && terms->months >= 1 &&
           terms->months <= SALES_MOST_MONTHS && terms->annual_rate >= 0 &&
           terms->annual_rate <= 100000;
}

static enum dms_status
set_sums(struct dms_record *loan, const struct loan_terms *terms, struct dms_error *error)
{
    struct instalment rows[SALES_MOST_MONTHS];
    int64_t interest = 0;
    sales_instalments(terms, rows);
    for (int64_t i = 0; i < terms->months; i++)
        interest += rows[i].interest;
    enum dms_status st =
        dms_record_set_int(loan, "first_payment", rows[0].payment, error);
    if (st == DMS_OK)
        st = dms_record_set_int(loan, "last_payment", rows[terms->months - 1].payment,
                                error);
    if (st == DMS_OK)
        st = dms_record_set_int(loan, "interest", interest, error);
    return st == DMS_OK
               ? dms_record_set_int(loan, "total", terms->principal + interest, error)
               : st;
}

static enum dms_status
keep_submitted(const struct dms_record *loan, struct dms_error *error)
{
    static const char *const fields[] = { "principal", "months", "annual_rate", "method",
                                          "lender" };
    const char *was = dms_record_old_text(loan, "state");
    if (dms_record_id(loan) == 0 || was == NULL || strcmp(was, "draft") == 0)
        return DMS_OK;
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (dms_record_changed(loan, fields[i]))
            return dms_fail_field(error, DMS_DENIED, fields[i], "sales.loan_frozen", "");
    return DMS_OK;
}

static enum dms_status
work_out(struct dms_unit *unit, struct dms_record *loan, void *data,
         struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL;
    struct loan_terms terms = terms_of(loan);
    enum dms_status st = keep_submitted(loan, error);
    if (st != DMS_OK || !dms_record_has(loan, "order") || !is_sound(&terms))
        return st; /* what a field may hold, the core says */
    st = dms_unit_get(unit, "sales.order", dms_record_int(loan, "order"), &order, error);
    if (st != DMS_OK)
        return st;
    int64_t most = dms_record_int(order, "price") + dms_record_int(order, "fees");
    if (terms.principal > most)
        return dms_fail_field(error, DMS_INVALID, "principal", "sales.loan_beyond_price",
                              "most=%s", sales_yuan(unit, most));
    st = dms_record_set_int(loan, "customer", dms_record_int(order, "customer"), error);
    if (st == DMS_OK)
        st = sales_give_to(unit, loan, dms_record_owner(order), error);
    return st == DMS_OK ? set_sums(loan, &terms, error) : st;
}

/* DATA: the field that says when. */
static enum dms_status
note_time(struct dms_unit *unit, struct dms_record *loan, void *data,
          struct dms_error *error)
{
    return dms_record_set_int(loan, data, dms_unit_now(unit), error);
}

static enum dms_status
want_consent(struct dms_unit *unit, struct dms_record *loan, void *data,
             struct dms_error *error)
{
    if (dms_record_int(loan, "consent") == 0)
        return dms_fail_field(error, DMS_DENIED, "consent", "sales.loan_consent", "");
    return note_time(unit, loan, data, error);
}

/* The same day of a later month, or its last day. */
static int64_t
months_later(int64_t first, int64_t months)
{
    int64_t year, month, day;
    dms_date_split(first, &year, &month, &day);
    int64_t index = year * 12 + month - 1 + months;
    int64_t start = dms_date_make(index / 12, index % 12 + 1, 1);
    int64_t next = dms_date_make((index + 1) / 12, (index + 1) % 12 + 1, 1);
    return start + day - 1 < next ? start + day - 1 : next - 1;
}

static enum dms_status
write_row(struct dms_unit *unit, const struct dms_record *loan, int64_t number,
          const struct instalment *row, struct dms_error *error)
{
    struct dms_record *line = NULL;
    int64_t first = dms_record_int(loan, "first_due_on");
    enum dms_status st = dms_unit_new(unit, "sales.instalment", &line, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "loan", dms_record_id(loan), error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "number", number, error);
    if (st == DMS_OK && first != 0)
        st = dms_record_set_int(line, "due_on", months_later(first, number - 1), error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "payment", row->payment, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "principal", row->principal, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "interest", row->interest, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "balance", row->balance, error);
    if (st == DMS_OK)
        st = dms_record_set_owner(line, dms_record_owner(loan), error);
    return st == DMS_OK ? dms_unit_save(unit, line, error) : st;
}

static enum dms_status
write_plan(struct dms_unit *unit, struct dms_record *loan, void *data,
           struct dms_error *error)
{
    (void)data;
    struct instalment rows[SALES_MOST_MONTHS];
    struct loan_terms terms = terms_of(loan);
    enum dms_status st = DMS_OK;
    sales_instalments(&terms, rows);
    for (int64_t i = 0; st == DMS_OK && i < terms.months; i++)
        st = write_row(unit, loan, i + 1, &rows[i], error);
    return st;
}

static enum dms_status
tell(struct dms_unit *unit, struct dms_record *loan, void *data, struct dms_error *error)
{
    return sales_remember(unit, loan, "loan", data, error);
}

/* A lender's promise is no money. */
static enum dms_status
check_payment(struct dms_unit *unit, struct dms_record *payment, void *data,
              struct dms_error *error)
{
    static const char here[] = "{\"where\":{\"order\":\"$id\",\"state\":\"disbursed\"}}";
    static const char any[] = "{\"where\":{\"order\":\"$id\"},\"limit\":1}";
    static const char booked[] =
        "{\"where\":{\"order\":\"$id\",\"method\":\"loan\",\"kind\":{\"in\":"
        "[\"deposit\",\"balance\"]}}}";
    (void)data;
    const struct dms_record *loan = NULL;
    int64_t lent = 0, used = 0, order = dms_record_int(payment, "order");
    const char *method = dms_record_text(payment, "method"),
               *kind = dms_record_text(payment, "kind");
    if (method == NULL || strcmp(method, "loan") != 0 || kind == NULL ||
        strcmp(kind, "refund") == 0 || strcmp(kind, "kept") == 0)
        return DMS_OK;
    enum dms_status st = sales_find_one(unit, "sales.loan", any, order, &loan, error);
    if (st == DMS_OK && loan == NULL)
        st = dms_fail_field(error, DMS_DENIED, "method", "sales.loan_no_file", "");
    if (st != DMS_OK)
        return st;
    st = sales_sum(unit, "sales.loan", here, order, "principal", &lent, error);
    if (st == DMS_OK)
        st = sales_sum(unit, "sales.payment", booked, order, "amount", &used, error);
    if (st != DMS_OK || dms_record_int(payment, "amount") <= lent - used)
        return st;
    return dms_fail_field(error, DMS_DENIED, "amount", "sales.loan_undisbursed",
                          "most=%s", sales_yuan(unit, lent - used));
}

const struct dms_hook sales_plan_loan_hooks[] = {
    DMS_HOOK(.name = "sales/plan_loan:work_out", .on = "sales.loan.save",
             .run = work_out),
    DMS_HOOK(.name = "sales/plan_loan:submit", .on = "sales.loan.submit",
             .run = want_consent, .data = "submitted_at"),
    DMS_HOOK(.name = "sales/plan_loan:approve", .on = "sales.loan.approve",
             .run = note_time, .data = "decided_at"),
    DMS_HOOK(.name = "sales/plan_loan:decline", .on = "sales.loan.decline",
             .run = note_time, .data = "decided_at"),
    DMS_HOOK(.name = "sales/plan_loan:disburse", .on = "sales.loan.disburse",
             .run = note_time, .data = "disbursed_at"),
    DMS_HOOK(.name = "sales/plan_loan:write", .on = "sales.loan.approve",
             .phase = DMS_AFTER, .run = write_plan),
    DMS_HOOK(.name = "sales/plan_loan:tell", .on = "sales.loan.disburse",
             .phase = DMS_AFTER, .run = tell, .data = "sales.remember_loan"),
    DMS_HOOK(.name = "sales/plan_loan:pay", .on = "sales.payment.create",
             .run = check_payment),
    { 0 },
};
