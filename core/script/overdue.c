/* overdue.c - a task that nobody did is somebody else's business: when, and what he is told. */
#include <stdio.h>
#include <string.h>

#include "script/compile.h"
#include "script/effects.h"
#include "script/follow_up.h"
#include "script/run.h"

/* When the task is due plus OVERDUE.after somebody of OVERDUE.role hears of it. */
enum dms_status
overdue_plan(struct dms_unit *unit, const struct rule *rule, int64_t id,
             struct dms_error *error)
{
    const struct dms_json *overdue = rule->follow_up->overdue;
    struct dms_record *task = NULL;
    if (overdue == NULL || id == 0)
        return DMS_OK;
    enum dms_status st = dms_unit_edit(unit, "core.task", id, &task, error);
    if (st != DMS_OK)
        return st;
    struct span after = span_read(dms_json_at_key(overdue, "after"));
    int64_t at = span_after(unit, after, dms_record_int(task, "due_at"));
    struct dms_json *payload = dms_json_create_object();
    dms_json_set_text(payload, "role", dms_json_text_at(overdue, "role"));
    st = dms_record_set_int(task, "escalates_at", at, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, task, error);
    if (st == DMS_OK)
        st = dms_timer_set(unit, "rules/overdue", task, NULL, at, payload, error);
    dms_json_destroy(payload);
    return st;
}

/* The task's own title, with what stands in its gaps, goes into the gap "kind". */
static struct dms_json *
overdue_values(const struct dms_record *task)
{
    struct dms_json *values = NULL;
    char title[256];
    const char *own = dms_record_text(task, "title"),
               *text = dms_record_text(task, "title_values");
    if (text == NULL || dms_json_load(text, strlen(text), &values, NULL) != DMS_OK ||
        dms_json_kind(values) != DMS_JSON_OBJECT) {
        dms_json_destroy(values);
        values = dms_json_create_object();
    }
    bool key = own != NULL && strchr(own, '.') != NULL &&
               strspn(own, "abcdefghijklmnopqrstuvwxyz0123456789_.") == strlen(own);
    snprintf(title, sizeof(title), "%s%s", key ? "@" : "",
             own != NULL ? own : dms_record_text(task, "kind"));
    dms_json_set_text(values, "kind", title);
    return values;
}

enum dms_status
run_overdue(struct dms_unit *unit, const char *entity, int64_t record,
            const struct dms_json *payload, void *data, struct dms_error *error)
{
    const struct dms_record *task = NULL;
    int64_t created;
    (void)data;
    enum dms_status st = dms_unit_get(unit, entity, record, &task, error);
    if (st == DMS_NOT_FOUND) {
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st != DMS_OK || strcmp(dms_record_state(task), "open") != 0)
        return st;
    struct rule rule = { .rules = data, .name = dms_record_text(task, "rule") };
    struct dms_json *card = dms_json_create_object();
    struct dms_json *about = dms_json_create_object();
    dms_json_set_text(card, "kind", "overdue");
    dms_json_set_text(card, "title", "script.overdue");
    dms_json_set_text(card, "role", dms_json_text_at(payload, "role"));
    dms_json_take_key(card, "values", overdue_values(task));
    dms_json_set_text(about, "entity", dms_record_text(task, "subject_entity"));
    dms_json_set_integer(about, "id", dms_record_int(task, "subject"));
    dms_json_take_key(card, "subject", about);
    struct occasion occasion = { &rule, task, "overdue", dms_unit_now(unit) };
    st = effect_create(unit, "task", &occasion, card, &created, error);
    dms_json_destroy(card);
    return st;
}
