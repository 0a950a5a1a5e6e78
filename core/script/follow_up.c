/* follow_up.c - what an event or a schedule leads to: a task, a message, once. */
#include "script/follow_up.h"

#include <stdlib.h>
#include <string.h>

#include "script/compile.h"
#include "script/effects.h"
#include "script/follow_up_inside.h"
#include "script/run.h"

/* Most follow-ups ask nobody: their card goes as it is. */
static bool
asks(const struct happening *what)
{
    const struct follow_up *follow = what->rule->follow_up;
    return follow->ask != NULL || follow->quiet_from != follow->quiet_to;
}

static enum dms_status
create(struct dms_unit *unit, const struct happening *what, const char *name,
       struct card *card, bool *written, struct dms_error *error)
{
    int64_t created = 0;
    struct occasion occasion = { what->rule, what->record, what->once, what->at };
    enum dms_status st = DMS_OK;
    if (card->card != NULL && asks(what))
        st = card_make_ready(unit, what, name, card, error);
    if (st != DMS_OK || card->card == NULL)
        return st;
    *written = true;
    st = effect_create(unit, name, &occasion, card->card, &created, error);
    return st == DMS_OK && strcmp(name, "task") == 0
               ? overdue_plan(unit, what->rule, created, error)
               : st;
}

/* Whatever the rule says is asked before anything is written: what is wrong with it then concerns
 * this record alone. */
static enum dms_status
make(struct dms_unit *unit, const struct happening *what, bool *written,
     struct dms_error *error)
{
    struct card task = { 0 }, message = { 0 };
    enum dms_status st = card_find(unit, what, "task", &task, error);
    if (st == DMS_OK)
        st = card_find(unit, what, "message", &message, error);
    if (st == DMS_OK)
        st = create(unit, what, "task", &task, written, error);
    if (st == DMS_OK)
        st = create(unit, what, "message", &message, written, error);
    card_clear(&task);
    card_clear(&message);
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
                 int64_t at, bool *written, struct dms_error *error)
{
    struct happening what = { rule, record, event, at, NULL, false };
    bool fits = true;
    *written = false;
    enum dms_status st = happening_is_meant(unit, &what, &fits, error);
    if (st == DMS_OK && fits)
        st = make(unit, &what, written, error);
    return blame(rule, st, error);
}

/* The card as it would be made: when it is due as a moment. */
static enum dms_status
plan_card(struct dms_unit *unit, const struct happening *what, const char *name,
          struct dms_json *plan, struct dms_error *error)
{
    const char *when = strcmp(name, "task") == 0 ? "due" : "send_after";
    struct card card;
    enum dms_status st = card_find(unit, what, name, &card, error);
    if (st == DMS_OK && card.card != NULL)
        st = card_make_ready(unit, what, name, &card, error);
    if (card.ready != NULL) {
        dms_json_set_integer(card.ready, when, card.at);
        dms_json_take_key(plan, name, card.ready);
        card.ready = NULL;
    }
    card_clear(&card);
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
    enum dms_status st = happening_is_meant(unit, &what, &fits, error);
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
    struct card found = { 0 };
    bool fits = follow->find == NULL || where_fits(unit, record, follow->where);
    enum dms_status st = fits ? happening_is_meant(unit, &what, &fits, error) : DMS_OK;
    if (st == DMS_OK && fits)
        st = card_find(unit, &what, name, &found, error);
    *card = st == DMS_OK && found.card != NULL ? dms_json_copy(found.card) : NULL;
    card_clear(&found);
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
    dms_unit_stand_in(unit, record); /* whose rules hold, also for what it asks */
    const struct rule *rule =
        group_pick(data, dms_unit_brand(unit), dms_unit_store_code(unit));
    bool written = false;
    return rule == NULL
               ? DMS_OK
               : follow_up_record(unit, rule, record, event, event->at, &written, error);
}
