/* workshop.c - who looked at the car, who may do what, who worked when, who checked it (rows 47
 * to 49, 65, 158). */
#include "after_sales.h"
#include "fields.h"

static const char *const fuels[] = { "empty",          "quarter", "half",
                                     "three_quarters", "full",    NULL };
static const struct dms_field walkround_fields[] = {
    REF("order", "after_sales.repair_order", DMS_REQUIRED),
    TEXT("exterior", 1000, DMS_REQUIRED),
    TEXT("interior", 1000, 0),
    TEXT("belongings", 500, 0),
    TEXT("warning_lights", 300, 0),
    CHOICE("fuel", fuels, 0),
    FLAG("signed_by_customer", 0),
    DATA("photos", 0),
};

const struct dms_entity after_sales_walkround_entity =
    DMS_ENTITY(.name = "after_sales.walkround", .flags = DMS_APPEND_ONLY,
               .parent = "order", DMS_FIELDS(walkround_fields));

static const struct dms_field certificate_fields[] = {
    REF("user", "core.user", DMS_REQUIRED | DMS_INDEX),
    TEXT("skill", 60, DMS_REQUIRED),
    WHOLE("level", 1, 5, 0),
    TEXT("certificate_number", 60, 0),
    TEXT("exam", 200, 0),
    WHOLE("score", 0, 100, 0),
    DATE("valid_from", DMS_REQUIRED),
    DATE("valid_to", 0),
};

const struct dms_entity after_sales_certificate_entity =
    DMS_ENTITY(.name = "after_sales.certificate", .title = "skill", .flags = DMS_SHARED,
               DMS_FIELDS(certificate_fields));

static const char *const work_kinds[] = { "work", "rework", "waiting", "cleaning", NULL };
static const struct dms_field clocking_fields[] = {
    REF("order", "after_sales.repair_order", DMS_REQUIRED | DMS_IMMUTABLE),
    REF("line", "after_sales.order_line", DMS_IMMUTABLE),
    REF("technician", "core.user", DMS_INDEX | DMS_IMMUTABLE),
    { .name = "kind", .type = DMS_CHOICE, .choices = work_kinds, .default_text = "work" },
    { .name = "on_at", .type = DMS_TIME, .default_text = "@now", .flags = DMS_IMMUTABLE },
    TIME("off_at", DMS_READ_ONLY),
    HOURS("hours", DMS_READ_ONLY),
};

static const struct dms_index clocking_indexes[] = {
    { .fields = "technician,on_at" },
};

const struct dms_entity after_sales_clocking_entity =
    DMS_ENTITY(.name = "after_sales.clocking", .parent = "order",
               DMS_FIELDS(clocking_fields), DMS_INDEXES(clocking_indexes));

/* 自检, 互检, 终检. */
static const char *const stages[] = { "self", "mutual", "final", NULL };
static const char *const results[] = { "pass", "fail", NULL };
static const struct dms_field check_fields[] = {
    REF("order", "after_sales.repair_order", DMS_REQUIRED),
    CHOICE("stage", stages, DMS_REQUIRED),
    CHOICE("result", results, DMS_REQUIRED),
    TEXT("findings", 2000, 0),
    FLAG("road_tested", 0),
    TEXT("certificate_number", 60, 0),
    REF("inspector", "core.user", DMS_READ_ONLY),
};

const struct dms_entity after_sales_check_entity =
    DMS_ENTITY(.name = "after_sales.check", .flags = DMS_APPEND_ONLY, .parent = "order",
               DMS_FIELDS(check_fields));
