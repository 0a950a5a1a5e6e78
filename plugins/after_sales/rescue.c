/* rescue.c - help on the road: who was sent when, how long it took to be there (row 61); and the
 * corrections of an inspection round are looked at again by somebody else (row 58). */
#include "after_sales.h"

static enum dms_status
find_car(struct dms_unit *unit, struct dms_record *rescue, void *data,
         struct dms_error *error)
{
    (void)data;
    const struct dms_record *car = NULL;
    if (dms_record_id(rescue) == 0 &&
        dms_record_int(rescue, "called_at") > dms_unit_now(unit))
        return dms_fail_field(error, DMS_INVALID, "called_at", "after_sales.called_ahead",
                              "");
    return service_find_car(unit, rescue, false, &car, error);
}

static enum dms_status
note_dispatch(struct dms_unit *unit, struct dms_record *rescue, void *data,
              struct dms_error *error)
{
    (void)data;
    return dms_record_set_int(rescue, "dispatched_at", dms_unit_now(unit), error);
}

static enum dms_status
note_arrival(struct dms_unit *unit, struct dms_record *rescue, void *data,
             struct dms_error *error)
{
    (void)data;
    struct service_fill fill = { .record = rescue, .error = error };
    int64_t waited = dms_unit_now(unit) - dms_record_int(rescue, "called_at");
    service_put(&fill, "arrived_at", dms_unit_now(unit));
    service_put(&fill, "minutes_to_arrival", waited / DMS_MINUTE);
    return fill.st;
}

static enum dms_status
note_end(struct dms_unit *unit, struct dms_record *rescue, void *data,
         struct dms_error *error)
{
    (void)data;
    return dms_record_set_int(rescue, "ended_at", dms_unit_now(unit), error);
}

static enum dms_status
look_again(struct dms_unit *unit, struct dms_record *round, void *data,
           struct dms_error *error)
{
    (void)data;
    if (dms_unit_user(unit) == dms_record_int(round, "responsible"))
        return dms_fail_field(error, DMS_DENIED, "responsible",
                              "after_sales.recheck_by_other", "");
    return dms_record_set_int(round, "rechecked_by", dms_unit_user(unit), error);
}

const struct dms_hook after_sales_rescue_hooks[] = {
    DMS_HOOK(.name = "after_sales/rescue:car", .on = "after_sales.rescue.save",
             .run = find_car),
    DMS_HOOK(.name = "after_sales/rescue:dispatch", .on = "after_sales.rescue.dispatch",
             .run = note_dispatch),
    DMS_HOOK(.name = "after_sales/rescue:arrive", .on = "after_sales.rescue.arrive",
             .run = note_arrival),
    DMS_HOOK(.name = "after_sales/rescue:finish", .on = "after_sales.rescue.finish",
             .run = note_end),
    DMS_HOOK(.name = "after_sales/rescue:recheck",
             .on = "after_sales.quality_round.accept", .run = look_again),
    { 0 },
};
