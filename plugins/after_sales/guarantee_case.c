/* guarantee_case.c - an exchange or a return: answered within so many working days, completed
 * within so many, the use of the car worked out, the resale declared (§26 to §29, §33). */
#include "after_sales.h"

static enum dms_status
price_of_car(struct dms_unit *unit, struct service_fill *paper)
{
    const struct dms_record *car = NULL;
    if (dms_record_has(paper->record, "price") || !dms_record_has(paper->record, "vin"))
        return DMS_OK;
    enum dms_status st =
        service_car_of(unit, dms_record_text(paper->record, "vin"), &car, paper->error);
    if (st == DMS_OK && car != NULL)
        service_put_same(paper, "price", car, "price");
    return st;
}

static enum dms_status
work_out(struct dms_unit *unit, struct dms_record *paper, void *data,
         struct dms_error *error)
{
    (void)data;
    struct dms_json *terms = NULL;
    struct service_fill fill = { .record = paper, .error = error };
    int64_t asked = dms_record_int(paper, "asked_on");
    if (asked > dms_unit_today(unit))
        return dms_fail_field(error, DMS_INVALID, "asked_on", "after_sales.asked_ahead",
                              "");
    fill.st = price_of_car(unit, &fill);
    if (fill.st == DMS_OK)
        fill.st = service_terms(unit, asked, &terms, error);
    if (fill.st != DMS_OK || terms == NULL)
        return fill.st;
    int64_t price = dms_record_int(paper, "price");
    int64_t used = service_compensation(price, dms_record_int(paper, "mileage"),
                                        dms_json_integer_at(terms, "compensation_rate"));
    service_put(&fill, "compensation", used);
    service_put(&fill, "refund", price - used + dms_record_int(paper, "fees"));
    service_put(&fill, "answer_by",
                dms_unit_workday_after(unit, asked,
                                       dms_json_integer_at(terms, "answer_workdays")));
    service_put(&fill, "complete_by",
                dms_unit_workday_after(unit, asked,
                                       dms_json_integer_at(terms, "complete_workdays")));
    dms_json_destroy(terms);
    return fill.st;
}

static enum dms_status
note_answer(struct dms_unit *unit, struct dms_record *paper, void *data,
            struct dms_error *error)
{
    (void)data;
    return dms_record_set_int(paper, "answered_on", dms_unit_today(unit), error);
}

/* §33: who sells the car again has to say what it is. §29: the new car's periods begin anew. */
static enum dms_status
complete(struct dms_unit *unit, struct dms_record *paper, void *data,
         struct dms_error *error)
{
    (void)data;
    if (dms_record_int(paper, "resale_declared") == 0)
        return dms_fail_field(error, DMS_DENIED, "resale_declared",
                              "after_sales.declare_resale", "");
    if (service_is(paper, "kind", "exchange") && !dms_record_has(paper, "new_vin"))
        return dms_fail_field(error, DMS_INVALID, "new_vin", "after_sales.which_new_car",
                              "");
    return dms_record_set_int(paper, "completed_on", dms_unit_today(unit), error);
}

static enum dms_status
begin_anew(struct dms_unit *unit, struct dms_record *paper, void *data,
           struct dms_error *error)
{
    (void)data;
    const struct dms_record *known = NULL;
    if (!service_is(paper, "kind", "exchange"))
        return DMS_OK;
    enum dms_status st =
        service_car_of(unit, dms_record_text(paper, "new_vin"), &known, error);
    if (st != DMS_OK)
        return st;
    struct service_fill car =
        known == NULL
            ? service_begin(unit, "after_sales.car", error)
            : service_edit(unit, "after_sales.car", dms_record_id(known), error);
    if (known == NULL)
        service_put_same(&car, "vin", paper, "new_vin");
    service_put_same(&car, "customer", paper, "customer");
    service_put_same(&car, "price", paper, "price");
    service_put(&car, "handed_over_on", dms_unit_today(unit));
    return service_save(unit, &car);
}

const struct dms_hook after_sales_guarantee_case_hooks[] = {
    DMS_HOOK(.name = "after_sales/guarantee_case",
             .on = "after_sales.guarantee_case.save", .run = work_out),
    DMS_HOOK(.name = "after_sales/guarantee_case:accept",
             .on = "after_sales.guarantee_case.accept", .run = note_answer),
    DMS_HOOK(.name = "after_sales/guarantee_case:refuse",
             .on = "after_sales.guarantee_case.refuse", .run = note_answer),
    DMS_HOOK(.name = "after_sales/guarantee_case:complete",
             .on = "after_sales.guarantee_case.complete", .run = complete),
    DMS_HOOK(.name = "after_sales/guarantee_case:anew",
             .on = "after_sales.guarantee_case.complete", .phase = DMS_AFTER,
             .run = begin_anew),
    { 0 },
};
