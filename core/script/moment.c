/* moment.c - "@now-24h", "@today+7" in a filter: what is due is then found by an index, and what is
 * not due is never looked at. */
#include <stdlib.h>
#include <string.h>

#include "script/follow_up.h"

/* "+7", "-3d", "+8h", in days or ms. */
static bool
read_distance(const char *text, bool days, int64_t *distance)
{
    char *end = NULL;
    long number = strtol(text, &end, 10);
    *distance = 0;
    if (text[0] == '\0')
        return true;
    if ((text[0] != '+' && text[0] != '-') || end == text || labs(number) > 100000)
        return false;
    bool hours = strcmp(end, "h") == 0 && !days;
    *distance = number * (days ? 1 : hours ? DMS_HOUR : DMS_DAY);
    return hours || *end == '\0' || strcmp(end, "d") == 0;
}

bool
moment_read(const char *text, struct moment *moment)
{
    moment->day = strncmp(text, "@today", 6) == 0;
    if (!moment->day && strncmp(text, "@now", 4) != 0)
        return false;
    return read_distance(text + (moment->day ? 6 : 4), moment->day, &moment->distance);
}

static struct dms_json *
resolve_text(struct dms_unit *unit, const struct dms_json *json)
{
    struct moment moment;
    char text[40];
    int64_t now = dms_unit_now(unit), offset = dms_unit_offset(unit);
    if (dms_json_text(json)[0] != '@' || !moment_read(dms_json_text(json), &moment))
        return dms_json_copy(json);
    return dms_json_create_text(
        moment.day ? dms_date_print(dms_time_date(now, offset) + moment.distance, text,
                                    sizeof(text))
                   : dms_time_print(now + moment.distance, offset, text, sizeof(text)));
}

struct dms_json *
moment_resolve(struct dms_unit *unit, const struct dms_json *json)
{
    enum dms_json_kind kind = dms_json_kind(json);
    struct dms_json *copy = NULL;
    if (kind == DMS_JSON_TEXT)
        return resolve_text(unit, json);
    if (kind != DMS_JSON_OBJECT && kind != DMS_JSON_ARRAY)
        return dms_json_copy(json);
    copy = kind == DMS_JSON_OBJECT ? dms_json_create_object() : dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(json); i++)
        if (kind == DMS_JSON_OBJECT)
            dms_json_take_key(copy, dms_json_key_at(json, i),
                              moment_resolve(unit, dms_json_value_at(json, i)));
        else
            dms_json_take(copy, moment_resolve(unit, dms_json_at(json, i)));
    return copy;
}
