/* plate_car.c - the way to the plate: insured, taxed, papers complete; the fee is agreed and the
 * car knows its plate in the end (row 31). */
#include <string.h>

#include "desk.h"

static enum dms_status
load_order(struct dms_unit *unit, const struct dms_record *service,
           const struct dms_record **order, struct dms_error *error)
{
    return dms_unit_get(unit, "sales.order", dms_record_int(service, "order"), order,
                        error);
}

static enum dms_status
begin(struct dms_unit *unit, struct dms_record *service, void *data,
      struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL;
    struct dms_json *answer = NULL;
    if (!dms_record_has(service, "order"))
        return DMS_OK; /* that it is required, the core says */
    enum dms_status st = load_order(unit, service, &order, error);
    if (st == DMS_OK)
        st = dms_record_set_int(service, "customer", dms_record_int(order, "customer"),
                                error);
    if (st == DMS_OK)
        st = sales_purchase_tax(unit, dms_record_int(order, "model"),
                                dms_record_int(order, "price"), &answer, error);
    if (st == DMS_OK && dms_json_at_key(answer, "tax") != NULL)
        st = dms_record_set_int(service, "tax_due", dms_json_integer_at(answer, "tax"),
                                error);
    if (st == DMS_OK && dms_json_text_at(answer, "source") != NULL)
        st = dms_record_set_text(service, "tax_rule", dms_json_text_at(answer, "source"),
                                 error);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
check_fee(struct dms_unit *unit, struct dms_record *service, void *data,
          struct dms_error *error)
{
    (void)unit, (void)data;
    if (dms_record_int(service, "fee") == 0 || dms_record_int(service, "agreed") != 0)
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "agreed", "sales.service_not_agreed", "");
}

static enum dms_status
make_list(struct dms_unit *unit, struct dms_record *service, void *data,
          struct dms_error *error)
{
    return sales_checklist_make(unit, service, data, error);
}

static enum dms_status
check_insured(struct dms_unit *unit, struct dms_record *service, void *data,
              struct dms_error *error)
{
    static const char active[] = "{\"where\":{\"order\":\"$id\",\"kind\":\"compulsory\","
                                 "\"state\":\"active\"},\"limit\":1}";
    (void)data;
    const struct dms_record *policy = NULL;
    if (dms_record_int(service, "insured_elsewhere") != 0)
        return DMS_OK;
    enum dms_status st = sales_find_one(unit, "sales.policy", active,
                                        dms_record_int(service, "order"), &policy, error);
    return st != DMS_OK || policy != NULL
               ? st
               : dms_fail(error, DMS_DENIED, "sales.service_uninsured", "");
}

static enum dms_status
check_papers(struct dms_unit *unit, struct dms_record *service, void *data,
             struct dms_error *error)
{
    enum dms_status st =
        sales_checklist_done(unit, service, data, "sales.plate_papers_open", error);
    return st == DMS_OK
               ? dms_record_set_int(service, "plated_on", dms_unit_today(unit), error)
               : st;
}

static enum dms_status
plate_car(struct dms_unit *unit, struct dms_record *service, void *data,
          struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL;
    struct dms_record *car = NULL;
    enum dms_status st = load_order(unit, service, &order, error);
    if (st != DMS_OK || !dms_record_has(order, "vehicle"))
        return st;
    st = dms_unit_edit(unit, "sales.vehicle", dms_record_int(order, "vehicle"), &car,
                       error);
    if (st == DMS_OK)
        st = dms_record_set_text(car, "plate", dms_record_text(service, "plate"), error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, car, error);
    return st == DMS_OK
               ? sales_remember(unit, service, "plate", "sales.remember_plate", error)
               : st;
}

const struct dms_hook sales_plate_car_hooks[] = {
    DMS_HOOK(.name = "sales/plate_car:begin", .on = "sales.plate_service.create",
             .run = begin),
    DMS_HOOK(.name = "sales/plate_car:fee", .on = "sales.plate_service.save",
             .run = check_fee),
    DMS_HOOK(.name = "sales/plate_car:list", .on = "sales.plate_service.create",
             .phase = DMS_AFTER, .run = make_list, .data = "plate"),
    DMS_HOOK(.name = "sales/plate_car:insured", .on = "sales.plate_service.insure",
             .run = check_insured),
    DMS_HOOK(.name = "sales/plate_car:papers", .on = "sales.plate_service.plate",
             .run = check_papers, .data = "plate"),
    DMS_HOOK(.name = "sales/plate_car:plate", .on = "sales.plate_service.plate",
             .phase = DMS_AFTER, .run = plate_car),
    { 0 },
};
