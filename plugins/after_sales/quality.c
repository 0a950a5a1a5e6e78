/* quality.c - how well we served: standards with targets, what customers say on the three fixed
 * dimensions, inspection rounds with their corrections (rows 56 to 58, 166), and help on the road
 * (row 61). */
#include "after_sales.h"
#include "fields.h"

#define SCORE(field) WHOLE(field, 1, 10, DMS_REQUIRED)

static const char *const sources[] = { "call", "sms", "wechat", "paper", NULL };
static const struct dms_field evaluation_fields[] = {
    REF("order", "after_sales.repair_order", DMS_REQUIRED | DMS_UNIQUE),
    CHOICE("source", sources, DMS_REQUIRED),
    /* 维修速度, 技术水平, 服务态度 */
    SCORE("speed"),
    SCORE("skill"),
    SCORE("attitude"),
    TEXT("words", 4000, 0),
    { .name = "answered_at", .type = DMS_TIME, .default_text = "@now" },
};

static const struct dms_index evaluation_indexes[] = {
    { .fields = "store,answered_at" },
};

const struct dms_entity after_sales_evaluation_entity =
    DMS_ENTITY(.name = "after_sales.evaluation", .flags = DMS_APPEND_ONLY,
               .parent = "order", DMS_FIELDS(evaluation_fields),
               DMS_INDEXES(evaluation_indexes));

/* Named as after_sales.figures names them, so that actual stands beside target. */
static const char *const metrics[] = { "on_time_rate",
                                       "same_day_rate",
                                       "first_fix_rate",
                                       "efficiency",
                                       "utilisation",
                                       "speed_score",
                                       "skill_score",
                                       "attitude_score",
                                       "score",
                                       "comeback_rate",
                                       NULL };
static const struct dms_field standard_fields[] = {
    CHOICE("metric", metrics, DMS_REQUIRED),
    WHOLE("target", 0, 100000, DMS_REQUIRED), /* basis points; scores in thousandths */
    FLAG("at_most", 0),                       /* less is better */
    DATE("valid_from", DMS_REQUIRED | DMS_INDEX),
    DATE("valid_to", 0),
    TEXT("action", 500, 0),
};

const struct dms_entity after_sales_standard_entity =
    DMS_ENTITY(.name = "after_sales.standard", .title = "metric",
               DMS_FIELDS(standard_fields));

static const char *const severities[] = { "minor", "major", "critical", NULL };
static const struct dms_field round_fields[] = {
    TEXT("area", 120, DMS_REQUIRED),
    REF("order", "after_sales.repair_order", 0),
    TEXT("finding", 2000, DMS_REQUIRED),
    CHOICE("severity", severities, DMS_REQUIRED),
    REF("responsible", "core.user", DMS_REQUIRED),
    DATE("due_on", DMS_REQUIRED | DMS_INDEX),
    TEXT("correction", 2000, 0),
    TEXT("recheck", 2000, 0),
    REF("rechecked_by", "core.user", DMS_READ_ONLY),
};

const struct dms_entity after_sales_quality_round_entity =
    DMS_ENTITY(.name = "after_sales.quality_round", .title = "area",
               DMS_FIELDS(round_fields));

static const struct dms_field rescue_fields[] = {
    NUMBER("RS"),
    REF("customer", "crm.customer", 0),
    { .name = "contact",
      .type = DMS_TEXT,
      .max_length = 120,
      .data_class = DMS_PERSONAL,
      .mask = "name" },
    PHONE(DMS_REQUIRED),
    REF("brand", "core.brand", 0),
    REF("car", "after_sales.car", DMS_READ_ONLY),
    PLATE(DMS_SEARCH),
    VIN(DMS_SEARCH),
    { .name = "location",
      .type = DMS_TEXT,
      .max_length = 300,
      .flags = DMS_REQUIRED,
      .data_class = DMS_PERSONAL,
      .mask = "address" },
    TEXT("complaint", 2000, DMS_REQUIRED | DMS_IMMUTABLE),
    REF("technician", "core.user", 0),
    REF("entitlement", "after_sales.entitlement", 0),
    { .name = "called_at", .type = DMS_TIME, .default_text = "@now", .flags = DMS_INDEX },
    TIME("dispatched_at", DMS_READ_ONLY),
    TIME("arrived_at", DMS_READ_ONLY),
    TIME("ended_at", DMS_READ_ONLY),
    WHOLE("minutes_to_arrival", 0, 100000, DMS_READ_ONLY),
    MONEY("cost", 0),
    MONEY("price", 0),
    TEXT("result", 2000, 0),
    TEXT("cancel_reason", 300, 0),
    REF("order", "after_sales.repair_order", 0),
};

const struct dms_entity after_sales_rescue_entity =
    DMS_ENTITY(.name = "after_sales.rescue", .title = "number",
               DMS_FIELDS(rescue_fields));
