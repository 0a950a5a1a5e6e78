/* printing.c - one record, a page of them, and whatever else there is, as text. */
#include "door/printing.h"

#include <stdlib.h>
#include <string.h>

#include "base/card.h"
#include "base/json.h"
#include "base/list.h"
#include "door/door.h"

static void
print_record(struct dms_unit *unit, const struct dms_record *record,
             struct printing *printing)
{
    printing->rev = dms_record_rev(record);
    printing->record = dms_record_id(record);
    text_add(&printing->out, "{\"record\":");
    unit_record_text(unit, record, dms_json_text_at(printing->question, "fields"),
                     &printing->out);
    text_add_char(&printing->out, '}');
}

static enum dms_status
print_get(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    struct printing *printing = context;
    const char *entity, *fields = dms_json_text_at(printing->question, "fields");
    const struct dms_record *record = NULL;
    int64_t id;
    (void)answer;
    enum dms_status st = door_record(unit, printing->question, &entity, &id, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, entity, id, &record, error);
    if (st == DMS_OK)
        st = entity_need_fields(record->entity, fields, error);
    if (st == DMS_OK)
        print_record(unit, record, printing);
    return st;
}

static void
print_page(struct dms_unit *unit, const struct dms_list *list, const char *fields,
           struct printing *printing)
{
    struct text *out = &printing->out;
    text_add_char(out, '{');
    if (list->next != NULL) {
        printing->next = memory_copy(list->next);
        text_add(out, "\"next\":");
        json_print_text(out, list->next);
        text_add_char(out, ',');
    }
    text_add(out, "\"records\":[");
    for (size_t i = 0; i < dms_list_count(list); i++) {
        if (i > 0)
            text_add_char(out, ',');
        unit_record_text(unit, dms_list_at(list, i), fields, out);
    }
    text_add(out, "]}");
}

static enum dms_status
print_list(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    struct printing *printing = context;
    const char *entity = "", *fields = dms_json_text_at(printing->question, "fields");
    const struct dms_list *list = NULL;
    struct dms_json *query = NULL;
    (void)answer;
    enum dms_status st = door_text(printing->question, "entity", &entity, error);
    if (st == DMS_OK)
        st = door_query(unit, printing->question, entity, &query, error);
    if (st == DMS_OK)
        st = dms_unit_find_json(unit, entity, query, &list, error);
    if (st == DMS_OK)
        st = entity_need_fields(entity_at(unit->catalogue->entities, entity), fields,
                                error);
    if (st == DMS_OK)
        print_page(unit, list, fields, printing);
    dms_json_destroy(query);
    return st;
}

static enum dms_status
print_deed(struct dms_unit *unit, door_deed deed, struct printing *printing,
           struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = deed(unit, printing->question, &record, error);
    printing->out.size = 0; /* of a run that was taken back */
    if (st == DMS_OK)
        print_record(unit, record, printing);
    return st;
}

static enum dms_status
print_create(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    (void)answer;
    return print_deed(unit, door_make, context, error);
}

static enum dms_status
print_set(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer;
    return print_deed(unit, door_change, context, error);
}

static enum dms_status
print_transition(struct dms_unit *unit, void *context, struct dms_json **answer,
                 struct dms_error *error)
{
    (void)answer;
    return print_deed(unit, door_move, context, error);
}

dms_work
printing_work(const struct dms_json *question, bool *writes)
{
    static const struct {
        const char *name;
        dms_work work;
        bool writes;
    } known[] = {
        { "get", print_get, false },
        { "list", print_list, false },
        { "create", print_create, true },
        { "set", print_set, true },
        { "transition", print_transition, true },
    };
    const char *name = dms_json_text_at(question, "do");
    if (name == NULL || dms_json_boolean_at(question, "titles"))
        return NULL;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strcmp(known[i].name, name) == 0) {
            *writes = known[i].writes;
            return known[i].work;
        }
    return NULL;
}

void
printing_tree(struct printing *printing, const struct dms_json *answer)
{
    const struct dms_json *record = dms_json_at_key(answer, "record");
    const char *next = dms_json_text_at(answer, "next");
    printing->rev = dms_json_integer_at(record, "rev");
    printing->record = dms_json_integer_at(record, "id");
    printing->next = next != NULL ? memory_copy(next) : NULL;
    char *text = dms_json_print(answer);
    text_add(&printing->out, text);
    free(text);
}

void
printing_warn(struct printing *printing, const struct dms_json *warnings)
{
    struct text *out = &printing->out;
    if (warnings == NULL || out->size == 0 || out->data[out->size - 1] != '}')
        return;
    char *text = dms_json_print(warnings);
    out->size--;
    text_printf(out, ",\"warnings\":%s}", text);
    free(text);
}

void
printing_give(struct printing *printing, struct dms_answer_text *answer)
{
    struct dms_answer_text told = { .size = answer->size,
                                    .length = printing->out.size,
                                    .rev = printing->rev,
                                    .next = printing->next,
                                    .record = printing->record };
    told.text = text_take(&printing->out);
    printing->next = NULL;
    card_copy(answer, answer->size, &told, sizeof(told));
}

void
printing_clear(struct printing *printing)
{
    free(printing->next);
    text_clear(&printing->out);
    printing->next = NULL;
}
