/* contact.c - whether a customer may be contacted at all, and not before when: quiet hours of the
 * follow-up, and the word of a call that knows consent, do-not-contact and how often is enough. */
#include <string.h>

#include "script/compile.h"
#include "script/follow_up.h"

int64_t
contact_time(struct dms_unit *unit, const struct follow_up *follow, int64_t at)
{
    int64_t offset = dms_unit_offset(unit), days = dms_time_date(at, offset);
    int64_t midnight = days * DMS_DAY - offset * DMS_MINUTE, clock = at - midnight;
    int64_t from = follow->quiet_from, to = follow->quiet_to;
    if (from < to && clock >= from && clock < to)
        return midnight + to;
    if (from > to && clock < to)
        return midnight + to;
    if (from > to && clock >= from)
        return midnight + DMS_DAY + to;
    return at;
}

static struct dms_json *
question(const struct rule *rule, const struct dms_record *record, const char *what,
         const struct dms_json *card)
{
    struct dms_json *arguments = dms_json_create_object();
    dms_json_set_text(arguments, "rule", rule->name);
    dms_json_set_text(arguments, "what", what);
    if (dms_json_text_at(card, "channel") != NULL)
        dms_json_set_text(arguments, "channel", dms_json_text_at(card, "channel"));
    if (record != NULL) {
        dms_json_set_text(arguments, "entity", dms_record_entity(record));
        dms_json_set_integer(arguments, "id", dms_record_id(record));
    }
    return arguments;
}

enum dms_status
contact_ask(struct dms_unit *unit, const struct rule *rule,
            const struct dms_record *record, const char *what,
            const struct dms_json *card, int64_t *at, bool *allowed,
            struct dms_error *error)
{
    const struct follow_up *follow = rule->follow_up;
    struct dms_json *answer = NULL;
    enum dms_status st = DMS_OK;
    *allowed = true;
    if (follow->ask != NULL) {
        struct dms_json *arguments = question(rule, record, what, card);
        st = dms_call(unit, follow->ask, arguments, &answer, error);
        *allowed = st == DMS_OK && dms_json_boolean_at(answer, "allowed");
        if (dms_json_integer_at(answer, "after") > *at)
            *at = dms_json_integer_at(answer, "after");
        dms_json_destroy(arguments);
    }
    *at = contact_time(unit, follow, *at);
    dms_json_destroy(answer);
    return st;
}
