/* commission.c - what an advisor earned with an order, and by which rule (rows 5, 43). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "order",
      .type = DMS_REFERENCE,
      .target = "sales.order",
      .flags = DMS_REQUIRED },
    { .name = "user",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED },
    { .name = "amount", .type = DMS_MONEY, .flags = DMS_REQUIRED },
    { .name = "rule", .type = DMS_TEXT, .max_length = 200 },
    { .name = "rule_version", .type = DMS_INTEGER },
    { .name = "reasons", .type = DMS_STRUCTURED },
};

const struct dms_entity sales_commission_entity =
    DMS_ENTITY(.name = "sales.commission", .flags = DMS_APPEND_ONLY, .parent = "order",
               DMS_FIELDS(fields));
