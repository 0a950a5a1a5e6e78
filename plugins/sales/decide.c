/* decide.c - asking the brand's rules, and small questions several behaviours share. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sales.h"

static struct dms_json *
facts_of(const struct dms_record *record)
{
    static const char *const numbers[] = { "list_price",    "price",       "discount",
                                           "discount_rate", "gifts_value", "fees",
                                           "model",         "customer",    "vehicle" };
    struct dms_json *facts = dms_json_create_object();
    dms_json_set_text(facts, "entity", dms_record_entity(record));
    dms_json_set_integer(facts, "id", dms_record_id(record));
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        if (dms_record_has(record, numbers[i]))
            dms_json_set_integer(facts, numbers[i], dms_record_int(record, numbers[i]));
    return facts;
}

/* What the dealer paid for the car; a margin can only be told when it is known. */
static enum dms_status
add_cost(struct dms_unit *unit, const struct dms_record *record, struct dms_json *facts,
         struct dms_error *error)
{
    if (!dms_record_has(record, "vehicle"))
        return DMS_OK;
    const struct dms_record *car = NULL;
    enum dms_status st = dms_unit_get(unit, "sales.vehicle",
                                      dms_record_int(record, "vehicle"), &car, error);
    if (st == DMS_OK && dms_record_has(car, "cost"))
        dms_json_set_integer(facts, "cost", dms_record_int(car, "cost"));
    return st;
}

enum dms_status
sales_decide(struct dms_unit *unit, const struct dms_record *record, const char *name,
             struct dms_json **answer, struct dms_error *error)
{
    *answer = NULL;
    if (!dms_unit_can_call(unit, name))
        return DMS_OK;
    struct dms_json *facts = facts_of(record);
    enum dms_status st = add_cost(unit, record, facts, error);
    if (st == DMS_OK)
        st = dms_call(unit, name, facts, answer, error);
    if (st == DMS_UNSUPPORTED) { /* other brands decide this, ours does not */
        dms_error_clear(error);
        st = DMS_OK;
    }
    dms_json_destroy(facts);
    return st;
}

enum dms_status
sales_blame(const struct dms_json *answer, struct dms_error *error)
{
    dms_error_at_rule(error, dms_json_text_at(answer, "rule"));
    dms_error_at_file(error, dms_json_text_at(answer, "file"),
                      dms_json_integer_at(answer, "line"));
    return DMS_DENIED;
}

enum dms_status
sales_find_one(struct dms_unit *unit, const char *entity, const char *query, int64_t id,
               const struct dms_record **record, struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", id);
    const struct dms_list *list = NULL;
    enum dms_status st = dms_unit_find(unit, entity, query, values, &list, error);
    *record = st == DMS_OK && dms_list_count(list) > 0 ? dms_list_at(list, 0) : NULL;
    dms_json_destroy(values);
    return st;
}

enum dms_status
sales_transition_of(struct dms_unit *unit, const struct dms_record *record,
                    const char *field, const char *entity, const char *transition,
                    struct dms_error *error)
{
    struct dms_record *other = NULL;
    if (!dms_record_has(record, field))
        return DMS_OK;
    enum dms_status st =
        dms_unit_edit(unit, entity, dms_record_int(record, field), &other, error);
    if (st == DMS_OK)
        st = dms_unit_transition(unit, other, transition, NULL, error);
    return st;
}

const char *
sales_yuan(struct dms_unit *unit, int64_t fen)
{
    char text[24];
    return dms_scratch_printf(unit, "%s", dms_money_print(fen, text, sizeof(text)));
}

const char *
sales_percent(struct dms_unit *unit, int64_t basis_points)
{
    const char *sign = basis_points < 0 ? "-" : "";
    int64_t size = basis_points < 0 ? -basis_points : basis_points;
    if (size % 100 == 0)
        return dms_scratch_printf(unit, "%s%" PRId64, sign, size / 100);
    return dms_scratch_printf(unit, "%s%" PRId64 ".%02" PRId64, sign, size / 100,
                              size % 100);
}
