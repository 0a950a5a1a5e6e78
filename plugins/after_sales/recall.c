/* recall.c - a recall campaign, what it speaks of, and each car it concerns (缺陷汽车产品召回管理条例;
 * row 54). */
#include "after_sales.h"
#include "fields.h"

static const struct dms_field campaign_fields[] = {
    TEXT("number", 40, DMS_REQUIRED | DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE),
    TEXT("summary", 4000, DMS_SEARCH),
    TEXT("remedy", 4000, 0),
    { .name = "announced_on", .type = DMS_DATE, .default_text = "@today" },
    DATE("parts_ready_on", 0),
};

const struct dms_entity after_sales_campaign_entity =
    DMS_ENTITY(.name = "after_sales.campaign", .title = "number", .flags = DMS_SHARED,
               DMS_FIELDS(campaign_fields));

/* Named as in the files authorities publish, so that one imports them as they are. */
static const struct dms_field scope_fields[] = {
    TEXT("campaign", 40, DMS_REQUIRED | DMS_INDEX),
    REF("of", "after_sales.campaign", DMS_READ_ONLY | DMS_INDEX),
    TEXT("make", 80, DMS_REQUIRED | DMS_INDEX),
    TEXT("model", 120, 0),
    WHOLE("model_year", 1900, 9999, 0),
    TEXT("vin_from", 17, 0),
    TEXT("vin_to", 17, 0),
    TEXT("document_summary", 4000, 0),
};

const struct dms_entity after_sales_campaign_scope_entity =
    DMS_ENTITY(.name = "after_sales.campaign_scope", .title = "campaign",
               .flags = DMS_SHARED, DMS_FIELDS(scope_fields));

static const char *const places[] = { "stock", "customer", NULL };
static const struct dms_field car_fields[] = {
    REF("campaign", "after_sales.campaign", DMS_REQUIRED | DMS_IMMUTABLE),
    VIN(DMS_REQUIRED | DMS_INDEX | DMS_SEARCH | DMS_IMMUTABLE),
    CHOICE("place", places, 0),
    REF("customer", "crm.customer", 0),
    DATE("notified_on", 0),
    REF("appointment", "after_sales.appointment", 0),
    REF("order", "after_sales.repair_order", 0),
    DATE("done_on", DMS_READ_ONLY),
    DATE("reported_on", DMS_READ_ONLY),
};

static const struct dms_index car_indexes[] = {
    { .fields = "campaign,vin", .unique = 1 },
};

const struct dms_entity after_sales_recall_car_entity =
    DMS_ENTITY(.name = "after_sales.recall_car", .title = "vin", DMS_FIELDS(car_fields),
               DMS_INDEXES(car_indexes));
