/* indicator.c - which figures a post is measured by, talked over with those who hold it and then
 * agreed (row 181). */
#include "plan.h"

static const struct dms_field fields[] = {
    { .name = "post",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .max_length = 60 },
    { .name = "figure",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED,
      .check = "figure",
      .max_length = 120 },
    { .name = "number",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = INT64_C(100000000000000) },
    /* Of a hundred over all figures of the post. */
    { .name = "weight",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = 100 },
    { .name = "words", .type = DMS_TEXT, .max_length = 2000 },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE },
};

const struct dms_entity sales_indicator_entity =
    DMS_ENTITY(.name = "sales.indicator", .title = "figure", DMS_FIELDS(fields));

/* Together with what is agreed already, the weights of a post are a hundred at most. */
static enum dms_status
check_weight(struct dms_unit *unit, struct dms_record *indicator, void *data,
             struct dms_error *error)
{
    (void)data;
    int64_t sum = 0, weight = dms_record_int(indicator, "weight");
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "post", dms_record_text(indicator, "post"));
    dms_json_set_integer(values, "store", dms_record_store(indicator));
    enum dms_status st =
        dms_unit_sum(unit, "sales.indicator",
                     "{\"where\":{\"post\":\"$post\",\"store\":\"$store\","
                     "\"state\":\"agreed\"}}",
                     values, "weight", &sum, error);
    dms_json_destroy(values);
    if (st == DMS_OK && sum + weight > 100)
        st = dms_fail_field(error, DMS_DENIED, "weight", "sales.indicator_weight",
                            "sum=%lld|left=%lld", (long long)(sum + weight),
                            (long long)(100 - sum));
    return st;
}

const struct dms_hook sales_indicator_hooks[] = {
    DMS_HOOK(.name = "sales/indicator:weight", .on = "sales.indicator.agree",
             .run = check_weight),
    { 0 },
};
