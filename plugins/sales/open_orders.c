/* open_orders.c - sales.open_orders: whose orders of a customer are still at work; asked before
 * two files of a customer become one. */
#include "sales.h"

static enum dms_status
list_orders(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"customer\":\"$customer\",\"state\":{\"in\":[\"draft\",\"signed\","
        "\"deposit\",\"allocated\",\"ready\"]}},\"sort\":\"id\",\"limit\":100}";
    const struct dms_list *list = NULL;
    (void)data;
    enum dms_status st =
        dms_unit_find(unit, "sales.order", query, arguments, &list, error);
    struct dms_json *orders = dms_json_create_array();
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        const struct dms_record *order = dms_list_at(list, i);
        struct dms_json *item = dms_json_create_object();
        dms_json_set_integer(item, "id", dms_record_id(order));
        dms_json_set_integer(item, "owner", dms_record_owner(order));
        dms_json_set_text(item, "number", dms_record_text(order, "number"));
        dms_json_take(orders, item);
    }
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "orders", orders);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

/* Not exposed: it tells of orders whatever the requester may see. */
const struct dms_call_card sales_open_orders_call =
    DMS_CALL(.name = "sales.open_orders", .flags = DMS_CALL_READS,
             DMS_ARGUMENTS(arguments), .run = list_orders);
