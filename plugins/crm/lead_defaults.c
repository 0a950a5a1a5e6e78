/* lead_defaults.c - a lead can be answered and belongs to a brand. */
#include <string.h>

#include "crm.h"

static enum dms_status
put_brand(struct dms_unit *unit, struct dms_record *lead, struct dms_error *error)
{
    const char *brand = dms_unit_brand(unit);
    if (dms_record_has(lead, "brand") || brand[0] == '\0')
        return DMS_OK;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "code", brand);
    const struct dms_list *brands = NULL;
    enum dms_status st =
        dms_unit_find(unit, "core.brand", "{\"where\":{\"code\":\"$code\"},\"limit\":1}",
                      values, &brands, error);
    if (st == DMS_OK && dms_list_count(brands) == 1)
        st = dms_record_set_int(lead, "brand", dms_record_id(dms_list_at(brands, 0)),
                                error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
complete_lead(struct dms_unit *unit, struct dms_record *lead, void *data,
              struct dms_error *error)
{
    (void)data;
    if (!dms_record_has(lead, "phone") && !dms_record_has(lead, "email")) {
        return dms_fail_field(error, DMS_INVALID, "phone", "crm.lead_unreachable", "");
    }
    /* Whoever looks for the same person looks for the normal forms. */
    enum dms_status st = DMS_OK;
    if (dms_record_has(lead, "phone"))
        st = crm_phone_check.run(unit, lead, "phone", error);
    if (st == DMS_OK && dms_record_has(lead, "plate"))
        st = crm_plate_check.run(unit, lead, "plate", error);
    return st == DMS_OK ? put_brand(unit, lead, error) : st;
}

const struct dms_hook crm_lead_defaults_hook =
    DMS_HOOK(.name = "crm/lead_defaults", .on = "crm.lead.create", .run = complete_lead);
