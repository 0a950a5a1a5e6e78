/* span.c - "three working days" as data, and the moment it leads to. */
#include <string.h>

#include "script/compile.h"

struct span
span_read(const struct dms_json *json)
{
    static const char *const kinds[] = { "", "elapsed", "open", "workdays", "moment" };
    struct span span = { 0 };
    const char *kind = dms_json_text_at(json, "span");
    for (uint32_t i = 1; kind != NULL && i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (strcmp(kind, kinds[i]) == 0)
            span.kind = i;
    span.amount = dms_json_integer_at(json, "amount");
    return span;
}

int64_t
span_after(struct dms_unit *unit, struct span span, int64_t from)
{
    int64_t offset = dms_unit_offset(unit), days = dms_time_date(from, offset);
    switch (span.kind) {
    case 1: return from + span.amount;
    case 2: return dms_unit_work_after(unit, from, span.amount);
    /* The same time of day, that many working days later. */
    case 3: return from + (dms_unit_workday_after(unit, days, span.amount) - days) * DMS_DAY;
    case 4: return span.amount;
    default: return from;
    }
}
