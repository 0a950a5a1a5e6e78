/* qualify.c - a lead that is meant seriously gets a customer file: the known one or a new one. */
#include "crm.h"

/* A file that was merged away speaks for the one it went into. */
static int64_t
file_of(const struct dms_record *file)
{
    return dms_record_has(file, "merged_into") ? dms_record_int(file, "merged_into")
                                               : dms_record_id(file);
}

static enum dms_status
find_customer(struct dms_unit *unit, const struct dms_record *lead, int64_t *customer,
              struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    const char *field = dms_record_has(lead, "phone") ? "phone" : "email";
    dms_json_set_text(values, "value", dms_record_text(lead, field));
    const char *query = dms_record_has(lead, "phone")
                            ? "{\"where\":{\"phone\":\"$value\"},\"limit\":1}"
                            : "{\"where\":{\"email\":\"$value\"},\"limit\":1}";
    const struct dms_list *known = NULL;
    enum dms_status st =
        dms_unit_find(unit, "crm.customer", query, values, &known, error);
    if (st == DMS_OK && dms_list_count(known) == 1)
        *customer = file_of(dms_list_at(known, 0));
    dms_json_destroy(values);
    return st;
}

static enum dms_status
open_file(struct dms_unit *unit, const struct dms_record *lead, int64_t *customer,
          struct dms_error *error)
{
    static const char *const copied[] = { "name", "phone", "email", "address", "source" };
    struct dms_record *file = NULL;
    enum dms_status st = dms_unit_new(unit, "crm.customer", &file, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(copied) / sizeof(copied[0]); i++)
        if (dms_record_has(lead, copied[i]))
            st = dms_record_set_text(file, copied[i], dms_record_text(lead, copied[i]),
                                     error);
    if (st == DMS_OK && dms_record_has(lead, "referrer"))
        st = dms_record_set_int(file, "referred_by", dms_record_int(lead, "referrer"),
                                error);
    if (st == DMS_OK)
        st = dms_record_set_owner(file, dms_record_owner(lead), error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, file, error);
    if (st == DMS_OK)
        *customer = dms_record_id(file);
    return st;
}

static enum dms_status
give_customer(struct dms_unit *unit, struct dms_record *lead, void *data,
              struct dms_error *error)
{
    (void)data;
    if (dms_record_has(lead, "customer"))
        return DMS_OK;
    int64_t customer = 0;
    enum dms_status st = find_customer(unit, lead, &customer, error);
    if (st == DMS_OK && customer == 0)
        st = open_file(unit, lead, &customer, error);
    if (st == DMS_OK)
        st = dms_record_set_int(lead, "customer", customer, error);
    return st;
}

const struct dms_hook crm_qualify_hook =
    DMS_HOOK(.name = "crm/qualify", .on = "crm.lead.qualify", .run = give_customer);
