/* lead_clock.c - until when a lead is called first, and that it always has a next step
 * (row 12). How long is a brand's decision. */
#include "ask.h"
#include "crm.h"

static enum dms_status
ask_clock(struct dms_unit *unit, const struct dms_record *lead, struct dms_json **answer,
          struct dms_error *error)
{
    static const char *const told[] = { "source", "grade", "interest", "contacts", NULL };
    struct dms_json *facts = dms_json_create_object();
    crm_add_facts(facts, lead, told);
    return crm_decide(unit, "crm.lead_clock", facts, answer, error);
}

/* The decision speaks of minutes; with "open" they are minutes of opening time. */
static int64_t
after(struct dms_unit *unit, const struct dms_json *answer, const char *minutes)
{
    int64_t span = dms_json_integer_at(answer, minutes) * DMS_MINUTE;
    if (span <= 0)
        return 0;
    return dms_json_boolean_at(answer, "open")
               ? dms_unit_work_after(unit, dms_unit_now(unit), span)
               : dms_unit_now(unit) + span;
}

enum dms_status
crm_plan_next_action(struct dms_unit *unit, struct dms_record *lead,
                     struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st = ask_clock(unit, lead, &answer, error);
    int64_t due = after(unit, answer, "next_action_minutes");
    dms_json_destroy(answer);
    if (st == DMS_OK && due > 0)
        st = dms_record_set_int(lead, "next_action_at", due, error);
    return st;
}

/* The first step with a new lead is its first call. */
static enum dms_status
start_clock(struct dms_unit *unit, struct dms_record *lead, void *data,
            struct dms_error *error)
{
    (void)data;
    struct dms_json *answer = NULL;
    enum dms_status st = ask_clock(unit, lead, &answer, error);
    int64_t due = after(unit, answer, "first_call_minutes");
    dms_json_destroy(answer);
    if (st == DMS_OK && due > 0)
        st = dms_record_set_int(lead, "first_call_due_at", due, error);
    if (st == DMS_OK && due > 0 && !dms_record_has(lead, "next_action_at"))
        st = dms_record_set_int(lead, "next_action_at", due, error);
    return st;
}

static enum dms_status
want_next_action(struct dms_unit *unit, struct dms_record *lead, void *data,
                 struct dms_error *error)
{
    (void)data;
    if (!dms_record_changed(lead, "next_action_at"))
        return DMS_OK;
    if (!dms_record_has(lead, "next_action_at"))
        return dms_fail_field(error, DMS_INVALID, "next_action_at",
                              "crm.next_action_needed", "");
    int64_t day =
        dms_time_date(dms_record_int(lead, "next_action_at"), dms_unit_offset(unit));
    if (day >= dms_unit_today(unit))
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "next_action_at", "crm.next_action_past",
                          "date=%s", crm_date_text(unit, day));
}

static const char *const after_defaults[] = { "crm/lead_defaults", NULL };

const struct dms_hook crm_lead_clock_hook =
    DMS_HOOK(.name = "crm/lead_clock", .on = "crm.lead.create", .after = after_defaults,
             .run = start_clock);
const struct dms_hook crm_lead_next_action_hook =
    DMS_HOOK(.name = "crm/lead_next_action", .on = "crm.lead.update",
             .run = want_next_action);
