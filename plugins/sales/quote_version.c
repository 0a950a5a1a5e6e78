/* quote_version.c - quotes of one opportunity are counted: version 1, 2, 3 (row 24). */
#include "sales.h"

static enum dms_status
count_version(struct dms_unit *unit, struct dms_record *quote, void *data,
              struct dms_error *error)
{
    (void)data;
    int64_t earlier = 0;
    enum dms_status st = DMS_OK;
    if (dms_record_has(quote, "opportunity")) {
        struct dms_json *values = dms_json_create_object();
        dms_json_set_integer(values, "id", dms_record_int(quote, "opportunity"));
        st = dms_unit_count(unit, "sales.quote", "{\"where\":{\"opportunity\":\"$id\"}}",
                            values, &earlier, error);
        dms_json_destroy(values);
    }
    return st == DMS_OK ? dms_record_set_int(quote, "version", earlier + 1, error) : st;
}

const struct dms_hook sales_quote_version_hooks[] = {
    DMS_HOOK(.name = "sales/quote_version", .on = "sales.quote.create",
             .run = count_version),
    { 0 },
};
