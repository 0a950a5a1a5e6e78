/* lowest_price.c - sales.lowest_price: the lowest price a model went for here lately; what a
 * "before" on a price display may not be above (row 42). */
#include "sales.h"

static enum dms_status
find_lowest(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"model.code\":\"$model\",\"store\":\"$store\",\"signed_at\":{"
        "\"gte\":"
        "\"$since\"},\"state\":{\"ne\":\"cancelled\"}},\"sort\":\"price\",\"limit\":1}";
    char since[48];
    const struct dms_list *list = NULL;
    int64_t days = dms_json_integer_at(arguments, "days");
    struct dms_json *values = dms_json_copy(arguments);
    (void)data;
    dms_json_set_integer(values, "store", dms_unit_store(unit));
    dms_json_set_text(values, "since",
                      dms_time_print(dms_unit_now(unit) - days * DMS_DAY,
                                     dms_unit_offset(unit), since, sizeof(since)));
    enum dms_status st = dms_unit_find(unit, "sales.order", query, values, &list, error);
    *answer = dms_json_create_object();
    if (st == DMS_OK && dms_list_count(list) > 0)
        dms_json_set_integer(*answer, "price",
                             dms_record_int(dms_list_at(list, 0), "price"));
    dms_json_destroy(values);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "model", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "days", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
};

const struct dms_call_card sales_lowest_price_call =
    DMS_CALL(.name = "sales.lowest_price", .flags = DMS_CALL_READS,
             DMS_ARGUMENTS(arguments), .run = find_lowest);
