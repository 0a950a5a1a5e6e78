/* explain.c - why a field is what it is: who wrote it when, with what, and the rule behind it;
 * or why a transition may be done or not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/messages.h"
#include "door/door.h"
#include "storage/system.h"
#include "unit/unit_inside.h"

struct reasons {
    struct dms_unit *unit;
    const struct permission *permission;
    const char *field;
    struct dms_json *changes;
    int64_t changed_at; /* by the last of them */
};

static void
set_time(const struct reasons *reasons, struct dms_json *json, int64_t at)
{
    char text[40];
    dms_json_set_text(
        json, "at",
        dms_time_print(at, dms_unit_offset(reasons->unit), text, sizeof(text)));
}

/* One row of the audit, when it wrote the field. */
static enum dms_status
add_change(const struct audit_row *row, void *context, struct dms_error *error)
{
    struct reasons *reasons = context;
    (void)error;
    struct dms_json *shown =
        unit_shown_changes_text(reasons->unit, reasons->permission, row->changes);
    const struct dms_json *pair = dms_json_at_key(shown, reasons->field);
    if (dms_json_kind(pair) == DMS_JSON_ARRAY) {
        struct dms_json *change = dms_json_create_object();
        reasons->changed_at = row->at;
        set_time(reasons, change, row->at);
        dms_json_set_integer(change, "user", row->user);
        dms_json_set_text(change, "user_name",
                          unit_title(reasons->unit, "core.user", row->user));
        dms_json_set_text(change, "user_title",
                          unit_called(reasons->unit, "core.user", row->user));
        dms_json_set_text(change, "action", row->action);
        dms_json_set_text(change, "request", row->request);
        dms_json_take_key(change, "old", dms_json_copy(dms_json_at(pair, 0)));
        dms_json_take_key(change, "new", dms_json_copy(dms_json_at(pair, 1)));
        if (dms_json_count(pair) > 2)
            dms_json_take_key(change, "because", dms_json_copy(dms_json_at(pair, 2)));
        dms_json_take(reasons->changes, change);
    }
    dms_json_destroy(shown);
    return DMS_OK;
}

static void
take_shown(const struct permission *permission, const struct dms_record *record,
           const char *name, const char *as, struct dms_json *to)
{
    const struct entity_field *field = entity_field_at(record->entity, name);
    if (field != NULL && permission_sees_field(permission, field) &&
        !permission_masks(permission, field) && dms_record_has(record, name))
        dms_json_take_key(to, as, dms_record_json(record, name));
}

/* A reason is a key with what it speaks of: {"key": "crm.score_source", "points": 20}. */
static void
say_reason(const struct dms_unit *unit, struct dms_json *reason)
{
    const char *key = dms_json_text_at(reason, "key");
    if (key == NULL || dms_json_text_at(reason, "text") != NULL)
        return;
    char *text =
        messages_text(unit->house->messages, dms_unit_language(unit), key, reason);
    dms_json_set_text(reason, "text", text);
    free(text);
}

static void
say_reasons(const struct dms_unit *unit, struct dms_json *decision, const char *member)
{
    const struct dms_json *kept = dms_json_at_key(decision, member);
    if (dms_json_kind(kept) != DMS_JSON_ARRAY)
        return;
    struct dms_json *said = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(kept); i++) {
        struct dms_json *reason = dms_json_copy(dms_json_at(kept, i));
        if (dms_json_kind(reason) == DMS_JSON_OBJECT)
            say_reason(unit, reason);
        dms_json_take(said, reason);
    }
    dms_json_take_key(decision, member, said);
}

/* A figure that a rule decided keeps the rule, its version and its reasons beside it: of the
 * record as a whole ("rule"), or of this field ("floor_rule" of "floor"). */
static struct dms_json *
decision_of(const struct reasons *reasons, const struct dms_record *record)
{
    static const char *const members[] = { "rule",     "rule_version",   "reasons",
                                           "occasion", "subject_entity", "subject" };
    struct dms_json *decision = dms_json_create_object();
    char own[80];
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        take_shown(reasons->permission, record, members[i], members[i], decision);
        snprintf(own, sizeof(own), "%s_%s", reasons->field, members[i]);
        take_shown(reasons->permission, record, own, members[i], decision);
    }
    say_reasons(reasons->unit, decision, "reasons");
    return decision;
}

/* A reason is a key with its values: the sentence goes beside it. */
static struct dms_json *
in_words(struct dms_unit *unit, const struct dms_json *reasons, int depth)
{
    const char *key = dms_json_text_at(reasons, "key");
    bool list = dms_json_kind(reasons) == DMS_JSON_ARRAY;
    if (depth == 0 || (!list && dms_json_kind(reasons) != DMS_JSON_OBJECT))
        return dms_json_copy(reasons);
    struct dms_json *told = list ? dms_json_create_array() : dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(reasons); i++)
        if (list)
            dms_json_take(told, in_words(unit, dms_json_at(reasons, i), depth - 1));
        else
            dms_json_take_key(told, dms_json_key_at(reasons, i),
                              in_words(unit, dms_json_value_at(reasons, i), depth - 1));
    if (key != NULL && dms_json_at_key(reasons, "text") == NULL) {
        char *text = dms_house_text(unit->house, dms_unit_language(unit), key, reasons);
        if (text != NULL && strcmp(text, key) != 0)
            dms_json_set_text(told, "text", text);
        free(text);
    }
    return told;
}

