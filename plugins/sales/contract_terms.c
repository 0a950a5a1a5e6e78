/* contract_terms.c - see contract_terms.h. The first paper of a field fills it; all of them
 * are compared. */
#include "contract_terms.h"

const struct term contract_terms[] = {
    { "customer_name", "name", OF_CUSTOMER, false },
    { "customer_phone", "phone", OF_CUSTOMER, true },
    { "customer_id", "id_card", OF_CUSTOMER, true },
    { "model_name", "name", OF_MODEL, false },
    { "vin", "vin", OF_CAR, true },
    { "colour", "colour", OF_CAR, true },
    { "list_price", "list_price", OF_ORDER, false },
    { "list_price", "list_price", OF_QUOTE, false },
    { "price", "price", OF_ORDER, false },
    { "price", "price", OF_QUOTE, false },
    { "fees", "fees", OF_ORDER, false },
    { "fees", "fees", OF_QUOTE, false },
    { "gifts_value", "gifts_value", OF_ORDER, false },
    { "gifts_value", "gifts_value", OF_QUOTE, false },
    { "deposit_due", "deposit_due", OF_ORDER, false },
    { "delivery_on", "expected_on", OF_ORDER, true },
    { NULL, NULL, OF_ORDER, false },
};

const struct dms_record *
papers_at(const struct papers *papers, enum paper paper)
{
    const struct dms_record *const all[] = { papers->order, papers->quote,
                                             papers->customer, papers->model,
                                             papers->car };
    return all[paper];
}

static enum dms_status
load(struct dms_unit *unit, const struct dms_record *order, const char *field,
     const char *entity, const struct dms_record **paper, struct dms_error *error)
{
    if (!dms_record_has(order, field))
        return DMS_OK;
    return dms_unit_get(unit, entity, dms_record_int(order, field), paper, error);
}

enum dms_status
papers_load(struct dms_unit *unit, const struct dms_record *contract,
            struct papers *papers, struct dms_error *error)
{
    *papers = (struct papers){ NULL, NULL, NULL, NULL, NULL };
    enum dms_status st = dms_unit_get(
        unit, "sales.order", dms_record_int(contract, "order"), &papers->order, error);
    if (st == DMS_OK)
        st = load(unit, papers->order, "quote", "sales.quote", &papers->quote, error);
    if (st == DMS_OK)
        st = load(unit, papers->order, "customer", "crm.customer", &papers->customer,
                  error);
    if (st == DMS_OK)
        st = load(unit, papers->order, "model", "sales.model", &papers->model, error);
    return st == DMS_OK ? load(unit, papers->order, "vehicle", "sales.vehicle",
                               &papers->car, error)
                        : st;
}
