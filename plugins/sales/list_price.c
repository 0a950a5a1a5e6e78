/* list_price.c - what a model costs by the list on a day: its dated price, else the one that
 * stands in the model itself (row 19). */
#include "showroom.h"

enum dms_status
sales_list_price(struct dms_unit *unit, int64_t model, int64_t day, int64_t *price,
                 struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"model\":\"$model\",\"starts_on\":{\"lte\":\"$day\"},\"or\":["
        "{\"ends_on\":{\"is_null\":true}},{\"ends_on\":{\"gte\":\"$day\"}}]},\"limit\":"
        "1}";
    char text[16];
    const struct dms_list *list = NULL;
    const struct dms_record *record = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "model", model);
    dms_json_set_text(values, "day", dms_date_print(day, text, sizeof(text)));
    enum dms_status st =
        dms_unit_find(unit, "sales.model_price", query, values, &list, error);
    dms_json_destroy(values);
    if (st != DMS_OK || dms_list_count(list) > 0) {
        *price = st == DMS_OK ? dms_record_int(dms_list_at(list, 0), "price") : 0;
        return st;
    }
    st = dms_unit_get(unit, "sales.model", model, &record, error);
    *price = st == DMS_OK ? dms_record_int(record, "list_price") : 0;
    return st;
}
