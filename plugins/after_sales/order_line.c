/* order_line.c - what is done to the car and who pays for it: work, parts, outside work, towing,
 * rescue (rows 51, 52). */
#include "after_sales.h"
#include "fields.h"

static const char *const kinds[] = {
    "labor", "part", "outside", "towing", "rescue", NULL
};
const char *const service_payers[] = { "customer", "warranty", "insurance", "internal",
                                       "recall",   "extended", "gift",      NULL };
/* 总成: what the three-guarantee law counts by name. */
static const char *const assemblies[] = { "engine",     "transmission", "battery",
                                          "motor",      "steering",     "brakes",
                                          "suspension", "axle",         "body",
                                          NULL };

static const struct dms_field fields[] = {
    REF("order", "after_sales.repair_order", DMS_REQUIRED | DMS_INDEX | DMS_IMMUTABLE),
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    TEXT("text", 300, 0),
    REF("operation", "after_sales.operation", 0),
    HOURS("hours", 0),
    MONEY("rate", 0),
    TEXT("part_code", 60, 0),
    WHOLE("part", 0, INT64_MAX, DMS_READ_ONLY),
    WHOLE("movement", 0, INT64_MAX, DMS_READ_ONLY),
    WHOLE("warranty_days", 0, 36500, DMS_READ_ONLY),
    DISTANCE("warranty_km", DMS_READ_ONLY),
    PIECES("quantity", 0),
    MONEY("unit_price", 0),
    RATE("discount_rate", 0),
    { .name = "payer",
      .type = DMS_CHOICE,
      .choices = service_payers,
      .default_text = "customer" },
    DATA("shares", 0),
    CHOICE("assembly", assemblies, 0),
    TEXT("main_part", 80, 0),
    TEXT("service", 120, DMS_INDEX),
    REF("entitlement", "after_sales.entitlement", 0),
    FLAG("other_work", 0),
    FLAG("customer_supplied", 0),
    FLAG("used_part_agreed", 0),
    TEXT("old_part_returned", 200, 0),
    REF("technician", "core.user", 0),
    FLAG("added", DMS_READ_ONLY),
    TEXT("declined_reason", 300, 0),
    TEXT("rate_from", 200, DMS_READ_ONLY),
    MONEY("amount", DMS_READ_ONLY),
    MONEY("discount", DMS_READ_ONLY),
    { .name = "cost",
      .type = DMS_MONEY,
      .flags = DMS_READ_ONLY,
      .data_class = DMS_SENSITIVE,
      .mask = "all" },
};

const struct dms_entity after_sales_order_line_entity =
    DMS_ENTITY(.name = "after_sales.order_line", .title = "text", .parent = "order",
               DMS_FIELDS(fields));
