/* follow_up.c - what an event or a schedule leads to: a task, a message, once. */
#include "script/follow_up.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/compile.h"
#include "script/effects.h"
#include "script/run.h"

/* The code of a core.brand or core.store; "" when there is none. */
static const char *
code_of(struct dms_unit *unit, const char *entity, int64_t id)
{
    const struct dms_record *record = NULL;
    if (id == 0 || dms_unit_get(unit, entity, id, &record, NULL) != DMS_OK)
        return "";
    const char *code = dms_record_text(record, "code");
    return code == NULL ? "" : code;
}

/* The record's own brand wins; else that of its store; else that of the unit. */
const char *
follow_up_brand(struct dms_unit *unit, const struct dms_record *record)
{
    const struct dms_record *store = NULL;
    const struct dms_field *field =
        record == NULL ? NULL : dms_record_field(record, "brand");
    const char *code = "";
    if (field != NULL && field->target != NULL &&
        strcmp(field->target, "core.brand") == 0)
        code = code_of(unit, "core.brand", dms_record_int(record, "brand"));
    if (code[0] == 0 && record != NULL && dms_record_store(record) != 0 &&
        dms_unit_get(unit, "core.store", dms_record_store(record), &store, NULL) ==
            DMS_OK)
        code = code_of(unit, "core.brand", dms_record_int(store, "brand"));
    return code[0] == 0 ? dms_unit_brand(unit) : code;
}

const char *
follow_up_store(struct dms_unit *unit, const struct dms_record *record)
{
    const char *code =
        record == NULL ? "" : code_of(unit, "core.store", dms_record_store(record));
    return code[0] == 0 ? dms_unit_store_code(unit) : code;
}

struct happening {
    const struct rule *rule;
    const struct dms_record *record;
    const struct dms_event *event; /* NULL: a schedule */
    int64_t at;
    const char *once;
    bool past; /* the record is not as it lies in the store */
};

static enum dms_status
fits_where(struct dms_unit *unit, const struct happening *what, bool *fits,
           struct dms_error *error)
{
    int64_t count = 0;
    const struct rule *rule = what->rule;
    const struct dms_record *record = what->record;
    *fits = true;
    if (record == NULL || rule->follow_up->where == NULL || rule->follow_up->find != NULL)
        return DMS_OK;
    if (what->past) {
        *fits = where_fits(unit, record, rule->follow_up->where);
        return DMS_OK;
    }
    struct dms_json *query = dms_json_create_object(), *where = dms_json_create_object();
    struct dms_json *both = dms_json_create_array(), *self = dms_json_create_object();
    dms_json_set_integer(self, "id", dms_record_id(record));
    dms_json_take(both, self);
    dms_json_take(both, moment_resolve(unit, rule->follow_up->where));
    dms_json_take_key(where, "and", both);
    dms_json_take_key(query, "where", where);
    char *text = dms_json_print(query);
    enum dms_status st =
        dms_unit_count(unit, dms_record_entity(record), text, NULL, &count, error);
    free(text);
    dms_json_destroy(query);
    *fits = count > 0;
    return st;
}

static enum dms_status
ask(struct dms_unit *unit, const struct happening *what, int slot,
    struct dms_json **answer, struct dms_error *error)
{
    struct job job = { .rule = what->rule,
                       .slot = slot,
                       .record = what->record,
                       .event = what->event,
                       .limits = &yard_background };
    return run_job(unit, &job, answer, error);
}

