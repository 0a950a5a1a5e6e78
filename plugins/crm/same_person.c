/* same_person.c - one person, one file: a phone that is known is refused with its owner. */
#include <inttypes.h>
#include <string.h>

#include "crm.h"

/* Runs before the phone check has normalised a new value, so it looks for the normal form. */
static enum dms_status
refuse_known_phone(struct dms_unit *unit, struct dms_record *customer, void *data,
                   struct dms_error *error)
{
    (void)data;
    if (!dms_record_changed(customer, "phone") ||
        dms_record_text(customer, "phone") == NULL)
        return DMS_OK;
    enum dms_status st = crm_phone_check.run(unit, customer, "phone", error);
    if (st != DMS_OK)
        return st;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "phone", dms_record_text(customer, "phone"));
    const struct dms_list *known = NULL;
    st = dms_unit_find(unit, "crm.customer",
                       "{\"where\":{\"phone\":\"$phone\"},\"limit\":1}", values, &known,
                       error);
    if (st == DMS_OK && dms_list_count(known) == 1 &&
        dms_record_id(dms_list_at(known, 0)) != dms_record_id(customer)) {
        const struct dms_record *other = dms_list_at(known, 0);
        int64_t file = dms_record_has(other, "merged_into")
                           ? dms_record_int(other, "merged_into")
                           : dms_record_id(other);
        st = dms_fail_field(error, DMS_CONFLICT, "phone", "crm.same_phone", "id=%" PRId64,
                            file);
    }
    dms_json_destroy(values);
    return st;
}

const struct dms_hook crm_same_person_hook =
    DMS_HOOK(.name = "crm/same_person", .on = "crm.customer.save",
             .run = refuse_known_phone);
