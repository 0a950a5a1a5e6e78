/* loan.c - the finance of a car: what was applied for, what the lender said, what each instalment is
 * (row 22). */
#include "sales.h"

static const char *const methods[] = { "equal_payment", "equal_principal", NULL };

static const struct dms_field fields[] = {
    { .name = "order",
      .type = DMS_REFERENCE,
      .target = "sales.order",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_READ_ONLY },
    { .name = "lender", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 120 },
    { .name = "product", .type = DMS_TEXT, .max_length = 120 },
    { .name = "lender_number", .type = DMS_TEXT, .flags = DMS_SEARCH, .max_length = 60 },
    { .name = "principal",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = INT64_C(100000000000) },
    { .name = "months",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = 120 },
    { .name = "annual_rate",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = 100000 },
    { .name = "method",
      .type = DMS_CHOICE,
      .choices = methods,
      .flags = DMS_REQUIRED,
      .default_text = "equal_payment" },
    { .name = "first_due_on", .type = DMS_DATE },
    { .name = "consent", .type = DMS_BOOLEAN },
    { .name = "first_payment",
      .type = DMS_MONEY,
      .flags = DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "last_payment",
      .type = DMS_MONEY,
      .flags = DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "interest",
      .type = DMS_MONEY,
      .flags = DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "total",
      .type = DMS_MONEY,
      .flags = DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "submitted_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "decided_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "disbursed_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "decline_reason", .type = DMS_TEXT, .max_length = 300 },
};

static const struct dms_index indexes[] = {
    { .fields = "order" },
};

const struct dms_entity sales_loan_entity =
    DMS_ENTITY(.name = "sales.loan", DMS_FIELDS(fields), DMS_INDEXES(indexes));
