/* inspect.c - 验车: the car before us is the one in the order, and all four points are right
 * (row 29). The last inspection counts. */
#include <string.h>
#include <strings.h>

#include "sales.h"

static bool
passes(const struct dms_record *inspection)
{
    static const char *const points[] = { "performance", "exterior", "interior",
                                          "accessories" };
    for (size_t i = 0; i < sizeof(points) / sizeof(points[0]); i++)
        if (dms_record_int(inspection, points[i]) == 0)
            return false;
    return true;
}

static enum dms_status
compare_car(struct dms_unit *unit, struct dms_record *inspection, void *data,
            struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL, *car = NULL;
    const char *seen = dms_record_text(inspection, "vin_seen");
    if (!dms_record_has(inspection, "order"))
        return DMS_OK; /* that it is required, the core says */
    enum dms_status st = dms_unit_get(unit, "sales.order",
                                      dms_record_int(inspection, "order"), &order, error);
    if (st != DMS_OK)
        return st;
    if (!dms_record_has(order, "vehicle"))
        return dms_fail(error, DMS_DENIED, "sales.no_vehicle", "order=%s",
                        dms_record_text(order, "number"));
    st = dms_unit_get(unit, "sales.vehicle", dms_record_int(order, "vehicle"), &car,
                      error);
    if (st == DMS_OK && seen != NULL &&
        strcasecmp(seen, dms_record_text(car, "vin")) != 0) {
        return dms_fail_field(error, DMS_DENIED, "vin_seen", "sales.wrong_car",
                              "seen=%s|vin=%s", seen, dms_record_text(car, "vin"));
    }
    if (st == DMS_OK)
        st = dms_record_set_int(inspection, "vehicle", dms_record_id(car), error);
    if (st == DMS_OK)
        st = dms_record_set_text(inspection, "result",
                                 passes(inspection) ? "pass" : "fail", error);
    return st;
}

static enum dms_status
note_result(struct dms_unit *unit, struct dms_record *inspection, void *data,
            struct dms_error *error)
{
    (void)data;
    struct dms_record *order = NULL;
    enum dms_status st = dms_unit_edit(
        unit, "sales.order", dms_record_int(inspection, "order"), &order, error);
    if (st == DMS_OK)
        st = dms_record_set_int(order, "car_checked", passes(inspection), error);
    return st == DMS_OK ? dms_unit_save(unit, order, error) : st;
}

const struct dms_hook sales_inspection_hooks[] = {
    DMS_HOOK(.name = "sales/inspect:compare", .on = "sales.inspection.create",
             .run = compare_car),
    DMS_HOOK(.name = "sales/inspect:note", .on = "sales.inspection.create",
             .phase = DMS_AFTER, .run = note_result),
    { 0 },
};