static enum dms_status
fits_when(struct dms_unit *unit, const struct happening *what, bool *fits,
          struct dms_error *error)
{
    struct dms_json *answer = NULL;
    if (what->rule->follow_up->when == 0)
        return DMS_OK;
    enum dms_status st = ask(unit, what, what->rule->follow_up->when, &answer, error);
    *fits = dms_json_kind(answer) != DMS_JSON_NULL &&
            (dms_json_kind(answer) != DMS_JSON_BOOLEAN || dms_json_boolean(answer));
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
work_out_once(struct dms_unit *unit, struct happening *what, struct dms_error *error)
{
    const struct follow_up *follow = what->rule->follow_up;
    struct dms_json *answer = NULL;
    what->once = follow->once != NULL ? follow->once : what->rule->name;
    if (follow->once_run == 0)
        return DMS_OK;
    enum dms_status st = ask(unit, what, follow->once_run, &answer, error);
    if (st == DMS_OK && dms_json_text(answer) == NULL)
        st = dms_fail(error, DMS_INVALID, "script.once_is_text", "text=%s",
                      what->rule->name);
    if (st == DMS_OK)
        what->once = dms_scratch_printf(unit, "%s", dms_json_text(answer));
    dms_json_destroy(answer);
    return st;
}

/* What the task or message is to be: the data of the rule, or what its function says now, then
 * *ANSWER holds it. *CARD NULL: nothing is to be made. */
static enum dms_status
find_card(struct dms_unit *unit, const struct happening *what, const char *name,
          struct dms_json **answer, const struct dms_json **card, struct dms_error *error)
{
    const struct follow_up *follow = what->rule->follow_up;
    bool task = strcmp(name, "task") == 0;
    int slot = task ? follow->task_run : follow->message_run;
    *card = task ? follow->task : follow->message;
    *answer = NULL;
    enum dms_status st = slot == 0 ? DMS_OK : ask(unit, what, slot, answer, error);
    if (*answer != NULL)
        *card = dms_json_text_at(*answer, "effect") != NULL
                    ? dms_json_at_key(*answer, "card")
                    : *answer;
    return st == DMS_OK && *card != NULL ? effect_check(name, *card, error) : st;
}

/* A card of its own: a copy of JSON shares what it holds. */
static struct dms_json *
own_card(const struct dms_json *card)
{
    struct dms_json *own = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(card); i++)
        dms_json_take_key(own, dms_json_key_at(card, i),
                          dms_json_copy(dms_json_value_at(card, i)));
    return own;
}

/* The card with the moment it is due; *READY NULL: the customer may not be contacted. */
static enum dms_status
ready_card(struct dms_unit *unit, const struct happening *what, const char *name,
           const struct dms_json *card, struct dms_json **ready, int64_t *at,
           struct dms_error *error)
{
    const char *when = strcmp(name, "task") == 0 ? "due" : "send_after";
    struct dms_json *moment = dms_json_create_object();
    bool allowed = true;
    *at = span_after(unit, span_read(dms_json_at_key(card, when)), what->at);
    enum dms_status st =
        contact_ask(unit, what->rule, what->record, name, card, at, &allowed, error);
    dms_json_set_text(moment, "span", "moment");
    dms_json_set_integer(moment, "amount", *at);
    *ready = st == DMS_OK && allowed ? own_card(card) : NULL;
    if (*ready != NULL)
        dms_json_take_key(*ready, when, dms_json_copy(moment));
    dms_json_destroy(moment);
    return st;
}

/* Most follow-ups ask nobody: their card goes as it is. */
static bool
asks(const struct happening *what)
{
    const struct follow_up *follow = what->rule->follow_up;
    return follow->ask != NULL || follow->quiet_from != follow->quiet_to;
}

static enum dms_status
create(struct dms_unit *unit, const struct happening *what, const char *name,
       struct dms_error *error)
{
    int64_t created = 0, at;
    struct dms_json *answer = NULL, *ready = NULL;
    const struct dms_json *card = NULL;
    struct occasion occasion = { what->rule, what->record, what->once, what->at };
    enum dms_status st = find_card(unit, what, name, &answer, &card, error);
    if (st == DMS_OK && card != NULL && asks(what)) {
        st = ready_card(unit, what, name, card, &ready, &at, error);
        card = ready;
    }
    if (st == DMS_OK && card != NULL)
        st = effect_create(unit, name, &occasion, card, &created, error);
    if (st == DMS_OK && strcmp(name, "task") == 0)
        st = overdue_plan(unit, what->rule, created, error);
    dms_json_destroy(ready);
    dms_json_destroy(answer);
    return st;
}

/* Does it concern this record now, and for which occasion? */
static enum dms_status
is_meant(struct dms_unit *unit, struct happening *what, bool *fits,
         struct dms_error *error)
{
    enum dms_status st = fits_where(unit, what, fits, error);
    if (st == DMS_OK && *fits)
        st = fits_when(unit, what, fits, error);
    return st == DMS_OK && *fits ? work_out_once(unit, what, error) : st;
}

