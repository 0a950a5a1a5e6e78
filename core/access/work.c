/* work.c - what the house hands out: settings, holidays, prints, tasks, messages; how a task ends. */
#include "access/entities.h"

static const struct dms_field setting_fields[] = {
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .max_length = 80 },
    { .name = "value", .type = DMS_TEXT },
};
static const struct dms_index setting_indexes[] = { { .fields = "store,name",
                                                      .unique = 1 } };
const struct dms_entity access_setting =
    DMS_ENTITY(.name = "core.setting", .title = "name", DMS_FIELDS(setting_fields),
               DMS_INDEXES(setting_indexes));

static const struct dms_field day_fields[] = {
    { .name = "date",
      .type = DMS_DATE,
      .flags = DMS_REQUIRED | DMS_UNIQUE,
      .data_class = DMS_PUBLIC },
    { .name = "name", .type = DMS_TEXT, .data_class = DMS_PUBLIC, .max_length = 80 },
    /* true: a weekend day that is worked; false: a day off. */
    { .name = "workday",
      .type = DMS_BOOLEAN,
      .data_class = DMS_PUBLIC,
      .default_text = "false" },
};
const struct dms_entity access_calendar_day =
    DMS_ENTITY(.name = "core.calendar_day", .flags = DMS_SHARED, .title = "name",
               DMS_FIELDS(day_fields));

/* Of what was printed: who and when are its created_by and created_at. The digest is that of the
 * page without what only one copy says. */
static const struct dms_field print_fields[] = {
    { .name = "subject_entity",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_READ_ONLY,
      .max_length = 96 },
    { .name = "subject", .type = DMS_INTEGER, .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "template",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_READ_ONLY,
      .max_length = 128 },
    { .name = "copy", .type = DMS_INTEGER, .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "language",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_READ_ONLY,
      .max_length = 8 },
    { .name = "digest",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_READ_ONLY,
      .max_length = 64 },
};
static const struct dms_index print_indexes[] = {
    { .fields = "subject,subject_entity,template,copy", .unique = 1 }
};
const struct dms_entity access_print =
    DMS_ENTITY(.name = "core.print", .flags = DMS_APPEND_ONLY, DMS_FIELDS(print_fields),
               DMS_INDEXES(print_indexes));

static const struct dms_field task_fields[] = {
    { .name = "kind",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .max_length = 80 },
    /* An i18n key with title_values, or what a person wrote. */
    { .name = "title", .type = DMS_TEXT, .max_length = 300 },
    { .name = "title_values", .type = DMS_STRUCTURED },
    { .name = "subject_entity", .type = DMS_TEXT, .max_length = 96 },
    { .name = "subject", .type = DMS_INTEGER },
    { .name = "role", .type = DMS_TEXT, .max_length = 60 },
    { .name = "due_at", .type = DMS_TIME, .flags = DMS_INDEX },
    { .name = "priority", .type = DMS_INTEGER, .default_text = "0" },
    { .name = "attempt", .type = DMS_INTEGER },
    { .name = "outcome", .type = DMS_TEXT, .max_length = 80 },
    { .name = "note", .type = DMS_TEXT },
    { .name = "rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "rule_version", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "occasion",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_READ_ONLY,
      .max_length = 500 },
    { .name = "escalates_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "done_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "done_by",
      .type = DMS_REFERENCE,
      .flags = DMS_READ_ONLY,
      .target = "core.user" },
};
static const struct dms_index task_indexes[] = {
    { .fields = "role,state,due_at" },
    { .fields = "owner,state,due_at" },
    { .fields = "subject_entity,subject" },
};
const struct dms_entity access_task =
    DMS_ENTITY(.name = "core.task", .title = "title", DMS_FIELDS(task_fields),
               DMS_INDEXES(task_indexes));

static const struct dms_field message_fields[] = {
    { .name = "channel", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 40 },
    { .name = "recipient",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "phone",
      .max_length = 254 },
    { .name = "text", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "text_values", .type = DMS_STRUCTURED, .data_class = DMS_PERSONAL },
    { .name = "subject_entity", .type = DMS_TEXT, .max_length = 96 },
    { .name = "subject", .type = DMS_INTEGER },
    { .name = "rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "rule_version", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "occasion",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_READ_ONLY,
      .max_length = 500 },
    { .name = "send_after", .type = DMS_TIME },
    { .name = "reason", .type = DMS_TEXT }, /* why it could not be sent */
};
static const struct dms_index message_indexes[] = {
    { .fields = "state,send_after" },
    { .fields = "subject_entity,subject" },
};
const struct dms_entity access_message =
    DMS_ENTITY(.name = "core.message", DMS_FIELDS(message_fields),
               DMS_INDEXES(message_indexes));

static const struct dms_state task_states[] = {
    { .name = "open", .flags = DMS_INITIAL },
    { .name = "done", .flags = DMS_FINAL },
    { .name = "cancelled", .flags = DMS_FINAL },
};
static const struct dms_transition task_transitions[] = {
    { .name = "done", .from = "open", .to = "done" },
    { .name = "cancel", .from = "open", .to = "cancelled" },
};
static const struct dms_state message_states[] = {
    { .name = "queued", .flags = DMS_INITIAL },
    { .name = "sent", .flags = DMS_FINAL },
    { .name = "failed", .flags = DMS_FINAL },
};
static const struct dms_transition message_transitions[] = {
    { .name = "send", .from = "queued", .to = "sent" },
    { .name = "fail", .from = "queued", .to = "failed" },
};

#define ROWS(array) (uint32_t)(sizeof(array) / sizeof((array)[0]))
#define WORKFLOW(noun)                                                                   \
    {                                                                                    \
        .size = sizeof(struct dms_workflow), .state_size = sizeof(struct dms_state),     \
        .transition_size = sizeof(struct dms_transition),                                \
        .state_count = ROWS(noun##_states),                                              \
        .transition_count = ROWS(noun##_transitions), .name = "core." #noun,             \
        .entity = "core." #noun, .states = noun##_states,                                \
        .transitions = noun##_transitions                                                \
    }

static const struct dms_workflow task_flow = WORKFLOW(task);
static const struct dms_workflow message_flow = WORKFLOW(message);
const struct dms_workflow *const access_workflows[] = { &task_flow, &message_flow, NULL };

/* Whoever ends a task stands in it, whichever door the person came through. */
static enum dms_status
sign_task(struct dms_unit *unit, struct dms_record *task, void *data,
          struct dms_error *error)
{
    (void)data;
    int64_t user = dms_unit_user(unit);
    enum dms_status st = dms_record_set_int(task, "done_at", dms_unit_now(unit), error);
    if (st == DMS_OK && user != 0)
        st = dms_record_set_int(task, "done_by", user, error);
    return st;
}

static const struct dms_hook sign_done =
    DMS_HOOK(.name = "core/sign_done", .phase = DMS_BEFORE, .on = "core.task.done",
             .run = sign_task);
static const struct dms_hook sign_cancel =
    DMS_HOOK(.name = "core/sign_cancel", .phase = DMS_BEFORE, .on = "core.task.cancel",
             .run = sign_task);
const struct dms_hook *const access_hooks[] = { &sign_done, &sign_cancel, NULL };
