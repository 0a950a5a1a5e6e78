/* approval_tasks.c - who is to agree gets a task, the next in turn the next one; when nobody does
 * in time, somebody else hears of it. Time never agrees. */
#include <stdlib.h>
#include <string.h>

#include "script/approval.h"
#include "script/compile.h"
#include "script/effects.h"

static enum dms_status
make_task(struct dms_unit *unit, const struct dms_record *approval, const char *role,
          const char *title, int64_t seat, struct dms_error *error)
{
    int64_t created;
    struct dms_json *card = dms_json_create_object(), *values = dms_json_create_object();
    struct dms_json *about = dms_json_create_object();
    struct ruleset version = { .version = dms_record_int(approval, "rule_version") };
    struct rule rule = { .rules = &version, .name = dms_record_text(approval, "rule") };
    dms_json_set_text(values, "transition",
                      dms_scratch_printf(unit, "@transition.%s.%s",
                                         dms_record_text(approval, "subject_entity"),
                                         dms_record_text(approval, "transition")));
    dms_json_set_text(about, "entity", dms_record_text(approval, "subject_entity"));
    dms_json_set_integer(about, "id", dms_record_int(approval, "subject"));
    dms_json_set_text(card, "kind", "approval");
    dms_json_set_text(card, "title", title);
    dms_json_set_text(card, "role", role);
    dms_json_take_key(card, "values", values);
    dms_json_take_key(card, "subject", about);
    struct occasion occasion = {
        &rule, approval, dms_scratch_printf(unit, "%s|%lld", title, (long long)seat),
        dms_unit_now(unit)
    };
    enum dms_status st = effect_create(unit, "task", &occasion, card, &created, error);
    dms_json_destroy(card);
    return st;
}

static enum dms_status
tell_seats(struct dms_unit *unit, const struct dms_record *approval,
           struct dms_error *error)
{
    struct dms_json *seats = NULL;
    struct approval_votes votes = { NULL };
    const char *text = dms_record_text(approval, "seats"),
               *how = dms_record_text(approval, "how");
    if (text == NULL || how == NULL) /* not asked for by the call: nobody is to agree */
        return DMS_OK;
    enum dms_status st =
        approval_load_votes(unit, dms_record_id(approval), &votes, error);
    if (st == DMS_OK)
        st = dms_json_load(text, strlen(text), &seats, error);
    int64_t open = approval_open_seat(seats, &votes);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(seats); i++) {
        const char *role = dms_json_text_at(dms_json_at(seats, i), "role");
        if (role != NULL && ((int64_t)i == open || strcmp(how, "turn") != 0))
            st = make_task(unit, approval, role, "approval.task", (int64_t)i, error);
    }
    dms_json_destroy(seats);
    return st;
}

/* Their tasks are done, whatever came out. */
static enum dms_status
end_tasks(struct dms_unit *unit, const struct dms_record *approval,
          struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "entity", dms_record_text(approval, "subject_entity"));
    dms_json_set_integer(values, "id", dms_record_int(approval, "subject"));
    enum dms_status st = dms_unit_find(unit, "core.task",
                                       "{\"where\":{\"subject_entity\":\"$entity\","
                                       "\"subject\":\"$id\",\"kind\":\"approval\","
                                       "\"state\":\"open\"},\"limit\":20}",
                                       values, &list, error);
    dms_json_destroy(values);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        struct dms_record *task = NULL;
        st = dms_unit_edit(unit, "core.task", dms_record_id(dms_list_at(list, i)), &task,
                           error);
        if (st == DMS_OK)
            st = dms_unit_transition(unit, task, "cancel", NULL, error);
    }
    return st;
}

static enum dms_status
set_timeout(struct dms_unit *unit, const struct rule *rule,
            const struct dms_record *approval, struct dms_error *error)
{
    const struct dms_json *timeout =
        rule == NULL ? NULL : dms_json_at_key(rule->approval, "timeout");
    if (timeout == NULL)
        return DMS_OK;
    struct dms_json *payload = dms_json_create_object();
    dms_json_set_text(payload, "role", dms_json_text_at(rule->approval, "escalate"));
    int64_t due = span_after(unit, span_read(timeout), dms_unit_now(unit));
    enum dms_status st =
        dms_timer_set(unit, "script/approval", approval, NULL, due, payload, error);
    dms_json_destroy(payload);
    return st;
}

static enum dms_status
hear(struct dms_unit *unit, const struct dms_event *event, void *data,
     struct dms_error *error)
{
    struct script_host *host = data;
    const struct dms_record *approval = NULL, *subject = NULL;
    enum dms_status st =
        dms_unit_get(unit, "core.approval", event->record, &approval, error);
    if (st == DMS_NOT_FOUND) {
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st != DMS_OK)
        return st;
    if (strcmp(dms_record_text(approval, "status"), "open") != 0)
        return end_tasks(unit, approval, error);
    if (strcmp(event->name, "core.approval.created") == 0 &&
        dms_unit_get(unit, dms_record_text(approval, "subject_entity"),
                     dms_record_int(approval, "subject"), &subject, NULL) == DMS_OK)
        st = set_timeout(
            unit,
            approval_rule(unit, host, subject, dms_record_text(approval, "transition")),
            approval, error);
    return st == DMS_OK ? tell_seats(unit, approval, error) : st;
}

static enum dms_status
time_is_up(struct dms_unit *unit, const char *entity, int64_t record,
           const struct dms_json *payload, void *data, struct dms_error *error)
{
    const struct dms_record *approval = NULL;
    (void)data;
    enum dms_status st = dms_unit_get(unit, entity, record, &approval, error);
    if (st == DMS_NOT_FOUND) {
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st != DMS_OK || strcmp(dms_record_text(approval, "status"), "open") != 0)
        return st;
    return make_task(unit, approval, dms_json_text_at(payload, "role"),
                     "approval.overdue", -1, error);
}

enum dms_status
approval_register_tasks(struct dms_registrar *registrar, struct script_host *host,
                        struct dms_error *error)
{
    const struct dms_subscriber subscriber = { .size = sizeof(subscriber),
                                               .name = "script/approval",
                                               .on = "core.approval.*",
                                               .run = hear,
                                               .data = host };
    const struct dms_timer_handler timer = {
        .size = sizeof(timer), .name = "script/approval", .run = time_is_up, .data = host
    };
    enum dms_status st = dms_register_subscriber(registrar, &subscriber, error);
    return st == DMS_OK ? dms_register_timer(registrar, &timer, error) : st;
}
