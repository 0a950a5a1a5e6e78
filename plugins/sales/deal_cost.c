/* deal_cost.c - what the house spends on one deal beyond the car and the gifts; only ever added,
 * what was wrong is taken back by a line with a minus (row 43). */
#include "sales.h"

static const char *const kinds[] = { "finance_subsidy", "logistics", "preparation",
                                     "referral",        "handling",  "gift",
                                     "other",           NULL };

static const struct dms_field fields[] = {
    { .name = "order",
      .type = DMS_REFERENCE,
      .target = "sales.order",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "amount",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = -INT64_C(100000000000),
      .maximum = INT64_C(100000000000) },
    { .name = "note", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 300 },
};

const struct dms_entity sales_deal_cost_entity =
    DMS_ENTITY(.name = "sales.deal_cost", .flags = DMS_APPEND_ONLY | DMS_NO_EVENTS,
               .parent = "order", DMS_FIELDS(fields));
