/* answer_text.c - dms_house_ask_text: the answers that are asked most, printed without a tree. */
#include <stdlib.h>
#include <string.h>

#include "base/card.h"
#include "base/json.h"
#include "base/list.h"
#include "base/text.h"
#include "dms/front.h"
#include "door/door.h"

struct printing {
    const struct dms_json *question;
    struct text out;
    int64_t rev;
    char *next;
};

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
    if (st != DMS_OK)
        return st;
    printing->rev = dms_record_rev(record);
    text_add(&printing->out, "{\"record\":");
    unit_record_text(unit, record, fields, &printing->out);
    text_add_char(&printing->out, '}');
    return DMS_OK;
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

static dms_work
printer_of(const struct dms_json *question)
{
    const char *name = dms_json_text_at(question, "do");
    if (name == NULL || dms_json_boolean_at(question, "titles"))
        return NULL;
    if (strcmp(name, "get") == 0)
        return print_get;
    return strcmp(name, "list") == 0 ? print_list : NULL;
}

static enum dms_status
print_any(struct dms_house *house, const struct dms_request *request,
          struct printing *printing, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st =
        dms_house_ask(house, request, printing->question, &answer, error);
    if (st != DMS_OK)
        return st;
    const char *next = dms_json_text_at(answer, "next");
    printing->rev = dms_json_integer_at(dms_json_at_key(answer, "record"), "rev");
    printing->next = next != NULL ? memory_copy(next) : NULL;
    char *text = dms_json_print(answer);
    text_add(&printing->out, text);
    free(text);
    dms_json_destroy(answer);
    return DMS_OK;
}

enum dms_status
dms_house_ask_text(struct dms_house *house, const struct dms_request *request,
                   const struct dms_json *question, struct dms_answer_text *answer,
                   struct dms_error *error)
{
    struct printing printing = { .question = question };
    struct dms_answer_text told = { .size = answer->size };
    dms_work work = printer_of(question);
    enum dms_status st =
        work != NULL ? dms_house_read(house, request, work, &printing, NULL, error)
                     : print_any(house, request, &printing, error);
    if (st == DMS_OK) {
        told.rev = printing.rev;
        told.next = printing.next;
        told.length = printing.out.size;
        told.text = text_take(&printing.out);
    } else {
        free(printing.next);
        text_clear(&printing.out);
    }
    card_copy(answer, answer->size, &told, sizeof(told));
    return st;
}
