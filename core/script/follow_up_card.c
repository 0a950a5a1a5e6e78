/* follow_up_card.c - what a follow-up makes: the rule's data or what its function says now, and when
 * it is due once the customer's wishes are heard. */
#include <string.h>

#include "script/compile.h"
#include "script/effects.h"
#include "script/follow_up_inside.h"

enum dms_status
card_find(struct dms_unit *unit, const struct happening *what, const char *name,
          struct card *card, struct dms_error *error)
{
    const struct follow_up *follow = what->rule->follow_up;
    bool task = strcmp(name, "task") == 0;
    int slot = task ? follow->task_run : follow->message_run;
    *card = (struct card){ .card = task ? follow->task : follow->message };
    enum dms_status st =
        slot == 0 ? DMS_OK : happening_ask(unit, what, slot, &card->answer, error);
    if (card->answer != NULL)
        card->card = dms_json_text_at(card->answer, "effect") != NULL
                         ? dms_json_at_key(card->answer, "card")
                         : card->answer;
    return st == DMS_OK && card->card != NULL ? effect_check(name, card->card, error)
                                              : st;
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

enum dms_status
card_make_ready(struct dms_unit *unit, const struct happening *what, const char *name,
                struct card *card, struct dms_error *error)
{
    const char *when = strcmp(name, "task") == 0 ? "due" : "send_after";
    struct dms_json *moment = dms_json_create_object();
    bool allowed = true;
    card->at = span_after(unit, span_read(dms_json_at_key(card->card, when)), what->at);
    enum dms_status st = contact_ask(unit, what->rule, what->record, name, card->card,
                                     &card->at, &allowed, error);
    dms_json_set_text(moment, "span", "moment");
    dms_json_set_integer(moment, "amount", card->at);
    card->ready = st == DMS_OK && allowed ? own_card(card->card) : NULL;
    if (card->ready != NULL)
        dms_json_take_key(card->ready, when, dms_json_copy(moment));
    card->card = card->ready;
    dms_json_destroy(moment);
    return st;
}

void
card_clear(struct card *card)
{
    dms_json_destroy(card->ready);
    dms_json_destroy(card->answer);
    *card = (struct card){ 0 };
}
