/* car_sold.c - a car that sales hands over gets its file here: from that day its periods run
 * (三包 §18; rows 30, 55). */
#include "after_sales.h"

struct sold {
    const struct dms_record *order, *car, *model;
};

static enum dms_status
read_sale(struct dms_unit *unit, int64_t id, struct sold *sold, struct dms_error *error)
{
    enum dms_status st = dms_unit_get(unit, "sales.order", id, &sold->order, error);
    if (st == DMS_OK && dms_record_has(sold->order, "vehicle"))
        st = dms_unit_get(unit, "sales.vehicle", dms_record_int(sold->order, "vehicle"),
                          &sold->car, error);
    if (st == DMS_OK && sold->car != NULL && dms_record_has(sold->car, "model"))
        st = dms_unit_get(unit, "sales.model", dms_record_int(sold->car, "model"),
                          &sold->model, error);
    return st;
}

static enum dms_status
write_file(struct dms_unit *unit, const struct sold *sold, struct dms_error *error)
{
    const struct dms_record *known = NULL;
    enum dms_status st =
        service_car_of(unit, dms_record_text(sold->car, "vin"), &known, error);
    if (st != DMS_OK)
        return st;
    struct service_fill file =
        known == NULL
            ? service_begin(unit, "after_sales.car", error)
            : service_edit(unit, "after_sales.car", dms_record_id(known), error);
    if (known == NULL)
        service_put_same(&file, "vin", sold->car, "vin");
    service_put_same(&file, "customer", sold->order, "customer");
    service_put_same(&file, "brand", sold->order, "brand");
    service_put_same(&file, "price", sold->order, "price");
    service_put(&file, "home_store", dms_record_store(sold->order));
    service_put(&file, "handed_over_on",
                dms_time_date(dms_record_int(sold->order, "delivered_at"),
                              dms_unit_offset(unit)));
    if (sold->model != NULL) {
        service_put_same(&file, "make", sold->model, "make");
        service_put_same(&file, "model", sold->model, "series");
        service_put_same(&file, "year", sold->model, "year");
        service_put_same(&file, "energy", sold->model, "energy");
    }
    return service_save(unit, &file);
}

static enum dms_status
open_file(struct dms_unit *unit, const struct dms_event *event, void *data,
          struct dms_error *error)
{
    (void)data;
    struct sold sold = { NULL, NULL, NULL };
    enum dms_status st = read_sale(unit, event->record, &sold, error);
    return st == DMS_OK && sold.car != NULL ? write_file(unit, &sold, error) : st;
}

const struct dms_subscriber after_sales_car_sold_subscriber = {
    .size = sizeof(struct dms_subscriber),
    .name = "after_sales/car_sold",
    .on = "sales.order.delivered",
    .run = open_file,
};
