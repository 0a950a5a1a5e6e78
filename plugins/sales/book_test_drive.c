/* book_test_drive.c - a demo car, one customer at a time, a licence that somebody has seen
 * (row 21). */
#include <string.h>

#include "sales.h"

static enum dms_status
check_car(struct dms_unit *unit, const struct dms_record *drive, struct dms_error *error)
{
    const struct dms_record *car = NULL;
    enum dms_status st = dms_unit_get(unit, "sales.vehicle",
                                      dms_record_int(drive, "vehicle"), &car, error);
    if (st != DMS_OK)
        return st;
    const char *kind = dms_record_text(car, "kind");
    if (kind != NULL && strcmp(kind, "demo") == 0)
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "vehicle", "sales.not_a_demo_car", "vin=%s",
                          dms_record_text(car, "vin"));
}

/* Two bookings collide when each begins before the other one ends. */
static enum dms_status
check_calendar(struct dms_unit *unit, const struct dms_record *drive,
               struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"vehicle\":\"$vehicle\",\"state\":{\"in\":[\"booked\",\"driving\"]}"
        ","
        "\"starts_at\":{\"lt\":\"$ends\"},\"ends_at\":{\"gt\":\"$starts\"},"
        "\"id\":{\"ne\":\"$id\"}},\"limit\":1}";
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "vehicle", dms_record_int(drive, "vehicle"));
    dms_json_set_integer(values, "id", dms_record_id(drive));
    dms_json_take_key(values, "starts", dms_record_json(drive, "starts_at"));
    dms_json_take_key(values, "ends", dms_record_json(drive, "ends_at"));
    const struct dms_list *others = NULL;
    enum dms_status st =
        dms_unit_find(unit, "sales.test_drive", query, values, &others, error);
    dms_json_destroy(values);
    if (st != DMS_OK || dms_list_count(others) == 0)
        return st;
    char from[40], to[40];
    const struct dms_record *other = dms_list_at(others, 0);
    return dms_fail_field(error, DMS_CONFLICT, "starts_at", "sales.test_drive_taken",
                          "from=%s|to=%s",
                          dms_time_print(dms_record_int(other, "starts_at"),
                                         dms_unit_offset(unit), from, sizeof(from)),
                          dms_time_print(dms_record_int(other, "ends_at"),
                                         dms_unit_offset(unit), to, sizeof(to)));
}

static enum dms_status
check_booking(struct dms_unit *unit, struct dms_record *drive, void *data,
              struct dms_error *error)
{
    (void)data;
    bool booked =
        dms_record_id(drive) == 0 || strcmp(dms_record_state(drive), "booked") == 0;
    if (!booked || !dms_record_has(drive, "vehicle") ||
        !dms_record_has(drive, "starts_at") || !dms_record_has(drive, "ends_at"))
        return DMS_OK;
    if (dms_record_int(drive, "ends_at") <= dms_record_int(drive, "starts_at")) {
        return dms_fail_field(error, DMS_INVALID, "ends_at",
                              "sales.test_drive_ends_early", "");
    }
    enum dms_status st = check_car(unit, drive, error);
    return st == DMS_OK ? check_calendar(unit, drive, error) : st;
}

static enum dms_status
check_licence(struct dms_unit *unit, struct dms_record *drive, void *data,
              struct dms_error *error)
{
    (void)unit, (void)data;
    if (dms_record_int(drive, "licence_checked") != 0)
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "licence_checked", "sales.licence_unseen",
                          "");
}

static enum dms_status
check_mileage(struct dms_unit *unit, struct dms_record *drive, void *data,
              struct dms_error *error)
{
    (void)unit, (void)data;
    if (dms_record_int(drive, "mileage_in") >= dms_record_int(drive, "mileage_out"))
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "mileage_in", "sales.mileage_backwards",
                          "");
}

const struct dms_hook sales_test_drive_hooks[] = {
    DMS_HOOK(.name = "sales/book_test_drive:save", .on = "sales.test_drive.save",
             .run = check_booking),
    DMS_HOOK(.name = "sales/book_test_drive:start", .on = "sales.test_drive.start",
             .run = check_licence),
    DMS_HOOK(.name = "sales/book_test_drive:finish", .on = "sales.test_drive.finish",
             .run = check_mileage),
    { 0 },
};
