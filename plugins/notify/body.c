/* body.c - what a stranger is told of an event: that it happened, to which record, and which
 * fields changed. Values only of fields that cannot hold a person: numbers, dates, choices,
 * references of class public or internal, and texts declared public. A field nobody has
 * classed is internal, and people write names and numbers into such texts. */
#include <string.h>

#include "notify.h"

/* A name of our own making: what a plugin emits could hold anything. */
static bool
is_word(const char *text)
{
    size_t size = text != NULL ? strlen(text) : 0;
    return size > 0 && size <= 64 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == size;
}

static bool
may_tell_value(const struct dms_field *field)
{
    if (field->data_class == DMS_PUBLIC)
        return true;
    return field->data_class == DMS_INTERNAL && field->type != DMS_TEXT &&
           field->type != DMS_STRUCTURED;
}

static void
add_word(const struct dms_json *payload, const char *key, struct dms_json *body)
{
    const char *word = dms_json_text_at(payload, key);
    if (is_word(word))
        dms_json_set_text(body, key, word);
}

static void
add_changes(struct dms_house *house, const char *entity, const struct dms_json *changed,
            struct dms_json *body)
{
    struct dms_json *names = dms_json_create_array(), *values = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(changed); i++) {
        const char *name = dms_json_key_at(changed, i);
        const struct dms_field *field = dms_house_field(house, entity, name);
        if (field == NULL)
            continue;
        dms_json_take(names, dms_json_create_text(name));
        if (may_tell_value(field))
            dms_json_take_key(values, name, dms_json_copy(dms_json_value_at(changed, i)));
    }
    dms_json_take_key(body, "changed", names);
    dms_json_take_key(body, "values", values);
}

struct dms_json *
notify_body(struct dms_house *house, const struct dms_event *event, int64_t offset)
{
    struct dms_json *body = dms_json_create_object();
    const struct dms_json *changed = dms_json_at_key(event->payload, "changed");
    char at[40];
    dms_json_set_integer(body, "id", event->id);
    dms_json_set_text(body, "event", event->name);
    dms_json_set_text(body, "at", dms_time_print(event->at, offset, at, sizeof(at)));
    dms_json_set_text(body, "entity", event->entity);
    dms_json_set_integer(body, "record", event->record);
    dms_json_set_integer(body, "store", event->store);
    add_word(event->payload, "transition", body);
    add_word(event->payload, "from", body);
    add_word(event->payload, "to", body);
    if (dms_json_kind(changed) == DMS_JSON_OBJECT)
        add_changes(house, event->entity, changed, body);
    return body;
}
