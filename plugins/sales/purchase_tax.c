/* purchase_tax.c - asks the dated law what a car's purchase tax is (rows 24, 31). */
#include "desk.h"

enum dms_status
sales_purchase_tax(struct dms_unit *unit, int64_t model, int64_t price,
                   struct dms_json **answer, struct dms_error *error)
{
    const struct dms_record *record = NULL;
    *answer = NULL;
    enum dms_status st = dms_unit_get(unit, "sales.model", model, &record, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *facts = dms_json_create_object();
    dms_json_set_integer(facts, "price", price);
    dms_json_set_integer(facts, "today", dms_unit_today(unit));
    if (dms_record_has(record, "energy"))
        dms_json_set_text(facts, "energy", dms_record_text(record, "energy"));
    return sales_ask(unit, "sales.purchase_tax", facts, answer, error);
}
