/* backtest_days.c - what a rule would have done otherwise, day by day, for a chart. */
#include <stdlib.h>

#include "script/backtest.h"

struct trial_day {
    int64_t day; /* since 1970, of the store */
    int64_t same, added, gone, changed;
};

static int64_t
day_of(const struct occurrence *where)
{
    int64_t local = where->at + where->offset * INT64_C(60000);
    return local / DMS_DAY - (local % DMS_DAY < 0);
}

/* Nearly always the day before the last one that was asked for is the one. */
static struct trial_day *
find(struct trial *trial, int64_t day)
{
    for (size_t i = trial->day_count; i-- > 0;)
        if (trial->days[i].day == day)
            return &trial->days[i];
    trial->days = script_grow(trial->days, (trial->day_count + 1) * sizeof(*trial->days));
    trial->days[trial->day_count] = (struct trial_day){ .day = day };
    return &trial->days[trial->day_count++];
}

void
days_count(struct trial *trial, const struct occurrence *where,
           const struct outcome *outcome, bool same)
{
    struct trial_day *day = find(trial, day_of(where));
    if (same)
        day->same++;
    else if (outcome->then == NULL)
        day->added++;
    else if (outcome->now == NULL)
        day->gone++;
    else
        day->changed++;
}

static int
compare_days(const void *left, const void *right)
{
    const struct trial_day *one = left, *other = right;
    return one->day < other->day ? -1 : one->day > other->day;
}

struct dms_json *
days_report(struct trial *trial)
{
    struct dms_json *list = dms_json_create_array();
    char text[40];
    if (trial->day_count > 0)
        qsort(trial->days, trial->day_count, sizeof(*trial->days), compare_days);
    for (size_t i = 0; i < trial->day_count; i++) {
        const struct trial_day *day = &trial->days[i];
        struct dms_json *item = dms_json_create_object();
        dms_json_set_text(item, "date", dms_date_print(day->day, text, sizeof(text)));
        dms_json_set_integer(item, "same", day->same);
        dms_json_set_integer(item, "new", day->added);
        dms_json_set_integer(item, "gone", day->gone);
        dms_json_set_integer(item, "changed", day->changed);
        dms_json_take(list, item);
    }
    return list;
}
