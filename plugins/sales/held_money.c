/* held_money.c - insurance premium, tax and plate money that a customer leaves with the store: never
 * the store's own, kept apart from what is paid for the car (row 31). */
#include "sales.h"

static const char *const purposes[] = { "insurance", "purchase_tax", "vehicle_tax",
                                        "plate",     "other",        NULL };
static const char *const kinds[] = { "received", "paid_out", "returned", NULL };
static const char *const methods[] = { "cash", "card", "transfer", "mobile", NULL };

static const struct dms_field fields[] = {
    { .name = "order",
      .type = DMS_REFERENCE,
      .target = "sales.order",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "purpose", .type = DMS_CHOICE, .choices = purposes, .flags = DMS_REQUIRED },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "amount",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = INT64_C(100000000000) },
    { .name = "method", .type = DMS_CHOICE, .choices = methods, .flags = DMS_REQUIRED },
    { .name = "payee", .type = DMS_TEXT, .max_length = 120 },
    { .name = "reference", .type = DMS_TEXT, .max_length = 100 },
    { .name = "moved_at", .type = DMS_TIME, .default_text = "@now" },
};

const struct dms_entity sales_held_money_entity =
    DMS_ENTITY(.name = "sales.held_money", .flags = DMS_APPEND_ONLY, .parent = "order",
               DMS_FIELDS(fields));
