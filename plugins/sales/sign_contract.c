/* sign_contract.c - a contract is signed only when it says what all other papers say; a signed
 * one does not change; no car is handed over against it (rows 27, 30). */
#include <string.h>

#include "deal.h"

/* Two papers that are both signed would leave it to a judge which one holds. */
enum dms_status
sales_contract_refuse_second(struct dms_unit *unit, const struct dms_record *contract,
                             struct dms_error *error)
{
    static const char valid[] =
        "{\"where\":{\"order\":\"$id\",\"state\":\"signed\"},\"limit\":1}";
    const struct dms_record *other = NULL;
    enum dms_status st = sales_find_one(unit, "sales.contract", valid,
                                        dms_record_int(contract, "order"), &other, error);
    if (st != DMS_OK || other == NULL)
        return st;
    return dms_fail_field(error, DMS_DENIED, "order", "sales.contract_there",
                          "contract=%s", dms_record_text(other, "number"));
}

static enum dms_status
refuse_unlike(struct dms_unit *unit, const struct dms_record *contract, const char *key,
              struct dms_error *error)
{
    struct dms_json *list = NULL;
    enum dms_status st = sales_contract_differences(unit, contract, &list, error);
    if (st == DMS_OK && dms_json_count(list) > 0) {
        st = dms_fail_field(
            error, DMS_DENIED, dms_json_text_at(dms_json_at(list, 0), "field"), key,
            "contract=%s|differences=%s", dms_record_text(contract, "number"),
            sales_differences_text(unit, list));
        dms_error_at_rule(error, "sales/sign_contract");
    }
    dms_json_destroy(list);
    return st;
}

static enum dms_status
sign(struct dms_unit *unit, struct dms_record *contract, void *data,
     struct dms_error *error)
{
    (void)data;
    enum dms_status st = sales_contract_refuse_second(unit, contract, error);
    if (st == DMS_OK)
        st = refuse_unlike(unit, contract, "sales.contract_unlike", error);
    if (st == DMS_OK)
        st = dms_record_set_int(contract, "signed_at", dms_unit_now(unit), error);
    if (st == DMS_OK && dms_unit_user(unit) != 0)
        st = dms_record_set_int(contract, "signed_for_store", dms_unit_user(unit), error);
    return st;
}

static enum dms_status
tell(struct dms_unit *unit, struct dms_record *contract, void *data,
     struct dms_error *error)
{
    (void)data;
    return sales_remember(unit, contract, "contract", "sales.remember_contract", error);
}

static enum dms_status
keep_signed(struct dms_unit *unit, struct dms_record *contract, void *data,
            struct dms_error *error)
{
    (void)unit, (void)data;
    const char *state = dms_record_old_text(contract, "state");
    if (state == NULL || strcmp(state, "draft") == 0 ||
        strcmp(state, dms_record_state(contract)) != 0)
        return DMS_OK;
    return dms_fail(error, DMS_DENIED, "sales.contract_frozen", "contract=%s",
                    dms_record_text(contract, "number"));
}

/* What was signed for is what is handed over. */
static enum dms_status
hold_order(struct dms_unit *unit, struct dms_record *order, void *data,
           struct dms_error *error)
{
    static const char valid[] =
        "{\"where\":{\"order\":\"$id\",\"state\":{\"in\":[\"draft\",\"signed\"]}},"
        "\"sort\":\"-state\",\"limit\":1}"; /* a signed one before a draft */
    (void)data;
    const struct dms_record *contract = NULL;
    enum dms_status st = sales_find_one(unit, "sales.contract", valid,
                                        dms_record_id(order), &contract, error);
    if (st != DMS_OK || contract == NULL)
        return st;
    if (strcmp(dms_record_state(contract), "draft") == 0)
        return dms_fail(error, DMS_DENIED, "sales.contract_unsigned", "contract=%s",
                        dms_record_text(contract, "number"));
    return refuse_unlike(unit, contract, "sales.contract_unlike_now", error);
}

const struct dms_hook sales_sign_contract_hooks[] = {
    DMS_HOOK(.name = "sales/sign_contract:sign", .on = "sales.contract.sign",
             .run = sign),
    DMS_HOOK(.name = "sales/sign_contract:tell", .on = "sales.contract.sign",
             .phase = DMS_AFTER, .run = tell),
    DMS_HOOK(.name = "sales/sign_contract:keep", .on = "sales.contract.update",
             .run = keep_signed),
    DMS_HOOK(.name = "sales/sign_contract:deliver", .on = "sales.order.@delivered",
             .run = hold_order),
    { 0 },
};
