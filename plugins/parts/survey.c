/* survey.c - see survey.h (rows 69, 76, 77). */
#include "survey.h"

#include <stdlib.h>
#include <string.h>

#include "average.h"

static void *
grown(void *memory, size_t size)
{
    void *more = realloc(memory, size);
    if (more == NULL)
        abort(); /* as everywhere in the house: no memory, no work */
    return more;
}

static int64_t
given(const struct dms_record *record, const char *field)
{
    return dms_record_has(record, field) ? dms_record_int(record, field) : -1;
}

static enum dms_status
add_part(struct dms_unit *unit, const struct dms_record *part, void *context,
         struct dms_error *error)
{
    struct parts_survey *survey = context;
    (void)unit, (void)error;
    if (survey->count == survey->room) {
        survey->room = survey->room * 2 + 256;
        survey->parts = grown(survey->parts, survey->room * sizeof(*survey->parts));
    }
    survey->parts[survey->count++] = (struct parts_surveyed){
        .part = dms_record_id(part),
        .minimum = given(part, "minimum"),
        .maximum = given(part, "maximum"),
        .pack = given(part, "pack"),
        .lead_days = given(part, "lead_days"),
        .code = dms_record_text(part, "code"),
        .class = 'C',
    };
    return DMS_OK;
}

static struct parts_surveyed *
find_part(struct parts_survey *survey, int64_t part)
{
    size_t low = 0, high = survey->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (survey->parts[middle].part < part)
            low = middle + 1;
        else
            high = middle;
    }
    return low < survey->count && survey->parts[low].part == part ? &survey->parts[low]
                                                                  : NULL;
}

static int64_t
month_number(int64_t days)
{
    int64_t year, month, day;
    dms_date_split(days, &year, &month, &day);
    return year * 12 + month - 1;
}

static int64_t
month_back(struct dms_unit *unit, int64_t months)
{
    int64_t number = month_number(dms_unit_today(unit)) - months;
    return dms_date_make(number / 12, number % 12 + 1, 1);
}

struct reading {
    struct parts_survey *survey;
    int64_t first, year; /* months by number: the first column; where the year begins */
};

static enum dms_status
add_demand(struct dms_unit *unit, const struct dms_record *demand, void *context,
           struct dms_error *error)
{
    struct reading *reading = context;
    struct parts_survey *survey = reading->survey;
    struct parts_surveyed *part = find_part(survey, dms_record_int(demand, "part"));
    int64_t month = month_number(dms_record_int(demand, "month"));
    (void)unit, (void)error;
    if (part == NULL)
        return DMS_OK;
    if (month >= reading->year)
        part->year_value += dms_record_int(demand, "value");
    int64_t column = month - reading->first;
    int64_t wanted = dms_record_int(demand, "quantity") + dms_record_int(demand, "lost");
    if (survey->demand != NULL && column >= 0 && column < (int64_t)survey->months)
        survey
            ->demand[(size_t)(part - survey->parts) * survey->months + (size_t)column] +=
            wanted > 0 ? (double)wanted / 1000 : 0;
    return DMS_OK;
}

static enum dms_status
add_stock(struct dms_unit *unit, const struct dms_record *stock, void *context,
          struct dms_error *error)
{
    struct parts_surveyed *part = find_part(context, dms_record_int(stock, "part"));
    (void)unit, (void)error;
    if (part == NULL)
        return DMS_OK;
    part->on_hand += dms_record_int(stock, "on_hand");
    part->reserved += dms_record_int(stock, "reserved");
    part->coming +=
        dms_record_int(stock, "in_transit") + dms_record_int(stock, "on_order");
    part->value += dms_record_int(stock, "value");
    if (dms_record_int(stock, "last_out_on") > part->last_out_on)
        part->last_out_on = dms_record_int(stock, "last_out_on");
    if (dms_record_int(stock, "last_in_on") > part->last_in_on)
        part->last_in_on = dms_record_int(stock, "last_in_on");
    return DMS_OK;
}

/* What was wanted of the old one is wanted of the newest. */
static enum dms_status
move_demand(struct dms_unit *unit, const struct dms_record *step, void *context,
            struct dms_error *error)
{
    struct parts_survey *survey = context;
    int64_t newest = 0, old_quantity = 0, new_quantity = 0;
    struct parts_surveyed *old = find_part(survey, dms_record_int(step, "old_part"));
    if (old == NULL || old->superseded_by != 0)
        return DMS_OK;
    enum dms_status st =
        parts_newest(unit, old->part, &newest, &old_quantity, &new_quantity, error);
    struct parts_surveyed *new = find_part(survey, newest);
    if (st != DMS_OK || new == NULL || new == old)
        return st;
    double *from = &survey->demand[(size_t)(old - survey->parts) * survey->months],
           *to = &survey->demand[(size_t)(new - survey->parts) * survey->months];
    for (size_t i = 0; i < survey->months; i++) {
        to[i] += from[i] * (double)new_quantity / (double)old_quantity;
        from[i] = 0;
    }
    old->superseded_by = newest;
    new->year_value += old->year_value;
    old->year_value = 0;
    return DMS_OK;
}

static struct dms_json *
of_store(struct dms_unit *unit)
{
    return parts_only("store", dms_unit_store(unit));
}

