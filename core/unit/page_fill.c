/* page_fill.c - a page's filter speaks of who asks and of the day: "$me", "$today-30". */
#include <stdlib.h>
#include <string.h>

#include "dms/amount.h"
#include "unit/page.h"

/* The day NAME stands for, as of DAY; false: it stands for none. */
static bool
day_of(const char *name, size_t size, int64_t *day)
{
    int64_t year, month, date;
    dms_date_split(*day, &year, &month, &date);
    if (size == 5 && strncmp(name, "today", size) == 0)
        return true;
    if (size == 4 && strncmp(name, "week", size) == 0)
        *day -= dms_date_weekday(*day) - 1;
    else if (size == 5 && strncmp(name, "month", size) == 0)
        *day = dms_date_make(year, month, 1);
    else if (size == 4 && strncmp(name, "year", size) == 0)
        *day = dms_date_make(year, 1, 1);
    else
        return false;
    return true;
}

static struct dms_json *
fill_text(const char *text, int64_t me, int64_t day)
{
    char date[16], *end = NULL;
    size_t size = strcspn(text, "+-");
    if (strcmp(text, "$me") == 0)
        return dms_json_create_integer(me);
    if (text[0] != '$' || !day_of(text + 1, size - 1, &day))
        return dms_json_create_text(text);
    long days = text[size] != '\0' ? strtol(text + size, &end, 10) : 0;
    if (end != NULL && *end != '\0')
        return dms_json_create_text(text); /* the query tells that this is no date */
    return dms_json_create_text(dms_date_print(day + days, date, sizeof(date)));
}

struct dms_json *
page_fill(const struct dms_json *filter, int64_t me, int64_t day)
{
    enum dms_json_kind kind = dms_json_kind(filter);
    if (kind == DMS_JSON_TEXT)
        return fill_text(dms_json_text(filter), me, day);
    if (kind != DMS_JSON_OBJECT && kind != DMS_JSON_ARRAY)
        return dms_json_copy(filter);
    bool object = kind == DMS_JSON_OBJECT;
    struct dms_json *filled = object ? dms_json_create_object() : dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(filter); i++)
        if (object)
            dms_json_take_key(filled, dms_json_key_at(filter, i),
                              page_fill(dms_json_value_at(filter, i), me, day));
        else
            dms_json_take(filled, page_fill(dms_json_at(filter, i), me, day));
    return filled;
}
