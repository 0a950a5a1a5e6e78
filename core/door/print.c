/* print.c - a document is printed: who, when, which copy is kept; its page is shown to who printed it.
 *
 * What is kept of the page is its digest: what was printed can be shown again only while it would
 * say the same. Files are read between units, and the page is drawn where nobody waits for it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/card.h"
#include "dms/sight.h"
#include "base/messages.h"
#include "door/paper.h"
#include "entity/record.h"
#include "unit/unit_inside.h"

#define PRINT "core.print"

struct printed {
    const struct dms_json *question;
    const char *name; /* of the template */
    struct paper_place place;
    struct paper *paper;
    struct dms_json *record; /* the core.print that is shown; NULL: a new one */
    struct dms_json *sights; /* [{"entity", "id", "field"}] */
    char digest[65];
};

static void
place_of(struct dms_unit *unit, const struct dms_record *record,
         struct paper_place *place)
{
    const struct store_info *store = access_store(
        unit->access, record->head.store != 0 ? record->head.store : unit->store);
    const char *brand = unit_brand_of(unit, record);
    snprintf(place->entity, sizeof(place->entity), "%s", record->entity->name);
    snprintf(place->store, sizeof(place->store), "%s", store != NULL ? store->code : "");
    snprintf(place->brand, sizeof(place->brand), "%s", brand);
    place->id = record->head.id;
}

static enum dms_status
find_document(struct dms_unit *unit, void *context, struct dms_json **answer,
              struct dms_error *error)
{
    struct printed *printed = context;
    const struct dms_record *record = NULL;
    const char *entity;
    int64_t id;
    (void)answer;
    enum dms_status st = door_text(printed->question, "template", &printed->name, error);
    if (st == DMS_OK)
        st = door_record(unit, printed->question, &entity, &id, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, entity, id, &record, error);
    if (st == DMS_OK)
        place_of(unit, record, &printed->place);
    return st;
}

static void
keep_sights(const struct paper_drawing *drawing, struct printed *printed)
{
    printed->sights = dms_json_create_array();
    for (size_t i = 0; i < drawing->sights.count; i++) {
        const struct paper_sight *sight = drawing->sights.items[i];
        struct dms_json *item = dms_json_create_object();
        dms_json_set_text(item, "entity", sight->entity);
        dms_json_set_text(item, "field", sight->field);
        dms_json_set_integer(item, "id", sight->id);
        dms_json_take(printed->sights, item);
    }
}

/* *TEXT is yours to free(), unless it fails. */
static enum dms_status
draw(struct dms_unit *unit, struct printed *printed, const struct paper_print *print,
     struct text *page, struct dms_error *error)
{
    struct paper_drawing drawing = { .unit = unit,
                                     .paper = printed->paper,
                                     .print = print };
    enum dms_status st = dms_unit_get(unit, printed->place.entity, printed->place.id,
                                      &drawing.document, error);
    if (st == DMS_OK)
        st = paper_draw(&drawing, error);
    if (st == DMS_OK && printed->sights == NULL)
        keep_sights(&drawing, printed);
    list_clear(&drawing.sights, NULL);
    *page = drawing.out;
    if (st != DMS_OK)
        text_clear(page);
    return st;
}

/* The page without what only this copy says: its number and its moment. */
static enum dms_status
take_digest(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    struct printed *printed = context;
    struct text page = { 0 };
    const struct paper_print print = { printed->name, 0, 0, dms_unit_user(unit) };
    (void)answer;
    enum dms_status st = draw(unit, printed, &print, &page, error);
    if (st == DMS_OK)
        dms_digest(page.data, page.size, printed->digest);
    text_clear(&page);
    return st;
}

