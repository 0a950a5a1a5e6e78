/* guarantee_papers.c - what the three-guarantee law (令43) wants written down: the record of every
 * repair with its twelve fields (§17), the case of an exchange or return (§22 to §29), and what
 * the customer drove meanwhile (§21; row 54). */
#include "after_sales.h"
#include "fields.h"

static const struct dms_field record_fields[] = {
    REF("order", "after_sales.repair_order", DMS_REQUIRED | DMS_UNIQUE),
    REF("customer", "crm.customer", 0),
    VIN(DMS_INDEX | DMS_SEARCH),
    /* 送修时间、里程、陈述、检查结果、项目、零件、材料费、工时及工时费、拖运费、备用车或补偿、交车时间、签名 */
    TIME("arrived_at", DMS_REQUIRED),
    DISTANCE("mileage", DMS_REQUIRED),
    TEXT("complaint", 4000, DMS_REQUIRED),
    TEXT("findings", 4000, 0),
    DATA("jobs", 0),
    DATA("parts", 0),
    MONEY("material_amount", 0),
    HOURS("labor_hours", 0),
    MONEY("labor_amount", 0),
    MONEY("towing_amount", 0),
    TEXT("loaner", 300, 0),
    TIME("delivered_at", DMS_REQUIRED),
    FLAG("signed_by_customer", 0),
    FLAG("signed_by_shop", 0),
    /* What the law counts. */
    FLAG("counts", DMS_INDEX),
    TEXT("fault", 60, 0),
    FLAG("safety_fault", 0),
    WHOLE("days", 0, 36500, 0),
    DATA("replaced", 0),
    REF("technician", "core.user", 0),
    DATE("keep_until", DMS_INDEX),
};

static const struct dms_index record_indexes[] = {
    { .fields = "vin,delivered_at" },
};

const struct dms_entity after_sales_repair_record_entity =
    DMS_ENTITY(.name = "after_sales.repair_record", .title = "fault",
               .flags = DMS_APPEND_ONLY, DMS_FIELDS(record_fields),
               DMS_INDEXES(record_indexes));

static const char *const wishes[] = { "exchange", "return", NULL };
static const struct dms_field case_fields[] = {
    NUMBER("GC"),
    REF("customer", "crm.customer", DMS_REQUIRED),
    VIN(DMS_REQUIRED | DMS_INDEX | DMS_SEARCH | DMS_IMMUTABLE),
    CHOICE("kind", wishes, DMS_REQUIRED),
    TEXT("clause", 200, DMS_REQUIRED),
    { .name = "asked_on", .type = DMS_DATE, .default_text = "@today" },
    DATE("answer_by", DMS_READ_ONLY | DMS_INDEX),
    DATE("complete_by", DMS_READ_ONLY | DMS_INDEX),
    DATE("answered_on", DMS_READ_ONLY),
    DATE("completed_on", DMS_READ_ONLY),
    MONEY("price", 0),
    DISTANCE("mileage", DMS_REQUIRED),
    MONEY("fees", 0),
    MONEY("compensation", DMS_READ_ONLY),
    MONEY("refund", DMS_READ_ONLY),
    TEXT("answer", 2000, 0),
    TEXT("new_vin", 17, 0),
    FLAG("resale_declared", 0),
};

const struct dms_entity after_sales_guarantee_case_entity =
    DMS_ENTITY(.name = "after_sales.guarantee_case", .title = "number",
               DMS_FIELDS(case_fields));

static const char *const helps[] = { "car", "allowance", NULL };
static const struct dms_field loaner_fields[] = {
    REF("order", "after_sales.repair_order", DMS_REQUIRED),
    CHOICE("kind", helps, DMS_REQUIRED),
    PLATE(0),
    { .name = "from_at", .type = DMS_TIME, .default_text = "@now" },
    TIME("to_at", 0),
    MONEY("amount", 0),
    TEXT("note", 300, 0),
};

const struct dms_entity after_sales_loaner_entity =
    DMS_ENTITY(.name = "after_sales.loaner", .parent = "order",
               DMS_FIELDS(loaner_fields));
