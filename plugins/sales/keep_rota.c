/* keep_rota.c - a shift ends after it starts, and nobody stands in two at once (row 16). */
#include "showroom.h"

static enum dms_status
check_shift(struct dms_unit *unit, struct dms_record *shift, void *data,
            struct dms_error *error)
{
    static const char same[] =
        "{\"where\":{\"user\":\"$user\",\"id\":{\"ne\":\"$id\"},\"starts_at\":{\"lt\":"
        "\"$ends_at\"},\"ends_at\":{\"gt\":\"$starts_at\"}},\"limit\":1}";
    (void)data;
    const struct dms_record *other = NULL;
    if (!dms_record_has(shift, "user") || !dms_record_has(shift, "starts_at") ||
        !dms_record_has(shift, "ends_at"))
        return DMS_OK; /* that they are required, the core says */
    if (dms_record_int(shift, "ends_at") <= dms_record_int(shift, "starts_at"))
        return dms_fail_field(error, DMS_INVALID, "ends_at", "sales.rota_ends_early", "");
    enum dms_status st = sales_overlapping(unit, shift, same, &other, error);
    if (st != DMS_OK || other == NULL)
        return st;
    return dms_fail_field(error, DMS_CONFLICT, "starts_at", "sales.rota_twice",
                          "from=%s|to=%s", sales_when(unit, other, "starts_at"),
                          sales_when(unit, other, "ends_at"));
}

const struct dms_hook sales_keep_rota_hooks[] = {
    DMS_HOOK(.name = "sales/keep_rota", .on = "sales.rota.save", .run = check_shift),
    { 0 },
};
