/* meeting.c - what was said and decided in the morning or the week; a decision is somebody's task
 * (row 35). */
#include "plan.h"

static const char *const kinds[] = { "morning",       "weekly", "monthly",
                                     "team_building", "other",  NULL };

static const struct dms_field fields[] = {
    { .name = "title",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 200 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "held_at", .type = DMS_TIME, .flags = DMS_INDEX, .default_text = "@now" },
    { .name = "attendees", .type = DMS_TEXT, .max_length = 1000 },
    { .name = "minutes", .type = DMS_TEXT, .max_length = 8000 },
};

const struct dms_entity sales_meeting_entity =
    DMS_ENTITY(.name = "sales.meeting", .title = "title", DMS_FIELDS(fields));

static const struct dms_field decision_fields[] = {
    { .name = "meeting",
      .type = DMS_REFERENCE,
      .target = "sales.meeting",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "what", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 300 },
    { .name = "person",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED },
    { .name = "due_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
};

const struct dms_entity sales_meeting_decision_entity =
    DMS_ENTITY(.name = "sales.meeting_decision", .flags = DMS_APPEND_ONLY,
               .parent = "meeting", .title = "what", DMS_FIELDS(decision_fields));

static enum dms_status
check_due(struct dms_unit *unit, struct dms_record *decision, void *data,
          struct dms_error *error)
{
    (void)data;
    const struct dms_record *meeting = NULL;
    if (!dms_record_has(decision, "meeting") || !dms_record_has(decision, "due_on"))
        return DMS_OK; /* that they are required, the core says */
    enum dms_status st = dms_unit_get(
        unit, "sales.meeting", dms_record_int(decision, "meeting"), &meeting, error);
    if (st != DMS_OK)
        return st;
    int64_t held =
        dms_time_date(dms_record_int(meeting, "held_at"), dms_unit_offset(unit));
    return dms_record_int(decision, "due_on") >= held
               ? DMS_OK
               : dms_fail_field(error, DMS_INVALID, "due_on", "sales.due_before_meeting",
                                "held=%s", sales_day(unit, held));
}

const struct dms_hook sales_meeting_hooks[] = {
    DMS_HOOK(.name = "sales/meeting", .on = "sales.meeting_decision.create",
             .run = check_due),
    { 0 },
};