static enum dms_status
follow(struct dms_unit *unit, struct happening *what, struct dms_error *error)
{
    bool fits = true;
    enum dms_status st = is_meant(unit, what, &fits, error);
    if (st == DMS_OK && fits)
        st = create(unit, what, "task", error);
    if (st == DMS_OK && fits)
        st = create(unit, what, "message", error);
    return st;
}

static enum dms_status
blame(const struct rule *rule, enum dms_status st, struct dms_error *error)
{
    if (st == DMS_OK)
        return st;
    dms_error_at_rule(error, rule->name);
    dms_error_at_file(error, rule->file, rule->line);
    return st;
}

enum dms_status
follow_up_record(struct dms_unit *unit, const struct rule *rule,
                 const struct dms_record *record, const struct dms_event *event,
                 int64_t at, struct dms_error *error)
{
    struct happening what = { rule, record, event, at, NULL, false };
    return blame(rule, follow(unit, &what, error), error);
}

/* The card as it would be made: when it is due as a moment. */
static enum dms_status
plan_card(struct dms_unit *unit, const struct happening *what, const char *name,
          struct dms_json *plan, struct dms_error *error)
{
    struct dms_json *answer = NULL, *ready = NULL;
    const struct dms_json *card = NULL;
    const char *when = strcmp(name, "task") == 0 ? "due" : "send_after";
    int64_t at;
    enum dms_status st = find_card(unit, what, name, &answer, &card, error);
    if (st == DMS_OK && card != NULL)
        st = ready_card(unit, what, name, card, &ready, &at, error);
    if (ready != NULL) {
        dms_json_set_integer(ready, when, at);
        dms_json_take_key(plan, name, ready);
    }
    dms_json_destroy(answer);
    return st;
}

enum dms_status
follow_up_plan(struct dms_unit *unit, const struct rule *rule,
               const struct dms_record *record, const struct dms_event *event, bool past,
               struct dms_json **plan, struct dms_error *error)
{
    struct happening what = { rule, record, event, dms_unit_now(unit), NULL, past };
    bool fits = true;
    *plan = NULL;
    enum dms_status st = is_meant(unit, &what, &fits, error);
    if (st == DMS_OK && fits) {
        *plan = dms_json_create_object();
        dms_json_set_text(*plan, "once", what.once);
        st = plan_card(unit, &what, "task", *plan, error);
    }
    if (st == DMS_OK && fits)
        st = plan_card(unit, &what, "message", *plan, error);
    return blame(rule, st, error);
}

/* The card that RULE would make of RECORD. */
enum dms_status
follow_up_card(struct dms_unit *unit, const struct rule *rule,
               const struct dms_record *record, const char *name, struct dms_json **card,
               struct dms_error *error)
{
    struct happening what = { rule, record, NULL, dms_unit_now(unit), NULL, true };
    const struct follow_up *follow = rule->follow_up;
    const struct dms_json *found = NULL;
    struct dms_json *answer = NULL;
    bool fits = follow->find == NULL || where_fits(unit, record, follow->where);
    enum dms_status st = fits ? is_meant(unit, &what, &fits, error) : DMS_OK;
    if (st == DMS_OK && fits)
        st = find_card(unit, &what, name, &answer, &found, error);
    *card = st == DMS_OK && found != NULL ? dms_json_copy(found) : NULL;
    dms_json_destroy(answer);
    return st;
}

enum dms_status
run_follow_up(struct dms_unit *unit, const struct dms_event *event, void *data,
              struct dms_error *error)
{
    const struct dms_record *record = NULL;
    if (event->record != 0) {
        enum dms_status st =
            dms_unit_get(unit, event->entity, event->record, &record, error);
        if (st == DMS_NOT_FOUND) { /* removed since: nothing left to follow up */
            dms_error_clear(error);
            return DMS_OK;
        }
        if (st != DMS_OK)
            return st;
    }
    const struct rule *rule =
        group_pick(data, follow_up_brand(unit, record), follow_up_store(unit, record));
    return rule == NULL ? DMS_OK
                        : follow_up_record(unit, rule, record, event, event->at, error);
}
