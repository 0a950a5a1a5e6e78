/* records.c - one record: create, get, set, remove; and what it is called to people. */
#include <inttypes.h>
#include <string.h>

#include "base/messages.h"
#include "door/door.h"

static void
set_title(struct dms_unit *unit, struct dms_json *titles, const char *field,
          const char *entity, int64_t id)
{
    const char *title = id > 0 ? unit_called(unit, entity, id) : "";
    if (title[0] != '\0')
        dms_json_set_text(titles, field, title);
}

/* A text that is a key, in the words of who asks. */
static void
set_sentence(struct dms_unit *unit, struct dms_json *titles, const char *field,
             const char *key)
{
    const char *sentence =
        key == NULL
            ? NULL
            : messages_at(unit->house->messages, dms_unit_language(unit), key);
    if (sentence != NULL)
        dms_json_set_text(titles, field, sentence);
}

static struct dms_json *
titles_of(struct dms_unit *unit, const struct entity *entity,
          const struct dms_json *record)
{
    struct dms_json *titles = dms_json_create_object();
    for (uint32_t i = 0; i < entity->field_count; i++) {
        const struct entity_field *field = &entity->fields[i];
        if (field->target != NULL)
            set_title(unit, titles, field->card.name, field->target->name,
                      dms_json_integer_at(record, field->card.name));
        else if ((field->card.flags & DMS_SENTENCE) != 0)
            set_sentence(unit, titles, field->card.name,
                         dms_json_text_at(record, field->card.name));
    }
    static const char *const people[] = { "owner", "created_by", "updated_by" };
    for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++)
        set_title(unit, titles, people[i], "core.user",
                  dms_json_integer_at(record, people[i]));
    set_title(unit, titles, "store", "core.store", dms_json_integer_at(record, "store"));
    return titles;
}

void
door_titles(struct dms_unit *unit, const struct dms_json *question, const char *name,
            const struct dms_json *records)
{
    const struct entity *entity = entity_at(unit->catalogue->entities, name);
    if (entity == NULL || !dms_json_boolean_at(question, "titles"))
        return;
    for (size_t i = 0; i < dms_json_count(records); i++) {
        const struct dms_json *record = dms_json_at(records, i);
        /* The array was made for this answer alone: nobody else holds its items. */
        dms_json_take_key((struct dms_json *)(uintptr_t)record, "titles",
                          titles_of(unit, entity, record));
    }
}

struct dms_json *
door_answer(struct dms_unit *unit, const struct dms_json *question,
            const struct dms_record *record)
{
    struct dms_json *answer = dms_json_create_object();
    struct dms_json *json =
        unit_record_json(unit, record, dms_json_text_at(question, "fields"));
    if (dms_json_boolean_at(question, "titles"))
        dms_json_take_key(json, "titles", titles_of(unit, record->entity, json));
    dms_json_take_key(answer, "record", json);
    return answer;
}

enum dms_status
door_make(struct dms_unit *unit, const struct dms_json *question,
          struct dms_record **record, struct dms_error *error)
{
    const char *entity;
    struct dms_json *fields = NULL;
    enum dms_status st = door_text(question, "entity", &entity, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, entity, record, error);
    if (st == DMS_OK)
        st = door_fields(unit, entity, dms_json_at_key(question, "fields"), &fields,
                         error);
    if (st == DMS_OK)
        st = unit_set_fields(unit, *record, fields, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, *record, error);
    dms_json_destroy(fields);
    return st;
}

/* Does the deed, and answers with the record as it is then. */
static enum dms_status
answer_deed(struct dms_unit *unit, door_deed deed, const struct dms_json *question,
            struct dms_json **answer, struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = deed(unit, question, &record, error);
    if (st == DMS_OK)
        *answer = door_answer(unit, question, record);
    return st;
}

enum dms_status
door_create(struct dms_unit *unit, void *question, struct dms_json **answer,
            struct dms_error *error)
{
    return answer_deed(unit, door_make, question, answer, error);
}

enum dms_status
door_get(struct dms_unit *unit, void *context, struct dms_json **answer,
         struct dms_error *error)
{
    const struct dms_json *question = context;
    const char *entity;
    int64_t id;
    const struct dms_record *record = NULL;
    enum dms_status st = door_record(unit, question, &entity, &id, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, entity, id, &record, error);
    if (st == DMS_OK)
        st = entity_need_fields(record->entity, dms_json_text_at(question, "fields"),
                                error);
    if (st == DMS_OK)
        *answer = door_answer(unit, question, record);
    return st;
}

/* To change it; CONFLICT when the question names a rev and somebody was faster. */
static enum dms_status
edit(struct dms_unit *unit, const struct dms_json *question, struct dms_record **record,
     struct dms_error *error)
{
    const char *entity;
    int64_t id, rev = dms_json_integer_at(question, "rev");
    enum dms_status st = door_record(unit, question, &entity, &id, error);
    if (st == DMS_OK)
        st = dms_unit_edit(unit, entity, id, record, error);
    if (st == DMS_OK && rev != 0 && rev != dms_record_rev(*record))
        st = dms_fail(error, DMS_CONFLICT, "door.changed",
                      "entity=@entity.%s|id=%" PRId64 "|rev=%" PRId64 "|now=%" PRId64,
                      entity, id, rev, dms_record_rev(*record));
    return st;
}

enum dms_status
door_change(struct dms_unit *unit, const struct dms_json *question,
            struct dms_record **record, struct dms_error *error)
{
    struct dms_json *fields = NULL;
    enum dms_status st = edit(unit, question, record, error);
    if (st == DMS_OK)
        st = door_fields(unit, dms_record_entity(*record),
                         dms_json_at_key(question, "fields"), &fields, error);
    if (st == DMS_OK)
        st = unit_set_fields(unit, *record, fields, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, *record, error);
    dms_json_destroy(fields);
    return st;
}

enum dms_status
door_set(struct dms_unit *unit, void *question, struct dms_json **answer,
         struct dms_error *error)
{
    return answer_deed(unit, door_change, question, answer, error);
}

enum dms_status
door_remove(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = edit(unit, context, &record, error);
    if (st == DMS_OK)
        st = dms_unit_remove(unit, record, error);
    if (st == DMS_OK)
        *answer = dms_json_create_object();
    return st;
}

enum dms_status
door_move(struct dms_unit *unit, const struct dms_json *question,
          struct dms_record **record, struct dms_error *error)
{
    const char *name;
    struct dms_json *fields = NULL;
    enum dms_status st = door_text(question, "transition", &name, error);
    if (st == DMS_OK)
        st = edit(unit, question, record, error);
    if (st == DMS_OK)
        st = door_fields(unit, dms_record_entity(*record),
                         dms_json_at_key(question, "fields"), &fields, error);
    if (st == DMS_OK)
        st = dms_unit_transition(unit, *record, name, fields, error);
    dms_json_destroy(fields);
    return st;
}

enum dms_status
door_transition(struct dms_unit *unit, void *question, struct dms_json **answer,
                struct dms_error *error)
{
    return answer_deed(unit, door_move, question, answer, error);
}
