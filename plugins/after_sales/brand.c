/* brand.c - an order, an appointment, a rescue belong to the brand of their store, so that its
 * rules can hold for them. */
#include "after_sales.h"

static enum dms_status
put_brand(struct dms_unit *unit, struct dms_record *record, void *data,
          struct dms_error *error)
{
    (void)data;
    const struct dms_record *brand = NULL;
    if (dms_record_has(record, "brand") || dms_unit_brand(unit)[0] == '\0')
        return DMS_OK;
    enum dms_status st =
        service_first(unit, "core.brand", "{\"where\":{\"code\":\"$code\"},\"limit\":1}",
                      service_words("code", dms_unit_brand(unit)), &brand, error);
    return st == DMS_OK && brand != NULL
               ? dms_record_set_int(record, "brand", dms_record_id(brand), error)
               : st;
}

const struct dms_hook after_sales_brand_hooks[] = {
    DMS_HOOK(.name = "after_sales/brand:repair_order",
             .on = "after_sales.repair_order.save", .run = put_brand),
    DMS_HOOK(.name = "after_sales/brand:appointment",
             .on = "after_sales.appointment.save", .run = put_brand),
    DMS_HOOK(.name = "after_sales/brand:rescue", .on = "after_sales.rescue.save",
             .run = put_brand),
    { 0 },
};
