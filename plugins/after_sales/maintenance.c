/* maintenance.c - what a car wants done and when, what is sold as one, and what was promised in
 * advance: plans, packages, extended warranty and free maintenance (rows 50, 60). */
#include "after_sales.h"
#include "fields.h"

static const char *const drives[] = { "front", "rear", "four", NULL };
static const struct dms_field rule_fields[] = {
    TEXT("service", 120, DMS_REQUIRED | DMS_SEARCH | DMS_INDEX),
    TEXT("make", 80, DMS_INDEX),
    TEXT("model", 120, 0),
    WHOLE("year_min", 1900, 2200, 0),
    WHOLE("year_max", 1900, 2200, 0),
    CHOICE("drive", drives, 0),
    DISTANCE("km", 0),
    DISTANCE("miles", 0),
    WHOLE("months", 1, 600, 0),
    WHOLE("priority", 0, 1000, 0),
    TEXT("checks", 4000, 0),
};

const struct dms_entity after_sales_maintenance_rule_entity =
    DMS_ENTITY(.name = "after_sales.maintenance_rule", .title = "service",
               .flags = DMS_SHARED, DMS_FIELDS(rule_fields));

static const struct dms_field package_fields[] = {
    TEXT("code", 40, DMS_REQUIRED | DMS_UNIQUE | DMS_SEARCH),
    TEXT("name", 200, DMS_REQUIRED | DMS_SEARCH),
    TEXT("make", 80, 0),
    TEXT("model", 120, 0),
    DATA("items", DMS_REQUIRED),
    { .name = "active", .type = DMS_BOOLEAN, .default_text = "true" },
};

const struct dms_entity after_sales_package_entity =
    DMS_ENTITY(.name = "after_sales.package", .title = "name", .flags = DMS_SHARED,
               DMS_FIELDS(package_fields));

static const char *const promises[] = { "extended", "free_maintenance", "rescue", NULL };
static const struct dms_field entitlement_fields[] = {
    NUMBER("EN"),
    REF("customer", "crm.customer", DMS_REQUIRED | DMS_IMMUTABLE),
    VIN(DMS_REQUIRED | DMS_INDEX | DMS_IMMUTABLE),
    CHOICE("kind", promises, DMS_REQUIRED | DMS_IMMUTABLE),
    DATE("valid_from", DMS_REQUIRED),
    DATE("valid_to", DMS_REQUIRED | DMS_INDEX),
    DISTANCE("km_limit", 0),
    WHOLE("times", 1, 1000, 0),
    MONEY("amount_limit", 0),
    { .name = "used", .type = DMS_INTEGER, .flags = DMS_READ_ONLY, .default_text = "0" },
    { .name = "used_amount",
      .type = DMS_MONEY,
      .flags = DMS_READ_ONLY,
      .default_text = "0" },
    MONEY("price", 0),
};

const struct dms_entity after_sales_entitlement_entity =
    DMS_ENTITY(.name = "after_sales.entitlement", .title = "number",
               DMS_FIELDS(entitlement_fields));

static const struct dms_field use_fields[] = {
    REF("entitlement", "after_sales.entitlement", DMS_REQUIRED),
    REF("order", "after_sales.repair_order", DMS_REQUIRED),
    MONEY("amount", DMS_REQUIRED),
    { .name = "used_on", .type = DMS_DATE, .default_text = "@today" },
};

static const struct dms_index use_indexes[] = {
    { .fields = "entitlement,order", .unique = 1 },
};

const struct dms_entity after_sales_entitlement_use_entity =
    DMS_ENTITY(.name = "after_sales.entitlement_use", .flags = DMS_APPEND_ONLY,
               .parent = "entitlement", DMS_FIELDS(use_fields), DMS_INDEXES(use_indexes));
