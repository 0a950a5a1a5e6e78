/* operation.c - the labour catalogue: jobs, the hours they take by model, what an hour costs and
 * since when (row 51). */
#include "after_sales.h"
#include "fields.h"

static const struct dms_field operation_fields[] = {
    TEXT("code", 40, DMS_REQUIRED | DMS_UNIQUE | DMS_SEARCH),
    TEXT("name", 200, DMS_REQUIRED | DMS_SEARCH),
    HOURS("hours", DMS_REQUIRED),
    TEXT("skill", 60, 0),
    TEXT("tool", 60, 0),
    TEXT("procedure", 8000, 0),
    { .name = "active", .type = DMS_BOOLEAN, .default_text = "true" },
};

const struct dms_entity after_sales_operation_entity =
    DMS_ENTITY(.name = "after_sales.operation", .title = "name", .flags = DMS_SHARED,
               DMS_FIELDS(operation_fields));

static const struct dms_field time_fields[] = {
    REF("operation", "after_sales.operation", DMS_REQUIRED),
    TEXT("make", 80, DMS_REQUIRED),
    TEXT("model", 120, 0),
    WHOLE("year_from", 1900, 2200, 0),
    WHOLE("year_to", 1900, 2200, 0),
    HOURS("hours", DMS_REQUIRED),
};

const struct dms_entity after_sales_operation_time_entity =
    DMS_ENTITY(.name = "after_sales.operation_time", .flags = DMS_SHARED,
               .parent = "operation", DMS_FIELDS(time_fields));

static const struct dms_field rate_fields[] = {
    { .name = "payer", .type = DMS_CHOICE, .choices = service_payers },
    TEXT("skill", 60, 0),
    REF("brand", "core.brand", 0),
    MONEY("rate", DMS_REQUIRED),
    DATE("valid_from", DMS_REQUIRED | DMS_INDEX),
    DATE("valid_to", 0),
    TEXT("source", 200, 0),
};

const struct dms_entity after_sales_labor_rate_entity =
    DMS_ENTITY(.name = "after_sales.labor_rate", .title = "source",
               DMS_FIELDS(rate_fields));
