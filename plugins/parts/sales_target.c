/* sales_target.c - what the counter is to sell, and what it has (row 81).
 *
 * parts.sales {month} answers {month, total, cost, people:[{user, name, sold, cost, target,
 * rate}]}: fen and basis points of the target. */
#include <string.h>

#include "average.h"
#include "parts.h"

static const struct dms_field fields[] = {
    { .name = "month", .type = DMS_DATE, .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "user",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED },
    { .name = "amount",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = PARTS_MONEY },
};
static const struct dms_index indexes[] = { { .fields = "store,month,user",
                                              .unique = 1 } };

const struct dms_entity parts_sales_target_entity =
    DMS_ENTITY(.name = "parts.sales_target", DMS_FIELDS(fields), DMS_INDEXES(indexes));

static enum dms_status
first_of_month(struct dms_unit *unit, struct dms_record *target, void *data,
               struct dms_error *error)
{
    (void)unit, (void)data;
    int64_t year, month, day;
    if (!dms_record_has(target, "month"))
        return DMS_OK;
    dms_date_split(dms_record_int(target, "month"), &year, &month, &day);
    return dms_record_set_int(target, "month", dms_date_make(year, month, 1), error);
}

const struct dms_hook parts_sales_target_hooks[] = {
    DMS_HOOK(.name = "parts/sales_target", .on = "parts.sales_target.save",
             .run = first_of_month),
    { 0 },
};

#define PEOPLE 200

struct person {
    int64_t user, sold, cost, target;
};

struct month {
    struct person people[PEOPLE];
    size_t count;
};

static struct person *
person_of(struct month *month, int64_t user)
{
    for (size_t i = 0; i < month->count; i++)
        if (month->people[i].user == user)
            return &month->people[i];
    if (month->count == PEOPLE)
        return &month->people[PEOPLE - 1];
    month->people[month->count].user = user;
    return &month->people[month->count++];
}

static enum dms_status
add_movement(struct dms_unit *unit, const struct dms_record *movement, void *context,
             struct dms_error *error)
{
    (void)unit, (void)error;
    struct person *person = person_of(context, dms_record_owner(movement));
    person->sold += dms_record_int(movement, "amount");
    person->cost -= dms_record_int(movement, "value");
    return DMS_OK;
}

static enum dms_status
add_target(struct dms_unit *unit, const struct dms_record *target, void *context,
           struct dms_error *error)
{
    (void)unit, (void)error;
    person_of(context, dms_record_int(target, "user"))->target +=
        dms_record_int(target, "amount");
    return DMS_OK;
}

static struct dms_json *
between(int64_t from, int64_t to)
{
    char text[16];
    struct dms_json *days = dms_json_create_object();
    dms_json_set_text(days, "gte", dms_date_print(from, text, sizeof(text)));
    dms_json_set_text(days, "lt", dms_date_print(to, text, sizeof(text)));
    return days;
}

static enum dms_status
collect(struct dms_unit *unit, int64_t from, int64_t to, struct month *month,
        struct dms_error *error)
{
    struct dms_json *where = parts_only("store", dms_unit_store(unit)),
                    *kind = dms_json_create_object(), *kinds = dms_json_create_array(),
                    *targets = dms_json_create_object();
    dms_json_take(kinds, dms_json_create_text("sale"));
    dms_json_take(kinds, dms_json_create_text("sale_return"));
    dms_json_take_key(kind, "in", kinds);
    dms_json_take_key(where, "kind", kind);
    dms_json_take_key(where, "dated_on", between(from, to));
    dms_json_set_integer(targets, "store", dms_unit_store(unit));
    dms_json_take_key(targets, "month", between(from, to));
    enum dms_status st =
        parts_walk(unit, "parts.movement", where, add_movement, month, error);
    if (st != DMS_OK) {
        dms_json_destroy(targets);
        return st;
    }
    return parts_walk(unit, "parts.sales_target", targets, add_target, month, error);
}

static void
answer_people(const struct month *month, struct dms_json *answer)
{
    int64_t sold = 0, cost = 0;
    struct dms_json *people = dms_json_create_array();
    for (size_t i = 0; i < month->count; i++) {
        const struct person *person = &month->people[i];
        struct dms_json *one = dms_json_create_object();
        dms_json_set_integer(one, "user", person->user);
        dms_json_set_integer(one, "sold", person->sold);
        dms_json_set_integer(one, "cost", person->cost);
        dms_json_set_integer(one, "target", person->target);
        if (person->target > 0)
            dms_json_set_integer(one, "rate",
                                 parts_share(10000, person->sold, person->target));
        dms_json_take(people, one);
        sold += person->sold;
        cost += person->cost;
    }
    dms_json_take_key(answer, "people", people);
    dms_json_set_integer(answer, "sold", sold);
    dms_json_set_integer(answer, "cost", cost);
}

static enum dms_status
answer_sales(struct dms_unit *unit, const struct dms_json *arguments, void *data,
             struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    char text[16];
    int64_t days = 0, year, month, day;
    enum dms_status st =
        dms_date_load(dms_json_text_at(arguments, "month"), &days, error);
    if (st != DMS_OK)
        return st;
    dms_date_split(days, &year, &month, &day);
    int64_t from = dms_date_make(year, month, 1);
    int64_t to =
        month == 12 ? dms_date_make(year + 1, 1, 1) : dms_date_make(year, month + 1, 1);
    struct month *all = dms_scratch_alloc(unit, sizeof(*all));
    st = collect(unit, from, to, all, error);
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "month", dms_date_print(from, text, sizeof(text)));
    answer_people(all, *answer);
    return st;
}

static const struct dms_argument arguments[] = { { "month", DMS_DATE, DMS_REQUIRED } };

const struct dms_call_card parts_sales_calls[] = {
    DMS_CALL(.name = "parts.sales", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "parts.sales_target:read", DMS_ARGUMENTS(arguments),
             .run = answer_sales),
    { 0 },
};
