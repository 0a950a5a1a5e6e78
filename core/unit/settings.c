/* settings.c - what the dealer's admin has set, and the calendar made of it. */
#include "unit/settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "unit/unit_inside.h"

/* The house reads for itself: a rule may ask for a setting whoever the requester is. */
static const struct dms_list *
find_as_house(struct dms_unit *unit, const char *entity, const char *question,
              const struct dms_json *values)
{
    struct dms_error ignored = { 0 };
    const struct dms_list *list = NULL;
    bool house = unit->actor.house;
    unit->actor.house = true;
    enum dms_status st = dms_unit_find(unit, entity, question, values, &list, &ignored);
    unit->actor.house = house;
    return st == DMS_OK ? list : NULL;
}

const char *
dms_unit_setting(struct dms_unit *unit, const char *name, const char *fallback)
{
    const char *found = fallback;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "name", name);
    dms_json_take_key(values, "store",
                      unit->store != 0 ? dms_json_create_integer(unit->store)
                                       : dms_json_create_null());
    const struct dms_list *list =
        find_as_house(unit, "core.setting",
                      "{\"where\":{\"name\":\"$name\",\"or\":[{\"store\":\"$store\"},{"
                      "\"store\":null}]}}",
                      values);
    int64_t best = -1;
    for (size_t i = 0; list != NULL && i < dms_list_count(list); i++) {
        const struct dms_record *setting = dms_list_at(list, i);
        int64_t store = dms_record_store(setting);
        const char *value = dms_record_text(setting, "value");
        if (value == NULL || store < best)
            continue;
        best = store;
        found = value;
    }
    dms_json_destroy(values);
    return found;
}

/* "08:30" to ms after midnight. */
static int64_t
clock_time(const char *text, int64_t fallback)
{
    char *end;
    if (text == NULL)
        return fallback;
    long hour = strtol(text, &end, 10);
    if (*end != ':' || hour < 0 || hour > 24)
        return fallback;
    long minute = strtol(end + 1, &end, 10);
    return minute < 0 || minute > 59 ? fallback : hour * DMS_HOUR + minute * DMS_MINUTE;
}

/* "1234567": Monday is 1. */
static uint8_t
weekday_bits(const char *text)
{
    unsigned bits = 0;
    for (; text != NULL && *text != '\0'; text++)
        if (*text >= '1' && *text <= '7')
            bits |= 1U << (*text - '1');
    return bits == 0 ? 0x7F : (uint8_t)bits;
}

static void
read_store(struct dms_unit *unit, int64_t id, struct calendar *calendar)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", id);
    const struct dms_list *stores =
        find_as_house(unit, "core.store", "{\"where\":{\"id\":\"$id\"}}", values);
    const struct dms_record *store =
        stores != NULL && dms_list_count(stores) == 1 ? dms_list_at(stores, 0) : NULL;
    calendar->opens =
        clock_time(store ? dms_record_text(store, "opens") : NULL, 17 * DMS_HOUR / 2);
    calendar->closes =
        clock_time(store ? dms_record_text(store, "closes") : NULL, 35 * DMS_HOUR / 2);
    calendar->weekdays = weekday_bits(store ? dms_record_text(store, "weekdays") : NULL);
    dms_json_destroy(values);
}

static void
read_days(struct dms_unit *unit, struct calendar *calendar)
{
    /* The last thousand: some thirty years, and the coming ones among them. */
    const struct dms_list *days = find_as_house(
        unit, "core.calendar_day", "{\"sort\":\"-date\",\"limit\":1000}", NULL);
    size_t count = days != NULL ? dms_list_count(days) : 0;
    int64_t *off = scratch_alloc(unit->scratch, (count + 1) * sizeof(*off));
    int64_t *on = scratch_alloc(unit->scratch, (count + 1) * sizeof(*on));
    for (size_t i = count; i-- > 0;) {
        const struct dms_record *day = dms_list_at(days, i);
        if (dms_record_int(day, "workday") != 0)
            on[calendar->on_count++] = dms_record_int(day, "date");
        else
            off[calendar->off_count++] = dms_record_int(day, "date");
    }
    calendar->days_off = off;
    calendar->days_on = on;
}

const struct calendar *
unit_calendar(struct dms_unit *unit, int64_t store)
{
    if (unit->calendar == NULL || unit->calendar_store != store) {
        struct calendar *calendar = scratch_alloc(unit->scratch, sizeof(*calendar));
        calendar->offset = unit->house->offset;
        read_store(unit, store, calendar);
        read_days(unit, calendar);
        unit->calendar = calendar;
        unit->calendar_store = store;
    }
    return unit->calendar;
}

bool
dms_unit_is_workday(struct dms_unit *unit, int64_t days)
{
    return calendar_is_workday(unit_calendar(unit, unit->store), days);
}

int64_t
dms_unit_work_after(struct dms_unit *unit, int64_t from, int64_t work_ms)
{
    return calendar_work_after(unit_calendar(unit, unit->store), from, work_ms);
}

int64_t
dms_unit_workday_after(struct dms_unit *unit, int64_t days, int64_t count)
{
    return calendar_workday_after(unit_calendar(unit, unit->store), days, count);
}
