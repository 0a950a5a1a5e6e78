/* purchase.c - crm.purchase: another plugin tells that a customer has bought a car (row 93). */
#include "crm.h"

static enum dms_status
note_purchase(struct dms_unit *unit, const struct dms_json *arguments, void *data,
              struct dms_json **answer, struct dms_error *error)
{
    (void)data, (void)answer;
    struct dms_record *customer = NULL;
    enum dms_status st = dms_unit_edit(unit, "crm.customer",
                                       dms_json_integer_at(arguments, "customer"), &customer,
                                       error);
    if (st == DMS_OK)
        st = dms_record_set_int(customer, "purchases",
                                dms_record_int(customer, "purchases") + 1, error);
    if (st == DMS_OK && !dms_record_has(customer, "first_purchase_at"))
        st = dms_record_set_int(customer, "first_purchase_at", dms_unit_now(unit), error);
    /* Loyal needs satisfaction too (row 99), which this storey does not measure yet. */
    if (st == DMS_OK && dms_record_int(customer, "purchases") == 1)
        st = dms_record_set_text(customer, "grade", "new", error);
    return st == DMS_OK ? dms_unit_save(unit, customer, error) : st;
}

static const struct dms_argument arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_purchase_call =
    DMS_CALL(.name = "crm.purchase", DMS_ARGUMENTS(arguments), .run = note_purchase);