static enum dms_status
read_demand(struct dms_unit *unit, struct parts_survey *survey, int64_t months,
            struct dms_error *error)
{
    char text[16];
    struct dms_json *where = of_store(unit), *since = dms_json_create_object();
    int64_t first = month_back(unit, months > 12 ? months : 12);
    struct reading reading = {
        .survey = survey,
        .first = month_number(dms_unit_today(unit)) - (int64_t)survey->months,
        .year = month_number(dms_unit_today(unit)) - 12,
    };
    survey->first_month = month_back(unit, (int64_t)survey->months);
    dms_json_set_text(since, "gte", dms_date_print(first, text, sizeof(text)));
    dms_json_take_key(where, "month", since);
    return parts_walk(unit, "parts.demand", where, add_demand, &reading, error);
}

/* Months of many parts, as they come. */
static enum dms_status
add_used(struct dms_unit *unit, const struct dms_record *demand, void *context,
         struct dms_error *error)
{
    struct parts_survey *survey = context;
    (void)unit, (void)error;
    if (survey->count == survey->room) {
        survey->room = survey->room * 2 + 4096;
        survey->parts = grown(survey->parts, survey->room * sizeof(*survey->parts));
    }
    survey->parts[survey->count++] =
        (struct parts_surveyed){ .part = dms_record_int(demand, "part"),
                                 .year_value = dms_record_int(demand, "value"),
                                 .class = 'C' };
    return DMS_OK;
}

static int
by_part(const void *left, const void *right)
{
    int64_t a = ((const struct parts_surveyed *)left)->part,
            b = ((const struct parts_surveyed *)right)->part;
    return (a > b) - (a < b);
}

static void
merge_months(struct parts_survey *survey)
{
    size_t count = 0;
    if (survey->count > 0)
        qsort(survey->parts, survey->count, sizeof(*survey->parts), by_part);
    for (size_t i = 0; i < survey->count; i++) {
        if (count > 0 && survey->parts[count - 1].part == survey->parts[i].part)
            survey->parts[count - 1].year_value += survey->parts[i].year_value;
        else
            survey->parts[count++] = survey->parts[i];
    }
    survey->count = count;
}

enum dms_status
parts_survey_value(struct dms_unit *unit, struct parts_survey *survey,
                   struct dms_error *error)
{
    char text[16];
    struct dms_json *where = of_store(unit), *since = dms_json_create_object();
    *survey = (struct parts_survey){ 0 };
    dms_json_set_text(since, "gte",
                      dms_date_print(month_back(unit, 12), text, sizeof(text)));
    dms_json_take_key(where, "month", since);
    enum dms_status st = parts_walk(unit, "parts.demand", where, add_used, survey, error);
    merge_months(survey);
    for (size_t i = 0; st == DMS_OK && i < survey->count; i++) {
        const struct dms_record *part = NULL;
        st = dms_unit_get(unit, "parts.part", survey->parts[i].part, &part, error);
        if (st == DMS_OK)
            survey->parts[i].code = dms_record_text(part, "code");
    }
    return st;
}

enum dms_status
parts_survey_take(struct dms_unit *unit, const struct parts_policy *policy,
                  struct parts_survey *survey, struct dms_error *error)
{
    *survey = (struct parts_survey){ .months = (size_t)policy->months };
    enum dms_status st =
        parts_walk(unit, "parts.part", of_store(unit), add_part, survey, error);
    if (st != DMS_OK)
        return st;
    size_t cells = survey->count * survey->months + 1;
    survey->demand = grown(NULL, cells * sizeof(*survey->demand));
    memset(survey->demand, 0, cells * sizeof(*survey->demand));
    for (size_t i = 0; i < survey->count; i++)
        survey->parts[i].demand = &survey->demand[i * survey->months];
    st = read_demand(unit, survey, policy->months, error);
    if (st == DMS_OK)
        st = parts_walk(unit, "parts.stock", of_store(unit), add_stock, survey, error);
    return st == DMS_OK ? parts_walk(unit, "parts.supersession", of_store(unit),
                                     move_demand, survey, error)
                        : st;
}

void
parts_survey_clear(struct parts_survey *survey)
{
    free(survey->parts);
    free(survey->demand);
    *survey = (struct parts_survey){ 0 };
}

static int
by_value(const void *left, const void *right)
{
    const struct parts_surveyed *a = *(struct parts_surveyed *const *)left,
                                *b = *(struct parts_surveyed *const *)right;
    if (a->year_value != b->year_value)
        return a->year_value < b->year_value ? 1 : -1;
    return (a->part > b->part) - (a->part < b->part);
}

void
parts_survey_classify(struct parts_survey *survey, int64_t share_a, int64_t share_b,
                      struct parts_surveyed **order)
{
    int64_t total = 0, sum = 0;
    for (size_t i = 0; i < survey->count; i++) {
        order[i] = &survey->parts[i];
        if (order[i]->year_value > 0)
            total += order[i]->year_value;
    }
    qsort(order, survey->count, sizeof(*order), by_value);
    for (size_t i = 0; i < survey->count && order[i]->year_value > 0; i++) {
        sum += order[i]->year_value;
        int64_t share = parts_share(10000, sum, total);
        order[i]->class = i == 0 || share <= share_a ? 'A' : share <= share_b ? 'B' : 'C';
    }
}
