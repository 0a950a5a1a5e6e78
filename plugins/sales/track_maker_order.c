/* track_maker_order.c - a car on its way: a new date has a reason and a notice that the customer
 * has to hear, and the car that arrives is the one ordered (row 28). */
#include <string.h>

#include "showroom.h"

static enum dms_status
check_dates(struct dms_unit *unit, struct dms_record *mine, void *data,
            struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL;
    bool moved = dms_record_id(mine) != 0 && dms_record_changed(mine, "expected_on") &&
                 dms_record_old_int(mine, "expected_on") != 0;
    if (dms_record_has(mine, "expected_on") &&
        dms_record_int(mine, "expected_on") < dms_record_int(mine, "ordered_on"))
        return dms_fail_field(error, DMS_INVALID, "expected_on", "sales.maker_date_early",
                              "ordered=%s", sales_when(unit, mine, "ordered_on"));
    if (moved && !dms_record_changed(mine, "change_reason"))
        return dms_fail_field(error, DMS_INVALID, "change_reason",
                              "sales.maker_date_reason", "");
    if (!dms_record_has(mine, "order"))
        return DMS_OK;
    enum dms_status st =
        dms_unit_get(unit, "sales.order", dms_record_int(mine, "order"), &order, error);
    if (st == DMS_OK)
        st = sales_give_to(unit, mine, dms_record_owner(order), error);
    return st == DMS_OK ? sales_not_before(unit, mine, "expected_on", order, error) : st;
}

static enum dms_status
fill_notice(struct dms_record *notice, const struct dms_record *mine,
            struct dms_error *error)
{
    enum dms_status st =
        dms_record_set_int(notice, "maker_order", dms_record_id(mine), error);
    if (st == DMS_OK)
        st = dms_record_set_int(notice, "order", dms_record_int(mine, "order"), error);
    if (st == DMS_OK && dms_record_old_int(mine, "expected_on") != 0)
        st = dms_record_set_int(notice, "old_on", dms_record_old_int(mine, "expected_on"),
                                error);
    if (st == DMS_OK)
        st = dms_record_set_int(notice, "new_on", dms_record_int(mine, "expected_on"),
                                error);
    if (st == DMS_OK)
        st = dms_record_set_text(notice, "reason", dms_record_text(mine, "change_reason"),
                                 error);
    return st == DMS_OK ? dms_record_set_owner(notice, dms_record_owner(mine), error)
                        : st;
}

/* The customer's own order says the date too: he is told it from there. */
static enum dms_status
move_order(struct dms_unit *unit, const struct dms_record *mine, struct dms_error *error)
{
    struct dms_record *order = NULL;
    enum dms_status st =
        dms_unit_edit(unit, "sales.order", dms_record_int(mine, "order"), &order, error);
    if (st == DMS_OK)
        st = dms_record_set_int(order, "expected_on", dms_record_int(mine, "expected_on"),
                                error);
    return st == DMS_OK ? dms_unit_save(unit, order, error) : st;
}

static enum dms_status
tell_date(struct dms_unit *unit, struct dms_record *mine, void *data,
          struct dms_error *error)
{
    (void)data;
    struct dms_record *notice = NULL;
    if (!dms_record_changed(mine, "expected_on") ||
        !dms_record_has(mine, "expected_on") || !dms_record_has(mine, "order"))
        return DMS_OK;
    enum dms_status st = dms_unit_new(unit, "sales.date_notice", &notice, error);
    if (st == DMS_OK)
        st = fill_notice(notice, mine, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, notice, error);
    return st == DMS_OK ? move_order(unit, mine, error) : st;
}

static enum dms_status
note_told(struct dms_unit *unit, struct dms_record *notice, void *data,
          struct dms_error *error)
{
    (void)data;
    enum dms_status st = dms_record_set_int(notice, "told_at", dms_unit_now(unit), error);
    if (st == DMS_OK && dms_unit_user(unit) != 0)
        st = dms_record_set_int(notice, "told_by", dms_unit_user(unit), error);
    return st;
}

static enum dms_status
check_car(struct dms_unit *unit, struct dms_record *mine, void *data,
          struct dms_error *error)
{
    (void)data;
    const struct dms_record *car = NULL;
    enum dms_status st =
        dms_unit_get(unit, "sales.vehicle", dms_record_int(mine, "vehicle"), &car, error);
    if (st == DMS_OK && dms_record_int(car, "model") != dms_record_int(mine, "model"))
        st = dms_fail_field(error, DMS_DENIED, "vehicle", "sales.maker_other_model", "");
    return st == DMS_OK
               ? dms_record_set_int(mine, "arrived_on", dms_unit_today(unit), error)
               : st;
}

static enum dms_status
take_in(struct dms_unit *unit, struct dms_record *mine, void *data,
        struct dms_error *error)
{
    (void)data;
    struct dms_record *car = NULL;
    enum dms_status st = dms_unit_edit(unit, "sales.vehicle",
                                       dms_record_int(mine, "vehicle"), &car, error);
    if (st != DMS_OK || strcmp(dms_record_state(car), "in_transit") != 0)
        return st;
    st = dms_record_set_int(car, "arrived_on", dms_unit_today(unit), error);
    return st == DMS_OK ? dms_unit_transition(unit, car, "arrive", NULL, error) : st;
}

const struct dms_hook sales_track_maker_order_hooks[] = {
    DMS_HOOK(.name = "sales/track_maker_order:dates", .on = "sales.maker_order.save",
             .run = check_dates),
    DMS_HOOK(.name = "sales/track_maker_order:notice", .on = "sales.maker_order.save",
             .phase = DMS_AFTER, .run = tell_date),
    DMS_HOOK(.name = "sales/track_maker_order:car", .on = "sales.maker_order.arrive",
             .run = check_car),
    DMS_HOOK(.name = "sales/track_maker_order:take_in", .on = "sales.maker_order.arrive",
             .phase = DMS_AFTER, .run = take_in),
    DMS_HOOK(.name = "sales/track_maker_order:told", .on = "sales.date_notice.tell",
             .run = note_told),
    { 0 },
};
