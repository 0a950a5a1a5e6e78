/* repair_order.c - one visit of one car to the workshop (rows 47 to 49, 54). */
#include "after_sales.h"
#include "fields.h"

static const char *const kinds[] = { "repair",   "maintenance", "accident", "warranty",
                                     "comeback", "recall",      "internal", NULL };
/* By these the law counts the warranty of the repair and asks for a final inspection. */
static const char *const depths[] = { "minor",    "primary", "secondary",
                                      "assembly", "whole",   NULL };

static const struct dms_field fields[] = {
    NUMBER("RO"),
    REF("customer", "crm.customer", DMS_REQUIRED),
    REF("car", "after_sales.car", DMS_READ_ONLY | DMS_INDEX),
    REF("brand", "core.brand", 0),
    PLATE(DMS_SEARCH),
    VIN(DMS_SEARCH | DMS_INDEX),
    DISTANCE("mileage", DMS_REQUIRED),
    TEXT("mileage_reason", 300, 0),
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .default_text = "repair",
      .flags = DMS_REQUIRED },
    { .name = "depth",
      .type = DMS_CHOICE,
      .choices = depths,
      .default_text = "minor",
      .flags = DMS_REQUIRED },
    /* 如实记录客户问题: nobody rewrites what the customer said (row 47). */
    TEXT("complaint", 4000, DMS_REQUIRED | DMS_IMMUTABLE),
    { .name = "arrived_at",
      .type = DMS_TIME,
      .default_text = "@now",
      .flags = DMS_INDEX },
    TIME("promised_at", DMS_INDEX),
    REF("technician", "core.user", 0),
    TEXT("fault", 60, 0),
    FLAG("safety_fault", 0),
    TEXT("diagnosis", 4000, 0),
    TEXT("cause", 4000, 0),
    TEXT("findings", 4000, 0),
    TEXT("cancel_reason", 300, 0),
    REF("appointment", "after_sales.appointment", DMS_READ_ONLY | DMS_INDEX),
    TEXT("insurer", 120, 0),
    TEXT("claim_number", 60, 0),
    HOURS("excluded_hours", 0),
    TEXT("excluded_reason", 300, 0),
    DATA("guarantee", DMS_READ_ONLY),
    FLAG("guarantee_alarm", DMS_READ_ONLY),
    FLAG("signed_by_customer", 0),
    FLAG("signed_by_shop", 0),
    DATE("next_service_on", DMS_READ_ONLY | DMS_INDEX),
    TEXT("reference", 80, DMS_INDEX),
    FLAG("on_time", DMS_READ_ONLY),
    FLAG("same_day", DMS_READ_ONLY),
    REF("recall_car", "after_sales.recall_car", 0),
    REF("comeback_of", "after_sales.repair_order", DMS_INDEX),
    WHOLE("comeback_count", 0, 1000, DMS_READ_ONLY),
    FLAG("fast_lane", DMS_READ_ONLY | DMS_INDEX),
    REF("original_technician", "core.user", DMS_READ_ONLY),
    REF("original_inspector", "core.user", DMS_READ_ONLY),
    TEXT("proof", 2000, 0),
    DATE("warranty_to", DMS_READ_ONLY),
    WHOLE("warranty_to_km", 0, 2 * MOST_DISTANCE, DMS_READ_ONLY),
    MONEY("estimate", DMS_READ_ONLY),
    { .name = "agreed_line",
      .type = DMS_INTEGER,
      .flags = DMS_READ_ONLY,
      .default_text = "0" },
    MONEY("total", DMS_READ_ONLY),
    TIME("started_at", DMS_READ_ONLY),
    TIME("finished_at", DMS_READ_ONLY),
    TIME("settled_at", DMS_READ_ONLY),
    TIME("delivered_at", DMS_READ_ONLY | DMS_INDEX),
};

static const struct dms_index indexes[] = {
    { .fields = "store,state,created_at" },
    { .fields = "vin,arrived_at" },
};

const struct dms_entity after_sales_repair_order_entity =
    DMS_ENTITY(.name = "after_sales.repair_order", .title = "number", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
