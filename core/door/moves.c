/* moves.c - what may be done with a record now, and what a plugin or a rule answers. */
#include <stdlib.h>
#include <string.h>

#include "access/entities.h"
#include "access/scope.h"
#include "base/error.h"
#include "base/messages.h"
#include "base/text.h"
#include "door/door.h"

static void
add_label(struct dms_unit *unit, struct dms_json *item, const char *label,
          const char *kind, const char *entity, const char *name)
{
    struct text key = { 0 };
    text_printf(&key, "%s.%s.%s", kind, entity, name);
    const char *word =
        messages_at(unit->house->messages, dms_unit_language(unit), key.data);
    dms_json_set_text(item, label, word != NULL ? word : name);
    text_clear(&key);
}

/* Labels, and each reason as a sentence, beside what programs read. The array was made for
 * this answer alone. */
static void
say_in_words(struct dms_unit *unit, const char *entity,
             const struct dms_json *transitions)
{
    for (size_t i = 0; i < dms_json_count(transitions); i++) {
        struct dms_json *item = (struct dms_json *)(uintptr_t)dms_json_at(transitions, i);
        const struct dms_json *reason = dms_json_at_key(item, "reason");
        struct dms_error error = { 0 };
        add_label(unit, item, "label", "transition", entity,
                  dms_json_text_at(item, "name"));
        add_label(unit, item, "to_label", "state", entity, dms_json_text_at(item, "to"));
        if (reason == NULL)
            continue;
        error_from_json(&error, reason);
        char *text =
            messages_error(unit->house->messages, dms_unit_language(unit), &error);
        dms_json_set_text((struct dms_json *)(uintptr_t)reason, "text", text);
        free(text);
    }
}

enum dms_status
door_transitions(struct dms_unit *unit, void *context, struct dms_json **answer,
                 struct dms_error *error)
{
    const char *entity;
    int64_t id;
    const struct dms_record *record = NULL;
    enum dms_status st = door_record(unit, context, &entity, &id, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, entity, id, &record, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *transitions = unit_transitions(unit, record);
    say_in_words(unit, entity, transitions);
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "state", dms_record_state(record));
    dms_json_take_key(*answer, "transitions", transitions);
    return DMS_OK;
}

/* "core.ruleset:update". What is written so that nobody can read it, nobody has. */
enum dms_status
door_may_call(struct dms_unit *unit, const char *call, const char *needed,
              struct dms_error *error)
{
    const struct entity *entity;
    struct permission permission;
    const char *unknown, *colon = needed != NULL ? strchr(needed, ':') : NULL;
    if (needed == NULL)
        return scope_opens_call(unit->scope, call)
                   ? DMS_OK
                   : dms_fail(error, DMS_FORBIDDEN, "access.call_out_of_scope", "call=%s",
                              call);
    uint32_t action = colon != NULL ? actions_read(colon + 1, &unknown) : 0;
    char *name =
        colon != NULL ? strndup(needed, (size_t)(colon - needed)) : strdup(needed);
    enum dms_status st =
        action != 0 ? unit_entity(unit, name, &entity, &permission, error)
                    : dms_fail(error, DMS_BUG, "door.bad_permission", "text=%s", needed);
    if (st == DMS_OK)
        st = permission_need(&permission, (enum dms_action)action, error);
    free(name);
    return st;
}

enum dms_status
door_call(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    const struct dms_json *question = context;
    const char *name;
    struct dms_json *result = NULL;
    enum dms_status st = door_text(question, "name", &name, error);
    if (st != DMS_OK)
        return st;
    const struct catalogue_call *call =
        catalogue_call(unit->catalogue, name, unit->brand);
    if (call == NULL || (call->card.flags & DMS_CALL_EXPOSED) == 0)
        return dms_fail(error, DMS_UNSUPPORTED, "unit.no_such_call", "call=%s", name);
    st = door_may_call(unit, name, call->card.permission, error);
    if (st == DMS_OK)
        st = dms_call(unit, name, dms_json_at_key(question, "arguments"), &result, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "answer",
                      result != NULL ? result : dms_json_create_null());
    return DMS_OK;
}

bool
door_call_reads(const struct dms_house *house, const struct dms_json *question)
{
    const struct catalogue *catalogue = atomic_load(&house->catalogue);
    const char *name = dms_json_text_at(question, "name");
    bool reads = false;
    /* Each brand may have its own; which one answers is known only inside the unit. */
    for (size_t i = 0; name != NULL && i < catalogue->calls.count; i++) {
        const struct catalogue_call *call = catalogue->calls.items[i];
        if (strcmp(call->card.name, name) != 0)
            continue;
        reads = (call->card.flags & DMS_CALL_READS) != 0;
        if (!reads)
            break;
    }
    return reads;
}
