/* allocate.c - one car goes to one order; who comes second hears who has it (rows 15, 28). */
#include <string.h>

#include "deal.h"

/* Colleagues know each other by name, whoever may read the list of users. */
static const char *
name_of(struct dms_unit *unit, int64_t user)
{
    const struct dms_record *record = NULL;
    if (user == 0 || dms_unit_get(unit, "core.user", user, &record, NULL) != DMS_OK)
        return "";
    const char *full = dms_record_text(record, "full_name");
    return full != NULL ? full : dms_record_text(record, "name");
}

static enum dms_status
refuse_taken(struct dms_unit *unit, const struct dms_record *car, struct dms_error *error)
{
    static const char holder[] =
        "{\"where\":{\"vehicle\":\"$id\",\"state\":{\"in\":[\"allocated\",\"ready\","
        "\"delivered\",\"closed\"]}},\"limit\":1}";
    const struct dms_record *order = NULL;
    enum dms_status st =
        sales_find_one(unit, "sales.order", holder, dms_record_id(car), &order, error);
    if (st != DMS_OK)
        return st;
    if (order == NULL)
        return dms_fail_field(error, DMS_DENIED, "vehicle", "sales.vehicle_not_free",
                              "vin=%s|state=%s", dms_record_text(car, "vin"),
                              dms_record_state(car));
    return dms_fail_field(error, DMS_CONFLICT, "vehicle", "sales.vehicle_taken",
                          "vin=%s|order=%s|holder=%s", dms_record_text(car, "vin"),
                          dms_record_text(order, "number"),
                          name_of(unit, dms_record_owner(order)));
}

static enum dms_status
check_car(struct dms_unit *unit, struct dms_record *order, void *data,
          struct dms_error *error)
{
    (void)data;
    const struct dms_record *car = NULL;
    enum dms_status st = dms_unit_get(unit, "sales.vehicle",
                                      dms_record_int(order, "vehicle"), &car, error);
    if (st != DMS_OK)
        return st;
    if (dms_record_int(car, "model") != dms_record_int(order, "model")) {
        return dms_fail_field(error, DMS_DENIED, "vehicle", "sales.vehicle_other_model",
                              "vin=%s", dms_record_text(car, "vin"));
    }
    if (strcmp(dms_record_state(car), "in_stock") != 0)
        return refuse_taken(unit, car, error);
    return DMS_OK;
}

static enum dms_status
reserve_car(struct dms_unit *unit, struct dms_record *order, void *data,
            struct dms_error *error)
{
    (void)data;
    return sales_transition_of(unit, order, "vehicle", "sales.vehicle", "reserve", error);
}

/* Otherwise the car could be exchanged behind the inspector's back. */
static enum dms_status
keep_car(struct dms_unit *unit, struct dms_record *order, void *data,
         struct dms_error *error)
{
    static const char *const early[] = { "draft", "signed", "deposit" };
    (void)unit, (void)data;
    const char *state = dms_record_old_text(order, "state");
    if (!dms_record_changed(order, "vehicle"))
        return DMS_OK;
    for (size_t i = 0; i < sizeof(early) / sizeof(early[0]); i++)
        if (strcmp(state, early[i]) == 0)
            return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "vehicle", "sales.vehicle_kept", "");
}

const struct dms_hook sales_allocate_hooks[] = {
    DMS_HOOK(.name = "sales/allocate:check", .on = "sales.order.@allocated",
             .run = check_car),
    DMS_HOOK(.name = "sales/allocate:reserve", .on = "sales.order.@allocated",
             .phase = DMS_AFTER, .run = reserve_car),
    DMS_HOOK(.name = "sales/allocate:keep", .on = "sales.order.update", .run = keep_car),
    { 0 },
};
