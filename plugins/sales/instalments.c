/* instalments.c - what a loan costs each month, to the fen (row 22). */
#include "desk.h"

#define YEAR INT64_C(120000) /* basis points and months */

/* An annual rate for one month of BALANCE, half a fen up. */
static int64_t
interest_of(int64_t balance, int64_t annual_rate)
{
    return (balance * annual_rate * 2 + YEAR) / (2 * YEAR);
}

static int64_t
round_up_half(long double fen)
{
    return (int64_t)(fen + 0.5L);
}

/* P × r × q ÷ (q − 1) with q = (1 + r)^n; paid at the beginning it is worth a month more. */
static int64_t
equal_payment(const struct loan_terms *terms)
{
    long double rate = (long double)terms->annual_rate / (long double)YEAR, growth = 1;
    long double principal = (long double)terms->principal;
    if (terms->annual_rate == 0)
        return round_up_half(principal / (long double)terms->months);
    for (int64_t i = 0; i < terms->months; i++)
        growth *= 1 + rate;
    long double payment = principal * rate * growth / (growth - 1);
    return round_up_half(terms->at_begin ? payment / (1 + rate) : payment);
}

void
sales_instalments(const struct loan_terms *terms, struct instalment *rows)
{
    int64_t balance = terms->principal, share = terms->principal / terms->months;
    int64_t payment = terms->equal_principal ? 0 : equal_payment(terms);
    for (int64_t i = 0; i < terms->months; i++) {
        struct instalment *row = &rows[i];
        bool free_month = terms->at_begin && i == 0;
        row->interest = free_month ? 0 : interest_of(balance, terms->annual_rate);
        row->principal = terms->equal_principal ? share : payment - row->interest;
        if (i == terms->months - 1 || row->principal > balance)
            row->principal = balance;
        row->payment = row->principal + row->interest;
        balance -= row->principal;
        row->balance = balance;
    }
}
