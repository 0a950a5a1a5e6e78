/* package.c - what is sold as one becomes lines of the order (row 50). */
#include <inttypes.h>

#include "after_sales.h"

#define MOST_ITEMS 12 /* a unit has a limit of steps */

static enum dms_status
add_item(struct dms_unit *unit, int64_t order, const struct dms_json *item, size_t number,
         struct dms_error *error)
{
    struct service_fill line = service_begin(unit, "after_sales.order_line", error);
    service_put(&line, "order", order);
    for (size_t i = 0; line.st == DMS_OK && i < dms_json_count(item); i++)
        line.st = dms_record_set_json(line.record, dms_json_key_at(item, i),
                                      dms_json_value_at(item, i), error);
    if (service_save(unit, &line) != DMS_OK)
        return dms_fail_field(error, line.st, "items", "after_sales.package_item",
                              "item=%zu", number + 1);
    return DMS_OK;
}

static enum dms_status
add_package(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *package = NULL, *order = NULL;
    enum dms_status st =
        dms_unit_get(unit, "after_sales.package",
                     dms_json_integer_at(arguments, "package"), &package, error);
    if (st == DMS_OK)
        st = service_get_here(unit, "after_sales.repair_order",
                              dms_json_integer_at(arguments, "order"), &order, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *items = dms_record_json(package, "items");
    size_t count = dms_json_count(items);
    for (size_t i = 0; st == DMS_OK && i < count; i++)
        st = add_item(unit, dms_record_id(order), dms_json_at(items, i), i, error);
    dms_json_destroy(items);
    *answer = service_values("lines", (int64_t)count);
    return st;
}

static enum dms_status
check_items(struct dms_unit *unit, struct dms_record *package, void *data,
            struct dms_error *error)
{
    (void)unit, (void)data;
    struct dms_json *items = dms_record_json(package, "items");
    bool fits = dms_json_kind(items) == DMS_JSON_ARRAY && dms_json_count(items) > 0 &&
                dms_json_count(items) <= MOST_ITEMS;
    dms_json_destroy(items);
    return fits ? DMS_OK
                : dms_fail_field(error, DMS_INVALID, "items", "after_sales.package_items",
                                 "most=%d", MOST_ITEMS);
}

static const struct dms_argument arguments[] = {
    { .name = "order", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
    { .name = "package", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card after_sales_package_calls[] = {
    DMS_CALL(.name = "after_sales.add_package", .flags = DMS_CALL_EXPOSED,
             .permission = "after_sales.order_line:create", DMS_ARGUMENTS(arguments),
             .run = add_package),
    { 0 },
};

const struct dms_hook after_sales_package_hooks[] = {
    DMS_HOOK(.name = "after_sales/package", .on = "after_sales.package.save",
             .run = check_items),
    { 0 },
};