static enum dms_status
count_copies(struct dms_unit *unit, const struct printed *printed, int64_t *count,
             struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "entity", printed->place.entity);
    dms_json_set_integer(values, "id", printed->place.id);
    dms_json_set_text(values, "name", printed->name);
    enum dms_status st =
        dms_unit_count(unit, PRINT,
                       "{\"where\":{\"subject\":\"$id\",\"subject_entity\":\"$entity\","
                       "\"template\":\"$name\"}}",
                       values, count, error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
fill_record(struct dms_unit *unit, const struct printed *printed, int64_t copy,
            struct dms_record *record, struct dms_error *error)
{
    enum dms_status st =
        dms_record_set_text(record, "subject_entity", printed->place.entity, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "subject", printed->place.id, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "template", printed->name, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "copy", copy, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "language", dms_unit_language(unit), error);
    return st == DMS_OK ? dms_record_set_text(record, "digest", printed->digest, error)
                        : st;
}

static void
write_down(struct dms_unit *unit, const struct printed *printed)
{
    const char *purpose =
        dms_unit_text(unit, dms_scratch_printf(unit, "print.%s", printed->name), NULL);
    for (size_t i = 0; i < dms_json_count(printed->sights); i++) {
        const struct dms_json *sight = dms_json_at(printed->sights, i);
        door_revealed(unit, dms_json_text_at(sight, "entity"),
                      dms_json_integer_at(sight, "id"), dms_json_text_at(sight, "field"),
                      purpose);
    }
}

/* Counted and kept by the house: who prints needs no right to write prints. */
static enum dms_status
keep_record(struct dms_unit *unit, const struct printed *printed, int64_t *copy,
            struct dms_record **record, struct dms_error *error)
{
    enum dms_status st = unit_step(unit, "print", "core", error);
    if (st != DMS_OK)
        return st;
    st = count_copies(unit, printed, copy, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, PRINT, record, error);
    if (st == DMS_OK)
        st = fill_record(unit, printed, ++*copy, *record, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, *record, error);
    unit_step_back(unit);
    return st;
}

static enum dms_status
keep(struct dms_unit *unit, void *context, struct dms_json **answer,
     struct dms_error *error)
{
    const struct printed *printed = context;
    struct dms_record *record = NULL;
    int64_t copy = 0;
    enum dms_status st = keep_record(unit, printed, &copy, &record, error);
    if (st != DMS_OK)
        return st;
    write_down(unit, printed);
    int64_t id = dms_record_id(record);
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "id", id);
    dms_json_set_integer(*answer, "copy", copy);
    dms_json_set_text(*answer, "url",
                      dms_scratch_printf(unit, "/api/v1/prints/%" PRId64, id));
    return DMS_OK;
}

static void
clear(struct printed *printed)
{
    paper_destroy(printed->paper);
    dms_json_destroy(printed->record);
    dms_json_destroy(printed->sights);
}

enum dms_status
door_print(struct dms_house *house, const struct dms_request *request,
           const struct dms_json *question, struct dms_json **answer,
           struct dms_error *error)
{
    struct printed printed = { .question = question };
    enum dms_status st =
        dms_house_read(house, request, find_document, &printed, NULL, error);
    if (st == DMS_OK)
        st = paper_find(house, &printed.place, printed.name, &printed.paper, error);
    if (st == DMS_OK)
        st = dms_house_read(house, request, take_digest, &printed, NULL, error);
    if (st == DMS_OK)
        st = dms_house_write(house, request, keep, &printed, answer, error);
    clear(&printed);
    return st;
}

/* The print, and the document it is of. Whose print it is not does not hear of it. */
static enum dms_status
find_print(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    struct printed *printed = context;
    const struct dms_record *record = NULL;
    int64_t id = dms_json_integer_at(printed->question, "id");
    (void)answer;
    enum dms_status st = dms_unit_get(unit, PRINT, id, &record, error);
    if (st == DMS_OK && record->head.created_by != dms_unit_user(unit))
        st = dms_fail(error, DMS_NOT_FOUND, "storage.no_record",
                      "entity=@entity." PRINT "|id=%" PRId64, id);
    if (st != DMS_OK)
        return st;
    printed->record = unit_record_json(unit, record, NULL);
    dms_json_set_integer(printed->record, "at", record->head.created_at);
    printed->name = dms_json_text_at(printed->record, "template");
    const char *entity = dms_json_text_at(printed->record, "subject_entity");
    st = dms_unit_get(unit, entity, dms_json_integer_at(printed->record, "subject"),
                      &record, error);
    if (st == DMS_OK)
        place_of(unit, record, &printed->place);
    return st;
}

static enum dms_status
show(struct dms_unit *unit, void *context, struct dms_json **answer,
     struct dms_error *error)
{
    struct printed *printed = context;
    struct text page = { 0 };
    const struct paper_print print = { printed->name,
                                       dms_json_integer_at(printed->record, "copy"),
                                       dms_json_integer_at(printed->record, "at"),
                                       dms_unit_user(unit) };
    enum dms_status st = take_digest(unit, context, NULL, error);
    if (st == DMS_OK &&
        strcmp(printed->digest, dms_json_text_at(printed->record, "digest")) != 0)
        st = dms_fail(error, DMS_CONFLICT, "paper.changed", "");
    if (st == DMS_OK)
        st = draw(unit, printed, &print, &page, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "html", page.data);
    text_clear(&page);
    return DMS_OK;
}

enum dms_status
door_print_show(struct dms_house *house, const struct dms_request *given,
                const struct dms_json *question, struct dms_json **answer,
                struct dms_error *error)
{
    struct printed printed = { .question = question };
    struct dms_request request = { .size = sizeof(request) };
    card_copy(&request, sizeof(request), given, given->size);
    request.size = sizeof(request);
    enum dms_status st = dms_house_read(house, given, find_print, &printed, NULL, error);
    if (st == DMS_OK) {
        request.language = dms_json_text_at(printed.record, "language");
        st = paper_find(house, &printed.place, printed.name, &printed.paper, error);
    }
    if (st == DMS_OK)
        st = dms_house_read(house, &request, show, &printed, answer, error);
    clear(&printed);
    return st;
}
