/* same_person.c - one person, one file: a number or a paper that is known is refused with its
 * owner (rows 11, 93). */
#include <inttypes.h>
#include <string.h>

#include "ask.h"
#include "crm.h"

static const struct identity {
    const struct dms_check *check; /* its name is the field's */
    const char *query, *key;
} identities[] = {
    { &crm_phone_check,
      "{\"where\":{\"phone\":\"$value\",\"store\":\"$store\"},\"limit\":1}",
      "crm.same_phone" },
    { &crm_id_card_check,
      "{\"where\":{\"id_card\":\"$value\",\"store\":\"$store\",\"merged_into\":{\"is_"
      "null\":"
      "true}},\"limit\":1}",
      "crm.same_id_card" },
    { &crm_credit_code_check,
      "{\"where\":{\"credit_code\":\"$value\",\"store\":\"$store\",\"merged_into\":{"
      "\"is_null\":true}},\"limit\":1}",
      "crm.same_credit_code" },
};

static enum dms_status
refuse_other(const struct dms_record *customer, const struct dms_record *other,
             const struct identity *identity, struct dms_error *error)
{
    int64_t file = dms_record_has(other, "merged_into")
                       ? dms_record_int(other, "merged_into")
                       : dms_record_id(other);
    /* What the merge brought here is the other's by right, and the other way round. */
    if (dms_record_id(other) == dms_record_id(customer) ||
        file == dms_record_id(customer))
        return DMS_OK;
    return dms_fail_field(error, DMS_CONFLICT, identity->check->name, identity->key,
                          "id=%" PRId64, file);
}

/* Runs before the checks have normalised a new value, so it looks for the normal form. */
static enum dms_status
look_for(struct dms_unit *unit, struct dms_record *customer,
         const struct identity *identity, struct dms_error *error)
{
    const struct dms_record *other = NULL;
    const char *field = identity->check->name;
    if (!dms_record_changed(customer, field) || dms_record_text(customer, field) == NULL)
        return DMS_OK;
    enum dms_status st = identity->check->run(unit, customer, field, error);
    if (st != DMS_OK)
        return st;
    int64_t store = dms_record_store(customer);
    struct dms_json *values = crm_with_text("value", dms_record_text(customer, field));
    dms_json_set_integer(values, "store", store != 0 ? store : dms_unit_store(unit));
    st = crm_first(unit, "crm.customer", identity->query, values, &other, error);
    return st == DMS_OK && other != NULL ? refuse_other(customer, other, identity, error)
                                         : st;
}

static enum dms_status
refuse_known(struct dms_unit *unit, struct dms_record *customer, void *data,
             struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    (void)data;
    for (size_t i = 0; st == DMS_OK && i < sizeof(identities) / sizeof(identities[0]);
         i++)
        st = look_for(unit, customer, &identities[i], error);
    return st;
}

const struct dms_hook crm_same_person_hook =
    DMS_HOOK(.name = "crm/same_person", .on = "crm.customer.save", .run = refuse_known);
