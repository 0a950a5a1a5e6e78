/* show_car.c - a car on display is in stock, stands in one place at a time, and is looked over
 * before customers do (row 20). */
#include <string.h>

#include "showroom.h"

static enum dms_status
check_plan(struct dms_unit *unit, struct dms_record *display, void *data,
           struct dms_error *error)
{
    static const char same[] =
        "{\"where\":{\"vehicle\":\"$vehicle\",\"id\":{\"ne\":\"$id\"},\"state\":{\"ne\":"
        "\"ended\"},\"starts_on\":{\"lte\":\"$ends_on\"},\"ends_on\":{\"gte\":"
        "\"$starts_on\"}},\"limit\":1}";
    (void)data;
    const struct dms_record *other = NULL;
    if (!dms_record_has(display, "vehicle") || !dms_record_has(display, "starts_on") ||
        !dms_record_has(display, "ends_on") ||
        strcmp(dms_record_state(display), "ended") == 0)
        return DMS_OK;
    if (dms_record_int(display, "ends_on") < dms_record_int(display, "starts_on"))
        return dms_fail_field(error, DMS_INVALID, "ends_on", "sales.period_upside_down",
                              "");
    enum dms_status st = sales_overlapping(unit, display, same, &other, error);
    if (st != DMS_OK || other == NULL)
        return st;
    return dms_fail_field(error, DMS_CONFLICT, "starts_on", "sales.display_twice",
                          "from=%s|to=%s", sales_when(unit, other, "starts_on"),
                          sales_when(unit, other, "ends_on"));
}

static enum dms_status
mark_car(struct dms_unit *unit, const struct dms_record *display, const char *kind,
         struct dms_error *error)
{
    struct dms_record *car = NULL;
    enum dms_status st = dms_unit_edit(unit, "sales.vehicle",
                                       dms_record_int(display, "vehicle"), &car, error);
    if (st == DMS_OK && strcmp(kind, "display") == 0 &&
        strcmp(dms_record_state(car), "in_stock") != 0)
        st = dms_fail_field(error, DMS_DENIED, "vehicle", "sales.display_not_here", "");
    const char *now = st == DMS_OK ? dms_record_text(car, "kind") : NULL;
    if (st != DMS_OK || (now != NULL && strcmp(now, "demo") == 0))
        return st; /* a demo car stays one */
    st = dms_record_set_text(car, "kind", kind, error);
    if (st == DMS_OK && strcmp(kind, "display") == 0)
        st = dms_record_set_text(car, "location", dms_record_text(display, "place"),
                                 error);
    return st == DMS_OK ? dms_unit_save(unit, car, error) : st;
}

static enum dms_status
put_up(struct dms_unit *unit, struct dms_record *display, void *data,
       struct dms_error *error)
{
    (void)data;
    enum dms_status st = mark_car(unit, display, "display", error);
    return st == DMS_OK ? sales_checklist_make(unit, display, "display", error) : st;
}

static enum dms_status
take_away(struct dms_unit *unit, struct dms_record *display, void *data,
          struct dms_error *error)
{
    (void)data;
    return mark_car(unit, display, "stock", error);
}

const struct dms_hook sales_show_car_hooks[] = {
    DMS_HOOK(.name = "sales/show_car:plan", .on = "sales.display.save",
             .run = check_plan),
    DMS_HOOK(.name = "sales/show_car:show", .on = "sales.display.show",
             .phase = DMS_AFTER, .run = put_up),
    DMS_HOOK(.name = "sales/show_car:end", .on = "sales.display.end", .phase = DMS_AFTER,
             .run = take_away),
    { 0 },
};
