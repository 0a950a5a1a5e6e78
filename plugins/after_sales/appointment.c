/* appointment.c - a time in the workshop that is nobody else's, and what it is held against: bays
 * and tools (rows 46, 67, 209). */
#include "after_sales.h"
#include "fields.h"

static const char *const bay_kinds[] = { "quick", "repair",   "body",
                                         "paint", "electric", NULL };
static const struct dms_field bay_fields[] = {
    TEXT("name", 60, DMS_REQUIRED | DMS_SEARCH),
    CHOICE("kind", bay_kinds, 0),
    HOURS("hours", DMS_REQUIRED), /* that can be sold on a working day */
    { .name = "active", .type = DMS_BOOLEAN, .default_text = "true" },
};

const struct dms_entity after_sales_bay_entity =
    DMS_ENTITY(.name = "after_sales.bay", .title = "name", DMS_FIELDS(bay_fields));

static const struct dms_field tool_fields[] = {
    TEXT("name", 120, DMS_REQUIRED | DMS_SEARCH),
    TEXT("kind", 60, DMS_REQUIRED | DMS_INDEX),
    TEXT("serial", 80, 0),
    DATE("bought_on", 0),
    DATE("calibrated_on", 0),
    DATE("calibration_due", DMS_INDEX),
    DATE("service_due", DMS_INDEX),
    TEXT("fault", 1000, 0),
    REF("replaced_by", "after_sales.tool", 0),
};

const struct dms_entity after_sales_tool_entity =
    DMS_ENTITY(.name = "after_sales.tool", .title = "name", DMS_FIELDS(tool_fields));

static const char *const channels[] = { "phone",     "wechat", "web",
                                        "in_person", "star",   NULL };
static const struct dms_field fields[] = {
    NUMBER("AP"),
    REF("customer", "crm.customer", DMS_INDEX),
    { .name = "contact",
      .type = DMS_TEXT,
      .max_length = 120,
      .data_class = DMS_PERSONAL,
      .mask = "name" },
    PHONE(0),
    REF("car", "after_sales.car", DMS_READ_ONLY | DMS_INDEX),
    REF("brand", "core.brand", 0),
    PLATE(DMS_SEARCH),
    VIN(DMS_SEARCH),
    REF("bay", "after_sales.bay", 0),
    REF("advisor", "core.user", 0),
    REF("technician", "core.user", 0),
    REF("operation", "after_sales.operation", 0),
    REF("tool", "after_sales.tool", 0),
    TIME("starts_at", DMS_REQUIRED | DMS_INDEX),
    TIME("ends_at", DMS_REQUIRED),
    HOURS("hours", 0),
    CHOICE("channel", channels, 0),
    TEXT("complaint", 4000, 0),
    DISTANCE("mileage", 0),
    TEXT("reference", 80, DMS_INDEX),
    TEXT("overbook_reason", 300, 0),
    TEXT("cancel_reason", 300, 0),
    REF("order", "after_sales.repair_order", DMS_READ_ONLY),
};

static const struct dms_index indexes[] = {
    { .fields = "store,state,starts_at" },
    { .fields = "bay,starts_at" },
};

const struct dms_entity after_sales_appointment_entity =
    DMS_ENTITY(.name = "after_sales.appointment", .title = "number", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
