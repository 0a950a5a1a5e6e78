/* ledger.c - the proof: the shelf says what its movements sum up to.
 *
 * parts.verify {part} answers {checked, wrong:[{stock, on_hand, value, sum_on_hand,
 * sum_value}]}: every stock line of the store against its journal. */
#include "parts.h"

struct check {
    int64_t checked;
    struct dms_json *wrong;
};

static enum dms_status
sum_of(struct dms_unit *unit, const struct dms_record *stock, const char *field,
       int64_t *sum, struct dms_error *error)
{
    struct dms_json *values = parts_id_values(dms_record_int(stock, "part"));
    dms_json_set_integer(values, "warehouse", dms_record_int(stock, "warehouse"));
    enum dms_status st =
        dms_unit_sum(unit, "parts.movement",
                     "{\"where\":{\"part\":\"$id\",\"warehouse\":\"$warehouse\"}}",
                     values, field, sum, error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
check_stock(struct dms_unit *unit, const struct dms_record *stock, void *context,
            struct dms_error *error)
{
    struct check *check = context;
    int64_t quantity = 0, value = 0;
    int64_t on_hand = dms_record_int(stock, "on_hand"),
            worth = dms_record_int(stock, "value");
    enum dms_status st = sum_of(unit, stock, "quantity", &quantity, error);
    if (st == DMS_OK)
        st = sum_of(unit, stock, "value", &value, error);
    check->checked++;
    bool empty_and_worth = on_hand == 0 && worth != 0;
    if (st != DMS_OK || (quantity == on_hand && value == worth && !empty_and_worth))
        return st;
    struct dms_json *one = dms_json_create_object();
    dms_json_set_integer(one, "stock", dms_record_id(stock));
    dms_json_set_integer(one, "on_hand", on_hand);
    dms_json_set_integer(one, "value", worth);
    dms_json_set_integer(one, "sum_on_hand", quantity);
    dms_json_set_integer(one, "sum_value", value);
    dms_json_take(check->wrong, one);
    return DMS_OK;
}

static enum dms_status
verify(struct dms_unit *unit, const struct dms_json *arguments, void *data,
       struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct check check = { 0, dms_json_create_array() };
    struct dms_json *where = dms_unit_store(unit) != 0
                                 ? parts_only("store", dms_unit_store(unit))
                                 : dms_json_create_object();
    if (dms_json_integer_at(arguments, "part") != 0)
        dms_json_set_integer(where, "part", dms_json_integer_at(arguments, "part"));
    enum dms_status st =
        parts_walk(unit, "parts.stock", where, check_stock, &check, error);
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "checked", check.checked);
    dms_json_take_key(*answer, "wrong", check.wrong);
    return st;
}

static const struct dms_argument arguments[] = { { "part", DMS_INTEGER, 0 } };

const struct dms_call_card parts_ledger_calls[] = {
    DMS_CALL(.name = "parts.verify", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "parts.movement:read", DMS_ARGUMENTS(arguments),
             .run = verify),
    { 0 },
};