/* Where the rule stands, since when and by whom its version holds: the rule host knows. VERSION 0:
 * the one that was active AT that time. */
static void
place_rule(struct dms_unit *unit, struct dms_json *about, const struct dms_record *record,
           const char *rule, int64_t version, int64_t at)
{
    const struct store_info *store = access_store(unit->access, record->head.store);
    struct dms_json *arguments = dms_json_create_object(), *place = NULL;
    if (rule != NULL && dms_unit_can_call(unit, "rules.place")) {
        dms_json_set_text(arguments, "rule", rule);
        dms_json_set_integer(arguments, "version", version);
        dms_json_set_integer(arguments, "at", at);
        dms_json_set_text(arguments, "brand", unit_brand_of(unit, record));
        if (store != NULL)
            dms_json_set_text(arguments, "store", store->code);
        if (dms_call(unit, "rules.place", arguments, &place, NULL) == DMS_OK &&
            place != NULL)
            dms_json_take_key(about, "place", dms_json_copy(place));
    }
    dms_json_destroy(place);
    dms_json_destroy(arguments);
}

static enum dms_status
explain(struct reasons *reasons, const struct dms_record *record,
        struct dms_json **answer, struct dms_error *error)
{
    struct dms_json *shown = unit_record_json(reasons->unit, record, reasons->field);
    reasons->changes = dms_json_create_array();
    enum dms_status st =
        session_audit_of(reasons->unit->session, dms_record_entity(record),
                         dms_record_id(record), add_change, reasons, error);
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "field", reasons->field);
    dms_json_take_key(*answer, "value",
                      dms_json_copy(dms_json_at_key(shown, reasons->field)));
    const struct entity_field *field = entity_field_at(record->entity, reasons->field);
    dms_json_set_text(*answer, "declared_by",
                      field != NULL ? field->owner : record->entity->owner);
    struct dms_json *decision = decision_of(reasons, record);
    if (dms_json_at_key(decision, "reasons") != NULL)
        dms_json_take_key(
            decision, "reasons",
            in_words(reasons->unit, dms_json_at_key(decision, "reasons"), 4));
    place_rule(reasons->unit, decision, record, dms_json_text_at(decision, "rule"),
               dms_json_integer_at(decision, "rule_version"),
               reasons->changed_at != 0 ? reasons->changed_at : record->head.updated_at);
    dms_json_take_key(*answer, "decision", decision);
    dms_json_take_key(*answer, "changes", reasons->changes);
    dms_json_destroy(shown);
    return st;
}

/* Why a transition may be done now, or not: {"transition": …, "version", "place"?}. False when
 * the record has none of that name. */
static bool
explain_transition(struct dms_unit *unit, const struct dms_record *record,
                   const char *name, struct dms_json **answer)
{
    struct dms_json *transitions = unit_transitions(unit, record);
    const struct dms_json *found = NULL;
    for (size_t i = 0; found == NULL && i < dms_json_count(transitions); i++)
        if (strcmp(dms_json_text_at(dms_json_at(transitions, i), "name"), name) == 0)
            found = dms_json_at(transitions, i);
    if (found != NULL) {
        const struct dms_json *reason = dms_json_at_key(found, "reason");
        struct dms_error error = { 0 };
        *answer = dms_json_create_object();
        dms_json_set_text(*answer, "field", name);
        dms_json_set_text(*answer, "state", dms_record_state(record));
        dms_json_set_integer(*answer, "version", dms_record_process(record));
        if (reason != NULL) {
            error_from_json(&error, reason);
            char *text =
                messages_error(unit->house->messages, dms_unit_language(unit), &error);
            dms_json_set_text(*answer, "text", text);
            free(text);
            place_rule(unit, *answer, record, dms_json_text_at(reason, "rule"),
                       dms_record_process(record), 0);
        }
        dms_json_take_key(*answer, "transition", dms_json_copy(found));
    }
    dms_json_destroy(transitions);
    return found != NULL;
}

static enum dms_status
need_field(const struct permission *permission, const char *name, struct dms_error *error)
{
    const struct entity_field *field = entity_field_at(permission->entity, name);
    if (field == NULL)
        return entity_column_at(name) >= 0
                   ? DMS_OK
                   : entity_field_unknown(permission->entity, name, error);
    return permission_sees_field(permission, field)
               ? DMS_OK
               : dms_fail_field(error, DMS_FORBIDDEN, name, "unit.hidden_field",
                                "field=%s", name);
}

enum dms_status
door_explain(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    const char *entity, *field;
    int64_t id;
    const struct dms_record *record = NULL;
    struct permission permission;
    enum dms_status st = door_record(unit, context, &entity, &id, error);
    if (st == DMS_OK)
        st = door_text(context, "field", &field, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, entity, id, &record, error);
    if (st != DMS_OK)
        return st;
    unit_permission_for(unit, record, &permission);
    struct reasons reasons = { .unit = unit, .permission = &permission, .field = field };
    if (entity_field_at(record->entity, field) == NULL && entity_column_at(field) < 0 &&
        explain_transition(unit, record, field, answer))
        return DMS_OK;
    st = need_field(&permission, field, error);
    return st == DMS_OK ? explain(&reasons, record, answer, error) : st;
}
