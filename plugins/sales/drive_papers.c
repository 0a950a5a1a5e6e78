/* drive_papers.c - before a demo car leaves: a licence that is valid today, a signed agreement, a
 * meter that does not run backwards; when it is back the car knows its mileage (row 21). */
#include "showroom.h"

static enum dms_status
check_papers(struct dms_unit *unit, struct dms_record *drive, void *data,
             struct dms_error *error)
{
    (void)data;
    const struct dms_record *car = NULL;
    if (dms_record_int(drive, "licence_expires_on") < dms_unit_today(unit))
        return dms_fail_field(error, DMS_DENIED, "licence_expires_on",
                              "sales.licence_expired", "date=%s",
                              sales_when(unit, drive, "licence_expires_on"));
    if (dms_record_int(drive, "agreement_signed") == 0)
        return dms_fail_field(error, DMS_DENIED, "agreement_signed",
                              "sales.agreement_first", "");
    enum dms_status st = dms_unit_get(unit, "sales.vehicle",
                                      dms_record_int(drive, "vehicle"), &car, error);
    if (st != DMS_OK ||
        dms_record_int(drive, "mileage_out") >= dms_record_int(car, "mileage"))
        return st;
    return dms_fail_field(error, DMS_INVALID, "mileage_out", "sales.mileage_below_car",
                          "mileage=%lld", (long long)dms_record_int(car, "mileage"));
}

static enum dms_status
note_mileage(struct dms_unit *unit, struct dms_record *drive, void *data,
             struct dms_error *error)
{
    (void)data;
    struct dms_record *car = NULL;
    enum dms_status st = dms_unit_edit(unit, "sales.vehicle",
                                       dms_record_int(drive, "vehicle"), &car, error);
    if (st == DMS_OK)
        st = dms_record_set_int(car, "mileage", dms_record_int(drive, "mileage_in"),
                                error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, car, error);
    return st == DMS_OK ? sales_remember(unit, drive, "test_drive",
                                         "sales.remember_test_drive", error)
                        : st;
}

static const char *const after[] = { "sales/book_test_drive:start", NULL };

const struct dms_hook sales_drive_papers_hooks[] = {
    DMS_HOOK(.name = "sales/drive_papers:start", .on = "sales.test_drive.start",
             .after = after, .run = check_papers),
    DMS_HOOK(.name = "sales/drive_papers:finish", .on = "sales.test_drive.finish",
             .phase = DMS_AFTER, .run = note_mileage),
    { 0 },
};
