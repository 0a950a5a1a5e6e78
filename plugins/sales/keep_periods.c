/* keep_periods.c - a model has one price, one value of a parameter, one price of an option on
 * each day (row 19). */
#include "showroom.h"

/* What DATA's entity is known by beside the model. */
#define PERIOD                                                                           \
    "\"id\":{\"ne\":\"$id\"},\"model\":\"$model\",\"starts_on\":{\"lte\":\"$ends_on\"}," \
    "\"or\":[{\"ends_on\":{\"is_null\":true}},{\"ends_on\":{\"gte\":\"$starts_on\"}}]}," \
    "\"limit\":1}"

static enum dms_status
check_period(struct dms_unit *unit, struct dms_record *record, void *data,
             struct dms_error *error)
{
    const struct dms_record *other = NULL;
    if (!dms_record_has(record, "model") || !dms_record_has(record, "starts_on"))
        return DMS_OK; /* that they are required, the core says */
    if (dms_record_has(record, "ends_on") &&
        dms_record_int(record, "ends_on") < dms_record_int(record, "starts_on"))
        return dms_fail_field(error, DMS_INVALID, "ends_on", "sales.period_upside_down",
                              "");
    enum dms_status st = sales_overlapping(unit, record, data, &other, error);
    if (st != DMS_OK || other == NULL)
        return st;
    return dms_fail_field(error, DMS_CONFLICT, "starts_on", "sales.period_overlaps",
                          "name=@entity.%s|from=%s", dms_record_entity(record),
                          sales_when(unit, other, "starts_on"));
}

static const char of_model[] = "{\"where\":{" PERIOD;
static const char of_code[] = "{\"where\":{\"code\":\"$code\"," PERIOD;
static const char of_name[] = "{\"where\":{\"name\":\"$name\"," PERIOD;

const struct dms_hook sales_keep_periods_hooks[] = {
    DMS_HOOK(.name = "sales/keep_periods:price", .on = "sales.model_price.save",
             .run = check_period, .data = (void *)(uintptr_t)of_model),
    DMS_HOOK(.name = "sales/keep_periods:option", .on = "sales.option.save",
             .run = check_period, .data = (void *)(uintptr_t)of_code),
    DMS_HOOK(.name = "sales/keep_periods:parameter", .on = "sales.parameter.save",
             .run = check_period, .data = (void *)(uintptr_t)of_name),
    { 0 },
};
