/* lead_score.c - how much a lead is worth, by the brand's rule, and why (row 10). */
#include "ask.h"
#include "crm.h"

static const char *const judged[] = {
    "source",     "grade",       "interest", "phone",    "email",    "model_wanted",
    "vin_wanted", "trade_model", "referrer", "contacts", "customer", "first_response_at",
    NULL,
};

static bool
is_touched(const struct dms_record *lead)
{
    bool touched = dms_record_id(lead) == 0;
    for (size_t i = 0; !touched && judged[i] != NULL; i++)
        touched = dms_record_changed(lead, judged[i]);
    return touched;
}

static enum dms_status
write_score(struct dms_record *lead, const struct dms_json *answer,
            struct dms_error *error)
{
    enum dms_status st =
        dms_record_set_int(lead, "score", dms_json_integer_at(answer, "score"), error);
    if (st == DMS_OK)
        st = dms_record_set_int(lead, "valuable", dms_json_boolean_at(answer, "valuable"),
                                error);
    return st == DMS_OK ? crm_explain(lead, answer, "score_rule", "score_reasons", error)
                        : st;
}

static enum dms_status
score_lead(struct dms_unit *unit, struct dms_record *lead, void *data,
           struct dms_error *error)
{
    (void)data;
    struct dms_json *answer = NULL, *facts;
    if (!is_touched(lead))
        return DMS_OK;
    facts = dms_json_create_object();
    crm_add_facts(facts, lead, judged);
    /* A rule need not know the number to know that there is one. */
    dms_json_set_boolean(facts, "phone", dms_record_has(lead, "phone"));
    dms_json_set_boolean(facts, "email", dms_record_has(lead, "email"));
    enum dms_status st = crm_decide(unit, "crm.lead_score", facts, &answer, error);
    if (st == DMS_OK && answer != NULL)
        st = write_score(lead, answer, error);
    dms_json_destroy(answer);
    return st;
}

static const char *const after_clock[] = { "crm/lead_defaults", "crm/lead_clock", NULL };

const struct dms_hook crm_lead_score_hook =
    DMS_HOOK(.name = "crm/lead_score", .on = "crm.lead.save", .after = after_clock,
             .run = score_lead);
