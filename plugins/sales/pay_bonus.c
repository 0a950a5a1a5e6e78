/* pay_bonus.c - sales.pay_bonus: what a month of deliveries earns a seller beyond his
 * commissions, by the brand's decision; counted again, only the difference is added (row 5). */
#include <stdlib.h>

#include "deal.h"

struct month {
    int64_t user, first; /* first day */
    int64_t cars, sold, before;
    bool counted; /* there are lines of it already */
};

static void
set_time(struct dms_unit *unit, struct dms_json *values, const char *name, int64_t day)
{
    char text[40];
    int64_t offset = dms_unit_offset(unit);
    dms_json_set_text(
        values, name,
        dms_time_print(day * DMS_DAY - offset * DMS_MINUTE, offset, text, sizeof(text)));
}

static struct dms_json *
values_of(struct dms_unit *unit, const struct month *month)
{
    char text[16];
    int64_t year, number, day;
    struct dms_json *values = dms_json_create_object();
    dms_date_split(month->first, &year, &number, &day);
    dms_json_set_integer(values, "user", month->user);
    dms_json_set_integer(values, "store", dms_unit_store(unit));
    dms_json_set_text(values, "month", dms_date_print(month->first, text, sizeof(text)));
    set_time(unit, values, "from", month->first);
    set_time(unit, values, "to",
             dms_date_make(number == 12 ? year + 1 : year, number % 12 + 1, 1));
    return values;
}

static enum dms_status
count_month(struct dms_unit *unit, struct month *month, struct dms_error *error)
{
    static const char delivered[] =
        "{\"where\":{\"owner\":\"$user\",\"store\":\"$store\",\"delivered_at\":{\"gte\":"
        "\"$from\",\"lt\":"
        "\"$to\"},\"state\":{\"in\":[\"delivered\",\"closed\"]}}}";
    static const char counted[] =
        "{\"where\":{\"user\":\"$user\",\"store\":\"$store\",\"month\":\"$month\"}}";
    int64_t lines = 0;
    struct dms_json *values = values_of(unit, month);
    enum dms_status st =
        dms_unit_count(unit, "sales.order", delivered, values, &month->cars, error);
    if (st == DMS_OK)
        st = dms_unit_sum(unit, "sales.order", delivered, values, "price", &month->sold,
                          error);
    if (st == DMS_OK)
        st = dms_unit_sum(unit, "sales.bonus", counted, values, "amount", &month->before,
                          error);
    if (st == DMS_OK)
        st = dms_unit_count(unit, "sales.bonus", counted, values, &lines, error);
    dms_json_destroy(values);
    month->counted = lines > 0;
    return st;
}

static enum dms_status
set_rule(struct dms_record *bonus, const struct dms_json *answer, struct dms_error *error)
{
    char *text = dms_json_print(answer);
    enum dms_status st = dms_record_set_text(bonus, "reasons", text, error);
    free(text);
    if (st == DMS_OK)
        st = dms_record_set_text(bonus, "rule", dms_json_text_at(answer, "rule"), error);
    return st == DMS_OK
               ? dms_record_set_int(bonus, "rule_version",
                                    dms_json_integer_at(answer, "version"), error)
               : st;
}

static enum dms_status
write_line(struct dms_unit *unit, const struct month *month, int64_t amount,
           const struct dms_json *answer, struct dms_error *error)
{
    struct dms_record *bonus = NULL;
    enum dms_status st = dms_unit_new(unit, "sales.bonus", &bonus, error);
    if (st == DMS_OK)
        st = dms_record_set_int(bonus, "user", month->user, error);
    if (st == DMS_OK)
        st = dms_record_set_int(bonus, "month", month->first, error);
    if (st == DMS_OK)
        st = dms_record_set_text(bonus, "kind", month->counted ? "correction" : "earned",
                                 error);
    if (st == DMS_OK)
        st = dms_record_set_int(bonus, "cars", month->cars, error);
    if (st == DMS_OK)
        st = dms_record_set_int(bonus, "sold", month->sold, error);
    if (st == DMS_OK)
        st = dms_record_set_int(bonus, "amount", amount, error);
    if (st == DMS_OK)
        st = set_rule(bonus, answer, error);
    if (st == DMS_OK)
        st = dms_record_set_owner(bonus, month->user, error);
    return st == DMS_OK ? dms_unit_save(unit, bonus, error) : st;
}

static enum dms_status
decide(struct dms_unit *unit, const struct month *month, struct dms_json **answer,
       struct dms_error *error)
{
    struct dms_json *facts = dms_json_create_object();
    dms_json_set_integer(facts, "user", month->user);
    dms_json_set_integer(facts, "month", month->first);
    dms_json_set_integer(facts, "cars", month->cars);
    dms_json_set_integer(facts, "sold", month->sold);
    return sales_ask(unit, "sales.bonus", facts, answer, error);
}

static enum dms_status
read_month(struct dms_unit *unit, const struct dms_json *arguments, struct month *month,
           struct dms_error *error)
{
    int64_t date, year, number, day;
    enum dms_status st =
        dms_date_load(dms_json_text_at(arguments, "month"), &date, error);
    if (st != DMS_OK)
        return st;
    dms_date_split(date, &year, &number, &day);
    *month = (struct month){ .user = dms_json_integer_at(arguments, "user"),
                             .first = dms_date_make(year, number, 1) };
    if (dms_unit_user(unit) != 0 && dms_unit_user(unit) == month->user)
        return dms_fail_field(error, DMS_DENIED, "user", "sales.bonus_self", "");
    return DMS_OK;
}

static enum dms_status
pay_bonus(struct dms_unit *unit, const struct dms_json *arguments, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct month month;
    struct dms_json *decided = NULL;
    enum dms_status st = read_month(unit, arguments, &month, error);
    if (st == DMS_OK)
        st = count_month(unit, &month, error);
    if (st == DMS_OK)
        st = decide(unit, &month, &decided, error);
    int64_t amount = dms_json_integer_at(decided, "amount");
    if (st == DMS_OK && decided != NULL && (!month.counted || amount != month.before))
        st = write_line(unit, &month, amount - month.before, decided, error);
    dms_json_destroy(decided);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "cars", month.cars);
    dms_json_set_text(*answer, "amount", sales_yuan(unit, amount));
    dms_json_set_text(*answer, "added", sales_yuan(unit, amount - month.before));
    return DMS_OK;
}

static const struct dms_argument arguments[] = {
    { .name = "user", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
    { .name = "month", .type = DMS_DATE, .flags = DMS_REQUIRED },
};

const struct dms_call_card sales_pay_bonus_call =
    DMS_CALL(.name = "sales.pay_bonus", .flags = DMS_CALL_EXPOSED,
             DMS_ARGUMENTS(arguments), .permission = "sales.bonus:create",
             .run = pay_bonus);
