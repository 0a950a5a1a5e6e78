/* verify.c - a file is as good as the day it was last checked (rows 94, 95). */
#include "ask.h"
#include "crm.h"

static enum dms_status
sign(struct dms_unit *unit, struct dms_record *file, struct dms_error *error)
{
    int64_t user = dms_unit_user(unit);
    enum dms_status st =
        dms_record_set_int(file, "verified_at", dms_unit_now(unit), error);
    if (st == DMS_OK && user != 0)
        st = dms_record_set_int(file, "verified_by", user, error);
    return st;
}

/* Who corrects how somebody is reached has just heard it from him. */
static enum dms_status
note_correction(struct dms_unit *unit, struct dms_record *file, void *data,
                struct dms_error *error)
{
    static const char *const reach[] = { "name", "phone", "phone2", "email", "address" };
    (void)data;
    bool corrected = false;
    for (size_t i = 0; i < sizeof(reach) / sizeof(reach[0]); i++)
        corrected = corrected || dms_record_changed(file, reach[i]);
    if (dms_unit_user(unit) == 0 || !corrected || dms_record_changed(file, "verified_at"))
        return DMS_OK;
    return sign(unit, file, error);
}

const struct dms_hook crm_verify_hook =
    DMS_HOOK(.name = "crm/verify", .on = "crm.customer.update", .run = note_correction);

/* crm.verify customer=…: looked through with the customer, nothing to correct. */
static enum dms_status
run_verify(struct dms_unit *unit, const struct dms_json *arguments, void *data,
           struct dms_json **answer, struct dms_error *error)
{
    const struct dms_record *seen = NULL;
    struct dms_record *file = NULL;
    int64_t id = dms_json_integer_at(arguments, "customer");
    (void)data;
    enum dms_status st = crm_seen_customer(unit, id, &seen, error);
    if (st == DMS_OK)
        st = dms_unit_edit(unit, "crm.customer", id, &file, error);
    if (st == DMS_OK)
        st = sign(unit, file, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, file, error);
    if (st == DMS_OK) {
        *answer = crm_with_id("customer", id);
        dms_json_take_key(*answer, "verified_at", dms_record_json(file, "verified_at"));
    }
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_verify_call =
    DMS_CALL(.name = "crm.verify", .flags = DMS_CALL_EXPOSED,
             .permission = "crm.customer:update", DMS_ARGUMENTS(arguments),
             .run = run_verify);
