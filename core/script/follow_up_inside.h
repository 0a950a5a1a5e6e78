/* follow_up_inside.h - one follow-up on its way: follow_up_meant.c asks whether it is meant, then
 * follow_up_card.c works out what it makes; neither writes anything. */
#ifndef DMS_SCRIPT_FOLLOW_UP_INSIDE_H
#define DMS_SCRIPT_FOLLOW_UP_INSIDE_H

#include "script/follow_up.h"

struct happening {
    const struct rule *rule;
    const struct dms_record *record;
    const struct dms_event *event; /* NULL: a schedule */
    int64_t at;
    const char *once;
    bool past; /* the record is not as it lies in the store */
};

/* follow_up_meant.c: does it concern this record now, and for which occasion? */
enum dms_status happening_is_meant(struct dms_unit *unit, struct happening *what, bool *fits,
                                   struct dms_error *error);
/* What the function in SLOT says; yours to destroy. */
enum dms_status happening_ask(struct dms_unit *unit, const struct happening *what, int slot,
                              struct dms_json **answer, struct dms_error *error);

/* follow_up_card.c: what the task or message NAME is to be. CARD NULL: there is none to make; else
 * it is the rule's or lent by the rest, which card_clear frees, also after an error. */
struct card {
    const struct dms_json *card;
    struct dms_json *answer, *ready;
    int64_t at; /* of a ready card: when it is due */
};
enum dms_status card_find(struct dms_unit *unit, const struct happening *what, const char *name,
                          struct card *card, struct dms_error *error);
/* With the moment it is due; none when the customer may not be contacted. */
enum dms_status card_make_ready(struct dms_unit *unit, const struct happening *what,
                                const char *name, struct card *card, struct dms_error *error);
void card_clear(struct card *card);

#endif
