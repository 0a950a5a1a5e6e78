/* desk.h - what the files about finance, insurance and plates share. */
#ifndef SALES_DESK_H
#define SALES_DESK_H

#include "showroom.h"

/* Entities, hooks, calls, timers and grants of the desk. */
enum dms_status sales_register_desk(struct dms_registrar *registrar,
                                    struct dms_error *error);

extern const struct dms_entity sales_loan_entity;
extern const struct dms_entity sales_instalment_entity;
extern const struct dms_entity sales_policy_entity;
extern const struct dms_entity sales_plate_service_entity;
extern const struct dms_entity sales_temp_plate_entity;

extern const struct dms_hook sales_plan_loan_hooks[];
extern const struct dms_hook sales_quote_sums_hooks[];
extern const struct dms_hook sales_insure_hooks[];
extern const struct dms_hook sales_plate_car_hooks[];

extern const struct dms_timer_handler sales_renewal_timer;
extern const struct dms_call_card sales_instalments_call;

extern const struct dms_grant sales_desk_grants[]; /* ends with a row without a role */

#define SALES_MOST_MONTHS 120

struct instalment {
    int64_t payment, principal, interest, balance; /* fen */
};

struct loan_terms {
    int64_t principal;   /* fen */
    int64_t months;      /* 1 to SALES_MOST_MONTHS */
    int64_t annual_rate; /* basis points */
    bool equal_principal, at_begin;
};

/* ROWS: one for each month. Interest is rounded to the fen month by month; the last
 * instalment clears what remains, so that the principals sum to the loan. */
void sales_instalments(const struct loan_terms *terms, struct instalment *rows);
/* What is due for the purchase tax of a car of MODEL sold at PRICE, and by which rule, by the
 * decision sales.purchase_tax: {tax, source}. *ANSWER is yours to destroy, may stay NULL. */
enum dms_status sales_purchase_tax(struct dms_unit *unit, int64_t model, int64_t price,
                                   struct dms_json **answer, struct dms_error *error);

#endif
