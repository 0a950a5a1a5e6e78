/* figures.c - the figures of a catalogue: whole cards, and every field they speak of there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/card.h"
#include "base/error.h"
#include "storage/query.h"
#include "unit/registrar.h"

#define WINDOWS                                                                          \
    (DMS_WINDOW_DAY | DMS_WINDOW_MONTH | DMS_WINDOW_QUARTER | DMS_WINDOW_YEAR |          \
     DMS_WINDOW_ROLLING)

static const struct catalogue_figure *
find(const struct catalogue *catalogue, const char *name)
{
    for (size_t i = 0; i < catalogue->figures.count; i++) {
        const struct catalogue_figure *figure = catalogue->figures.items[i];
        if (strcmp(figure->card.name, name) == 0)
            return figure;
    }
    return NULL;
}

const struct catalogue_figure *
catalogue_figure(const struct catalogue *catalogue, const char *name)
{
    const struct catalogue_figure *figure = find(catalogue, name);
    return figure != NULL && !figure->off ? figure : NULL;
}

static enum dms_status
refuse(const struct catalogue_figure *figure, const char *what, struct dms_error *error)
{
    return dms_fail(error, DMS_INVALID, "unit.bad_figure", "owner=%s|name=%s|what=%s",
                    figure->owner, figure->card.name, what);
}

enum dms_status
catalogue_add_figure(struct catalogue *catalogue, void *given, const char *owner,
                     struct dms_error *error)
{
    const struct dms_figure *card = given;
    if (find(catalogue, card->name) != NULL)
        return dms_fail(error, DMS_INVALID, "unit.declared_twice",
                        "owner=%s|what=@unit.what.figure|name=%s", owner, card->name);
    struct catalogue_figure *figure = memory_get(sizeof(*figure));
    const struct dms_measure *const parts[] = { card->numerator, card->denominator };
    figure->card = *card;
    figure->owner = owner;
    for (size_t i = 0; i < 2 && parts[i] != NULL; i++)
        card_copy(&figure->measures[i], sizeof(struct dms_measure), parts[i],
                  card->measure_size);
    figure->card.numerator = &figure->measures[0];
    figure->card.denominator = parts[1] != NULL ? &figure->measures[1] : NULL;
    list_add(&catalogue->figures, figure);
    if (card->unit < DMS_FIGURE_COUNT || card->unit > DMS_FIGURE_DAYS)
        return refuse(figure, "unit", error);
    return card->windows == 0 || (card->windows & ~(uint32_t)WINDOWS) != 0
               ? refuse(figure, "windows", error)
               : DMS_OK;
}

/* WHERE with one more condition that holds of any value, so that FIELD is looked up. */
static void
mention(struct dms_json *conditions, const char *field)
{
    struct dms_json *condition = dms_json_create_object(),
                    *test = dms_json_create_object();
    dms_json_set_boolean(test, "is_null", false);
    dms_json_take_key(condition, field, test);
    dms_json_take(conditions, condition);
}

/* "person=owner model=model": the fields, in the order of the words. */
static bool
mention_dimensions(struct dms_json *conditions, const char *dimensions)
{
    const char *at = dimensions != NULL ? dimensions : "";
    for (at += strspn(at, " "); *at != '\0'; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        char word[160], *equals;
        snprintf(word, sizeof(word), "%.*s", (int)size, at);
        equals = strchr(word, '=');
        if (equals == NULL || equals == word || equals[1] == '\0')
            return false;
        mention(conditions, equals + 1);
        at += size;
    }
    return true;
}

static struct dms_json *
everything_said(const struct dms_measure *measure)
{
    struct dms_json *conditions = dms_json_create_array(), *where = NULL;
    const char *text = measure->where != NULL ? measure->where : "{}";
    bool read = dms_json_load(text, strlen(text), &where, NULL) == DMS_OK;
    if (read)
        dms_json_take(conditions, where);
    if (measure->at != NULL)
        mention(conditions, measure->at);
    if (measure->until != NULL)
        mention(conditions, measure->until);
    if (!read || !mention_dimensions(conditions, measure->dimensions)) {
        dms_json_destroy(conditions);
        return NULL;
    }
    struct dms_json *all = dms_json_create_object(), *question = dms_json_create_object();
    dms_json_take_key(all, "and", conditions);
    dms_json_take_key(question, "where", all);
    return question;
}

/* Asked once and not run: whatever is not there is found by who would look for it. */
static enum dms_status
check_words(const struct catalogue *catalogue, const struct catalogue_figure *figure,
            const struct dms_measure *measure, const struct entity *entity,
            struct dms_error *error)
{
    struct dms_error cause = { 0 };
    struct query *query = NULL;
    uint32_t type;
    const struct query_tally tally = { measure->sum, measure->distinct, NULL };
    struct dms_json *question = everything_said(measure);
    if (question == NULL)
        return refuse(figure, "where, dimensions", error);
    enum dms_status st =
        query_create(catalogue->entities, entity, question, 0, &query, &cause);
    if (st == DMS_OK)
        st = query_set_tally(query, &tally, &type, &cause);
    if (st != DMS_OK)
        st = refuse(figure,
                    dms_error_field(&cause)[0] != '\0' ? dms_error_field(&cause)
                                                       : dms_error_key(&cause),
                    error);
    query_destroy(query);
    dms_json_destroy(question);
    return st;
}

/* Rules are written for the house as it is: all of it is theirs. */
static bool
is_of(const char *entity, const char *owner)
{
    size_t size = strlen(owner);
    return strcmp(owner, "rules") == 0 ||
           (strncmp(entity, owner, size) == 0 && entity[size] == '.');
}

/* What another plugin would have declared may be missing; what the owner declares may not. */
static enum dms_status
check_measure(const struct catalogue *catalogue, struct catalogue_figure *figure,
              const struct dms_measure *measure, struct dms_error *error)
{
    if (measure->entity == NULL)
        return measure->call != NULL ? DMS_OK : refuse(figure, "entity", error);
    const struct entity *entity = entity_at(catalogue->entities, measure->entity);
    struct dms_error own = { 0 };
    enum dms_status st = entity != NULL
                             ? check_words(catalogue, figure, measure, entity, &own)
                             : refuse(figure, measure->entity, &own);
    figure->off = figure->off || st != DMS_OK;
    if (st == DMS_OK || !is_of(measure->entity, figure->owner))
        return DMS_OK;
    error_copy(error, &own);
    return st;
}

enum dms_status
catalogue_check_figures(struct catalogue *catalogue, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < catalogue->figures.count; i++) {
        struct catalogue_figure *figure = catalogue->figures.items[i];
        st = check_measure(catalogue, figure, figure->card.numerator, error);
        if (st == DMS_OK && figure->card.denominator != NULL)
            st = check_measure(catalogue, figure, figure->card.denominator, error);
    }
    return st;
}
