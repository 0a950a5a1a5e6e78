/* payment.c - money received for an order, or given back; never changed, only added (row 29). */
#include "sales.h"

static const char *const kinds[] = { "deposit", "balance", "refund", "kept", NULL };
static const char *const methods[] = { "cash",   "card",     "transfer", "loan",
                                       "mobile", "trade_in", NULL };

static const struct dms_field fields[] = {
    { .name = "order",
      .type = DMS_REFERENCE,
      .target = "sales.order",
      .flags = DMS_REQUIRED },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "amount",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = INT64_C(100000000000) },
    { .name = "method", .type = DMS_CHOICE, .choices = methods, .flags = DMS_REQUIRED },
    { .name = "paid_at", .type = DMS_TIME, .default_text = "@now" },
    { .name = "reference", .type = DMS_TEXT, .max_length = 100 },
};

const struct dms_entity sales_payment_entity =
    DMS_ENTITY(.name = "sales.payment", .flags = DMS_APPEND_ONLY, .parent = "order",
               DMS_FIELDS(fields));
