/* fleet_offer.c - what the next car of a model costs an organisation: its signed contract of today
 * and the cars it has ordered under it so far (row 32). */
#include <inttypes.h>

#include "deal.h"
#include "plan.h"

static enum dms_status
find_contract(struct dms_unit *unit, const struct dms_json *arguments,
              const struct dms_record **contract, struct dms_error *error)
{
    const struct dms_list *found = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "customer", dms_json_integer_at(arguments, "customer"));
    dms_json_set_integer(values, "store", dms_unit_store(unit));
    dms_json_set_text(values, "today", sales_day(unit, dms_unit_today(unit)));
    enum dms_status st = dms_unit_find(
        unit, "sales.fleet_contract",
        "{\"where\":{\"customer\":\"$customer\",\"store\":\"$store\",\"state\":"
        "\"signed\","
        "\"starts_on\":{\"lte\":\"$today\"},\"ends_on\":{\"gte\":\"$today\"}},"
        "\"sort\":\"-starts_on\",\"limit\":1}",
        values, &found, error);
    dms_json_destroy(values);
    *contract = st == DMS_OK && dms_list_count(found) > 0 ? dms_list_at(found, 0) : NULL;
    return st;
}

static enum dms_status
ordered_so_far(struct dms_unit *unit, const struct dms_record *contract, int64_t *units,
               struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "customer", dms_record_int(contract, "customer"));
    dms_json_set_text(values, "from",
                      sales_day(unit, dms_record_int(contract, "starts_on")));
    dms_json_set_text(values, "to", sales_day(unit, dms_record_int(contract, "ends_on")));
    enum dms_status st = dms_unit_count(
        unit, "sales.order",
        "{\"where\":{\"customer\":\"$customer\",\"signed_at\":{\"gte\":\"$from\","
        "\"lte\":\"$to\"},\"state\":{\"ne\":\"cancelled\"}}}",
        values, units, error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
find_price(struct dms_unit *unit, const struct dms_record *contract, int64_t model,
           int64_t nth, const struct dms_record **price, struct dms_error *error)
{
    const struct dms_list *found = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "contract", dms_record_id(contract));
    dms_json_set_integer(values, "model", model);
    dms_json_set_integer(values, "nth", nth);
    enum dms_status st = dms_unit_find(
        unit, "sales.fleet_price",
        "{\"where\":{\"contract\":\"$contract\",\"model\":\"$model\",\"from_units\":{"
        "\"lte\":\"$nth\"}},\"sort\":\"-from_units\",\"limit\":1}",
        values, &found, error);
    dms_json_destroy(values);
    *price = st == DMS_OK && dms_list_count(found) > 0 ? dms_list_at(found, 0) : NULL;
    return st;
}

static enum dms_status
offer(struct dms_unit *unit, const struct dms_json *arguments, void *data,
      struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *contract = NULL, *price = NULL;
    int64_t ordered = 0;
    enum dms_status st = find_contract(unit, arguments, &contract, error);
    if (st == DMS_OK && (contract == NULL || !dms_unit_may(unit, contract, DMS_READ)))
        st = dms_fail(error, DMS_NOT_FOUND, "sales.fleet_none", "");
    if (st == DMS_OK)
        st = ordered_so_far(unit, contract, &ordered, error);
    if (st == DMS_OK)
        st = find_price(unit, contract, dms_json_integer_at(arguments, "model"),
                        ordered + 1, &price, error);
    if (st == DMS_OK && price == NULL)
        st = dms_fail_field(error, DMS_NOT_FOUND, "model", "sales.fleet_no_price",
                            "nth=%" PRId64, ordered + 1);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "contract", dms_record_id(contract));
    dms_json_set_integer(*answer, "ordered", ordered);
    dms_json_set_integer(*answer, "volume", dms_record_int(contract, "volume"));
    dms_json_set_text(*answer, "price", sales_yuan(unit, dms_record_int(price, "price")));
    return DMS_OK;
}

static const struct dms_argument arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
    { .name = "model", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card sales_fleet_calls[] = {
    DMS_CALL(.name = "sales.fleet_offer", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "sales.fleet_contract:read", DMS_ARGUMENTS(arguments),
             .run = offer),
    { 0 },
};
