/* needs.c - what a customer needs, asked in order and kept in fields (row 17). */
#include "sales.h"

static const char *const uses[] = { "family",       "commute", "business", "goods",
                                    "ride_hailing", "other",   NULL };
static const char *const energies[] = { "petrol", "diesel", "hybrid", "phev",
                                        "ev",     "any",    NULL };

static const struct dms_field fields[] = {
    { .name = "opportunity",
      .type = DMS_REFERENCE,
      .target = "sales.opportunity",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "use", .type = DMS_CHOICE, .choices = uses, .flags = DMS_REQUIRED },
    { .name = "drivers", .type = DMS_INTEGER, .minimum = 1, .maximum = 20 },
    { .name = "seats", .type = DMS_INTEGER, .minimum = 1, .maximum = 60 },
    { .name = "budget_from",
      .type = DMS_MONEY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "budget_to",
      .type = DMS_MONEY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "energy", .type = DMS_CHOICE, .choices = energies },
    { .name = "body", .type = DMS_TEXT, .max_length = 60 },
    { .name = "price_weight", .type = DMS_INTEGER, .minimum = 1, .maximum = 5 },
    { .name = "quality_weight", .type = DMS_INTEGER, .minimum = 1, .maximum = 5 },
    { .name = "service_weight", .type = DMS_INTEGER, .minimum = 1, .maximum = 5 },
    { .name = "trade_in", .type = DMS_BOOLEAN },
    { .name = "trade_in_car", .type = DMS_TEXT, .max_length = 200 },
    { .name = "finance", .type = DMS_BOOLEAN },
    { .name = "buy_by", .type = DMS_DATE },
    { .name = "competitor", .type = DMS_TEXT, .max_length = 200 },
    { .name = "note", .type = DMS_TEXT, .max_length = 2000 },
};

const struct dms_entity sales_needs_entity =
    DMS_ENTITY(.name = "sales.needs", .parent = "opportunity", DMS_FIELDS(fields));
