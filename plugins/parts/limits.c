/* limits.c - the least that should lie on the shelf is not more than the most. */
#include "parts.h"

static enum dms_status
compare_limits(struct dms_unit *unit, struct dms_record *part, void *data,
               struct dms_error *error)
{
    (void)unit, (void)data;
    if (!dms_record_has(part, "minimum") || !dms_record_has(part, "maximum") ||
        dms_record_int(part, "minimum") <= dms_record_int(part, "maximum"))
        return DMS_OK;
    char least[24], most[24];
    return dms_fail_field(
        error, DMS_INVALID, "minimum", "parts.limits", "minimum=%s|maximum=%s",
        dms_decimal_print(dms_record_int(part, "minimum"), least, sizeof(least)),
        dms_decimal_print(dms_record_int(part, "maximum"), most, sizeof(most)));
}

const struct dms_hook parts_limits_hooks[] = {
    DMS_HOOK(.name = "parts/limits", .on = "parts.part.save", .run = compare_limits),
    { 0 },
};
