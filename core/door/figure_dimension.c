/* figure_dimension.c - ways of grouping a figure: by person, model, channel, and their words. */
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "door/figure.h"

/* The next "word=field" at *AT; false when there is none. */
static bool
next(struct dms_unit *unit, const char **at, const char **word, const char **field)
{
    const char *begin = *at + strspn(*at, " ");
    size_t size = strcspn(begin, " "), name = strcspn(begin, "=");
    if (size == 0 || name >= size)
        return false;
    *word = scratch_copy_sized(unit->scratch, begin, name);
    *field = scratch_copy_sized(unit->scratch, begin + name + 1, size - name - 1);
    *at = begin + size;
    return true;
}

const char *
figure_field(struct dms_unit *unit, const struct dms_measure *measure,
             const char *dimension)
{
    const char *at = measure->dimensions != NULL ? measure->dimensions : "", *word,
               *field;
    while (next(unit, &at, &word, &field))
        if (strcmp(word, dimension) == 0)
            return field;
    return NULL;
}

static bool
all_have(struct dms_unit *unit, const struct catalogue_figure *figure,
         const char *dimension)
{
    const struct dms_measure *below = figure->card.denominator;
    return figure_field(unit, figure->card.numerator, dimension) != NULL &&
           (below == NULL || figure_field(unit, below, dimension) != NULL);
}

enum dms_status
figure_need_dimension(const struct figure_ask *ask, const char *dimension,
                      const char *member, struct dms_error *error)
{
    if (all_have(ask->unit, ask->figure, dimension))
        return DMS_OK;
    struct text known = { 0 };
    struct dms_json *names = figure_dimensions(ask->unit, ask->figure);
    text_add(&known, "");
    for (size_t i = 0; i < dms_json_count(names); i++)
        text_printf(&known, "%s%s", i > 0 ? ", " : "",
                    dms_json_text_at(dms_json_at(names, i), "name"));
    dms_json_destroy(names);
    enum dms_status st = dms_fail_field(error, DMS_INVALID, member, "figure.no_dimension",
                                        "figure=@figure.%s|dimension=%s|known=%s",
                                        ask->figure->card.name, dimension, known.data);
    text_clear(&known);
    return st;
}

static const char *
label(struct dms_unit *unit, const char *key, const char *otherwise)
{
    const char *word = messages_at(unit->house->messages, dms_unit_language(unit), key);
    return word != NULL ? word : otherwise;
}

/* What a call works out is narrowed, but never grouped. */
static bool
is_called(const struct dms_figure *card)
{
    return card->numerator->call != NULL ||
           (card->denominator != NULL && card->denominator->call != NULL);
}

struct dms_json *
figure_dimensions(struct dms_unit *unit, const struct catalogue_figure *figure)
{
    struct dms_json *names = dms_json_create_array();
    if (is_called(&figure->card))
        return names;
    const char *of = figure->card.numerator->dimensions, *word, *field;
    for (const char *at = of != NULL ? of : ""; next(unit, &at, &word, &field);) {
        if (!all_have(unit, figure, word))
            continue;
        struct dms_json *item = dms_json_create_object();
        dms_json_set_text(item, "name", word);
        dms_json_set_text(
            item, "label",
            label(unit, scratch_printf(unit->scratch, "dimension.%s", word), word));
        dms_json_take(names, item);
    }
    return names;
}

/* What PATH of ENTITY is, one step through a reference allowed. *OF: whose field it is. */
static const struct dms_field *
find_card(struct dms_unit *unit, const struct entity *entity, const char *path,
          const struct entity **of)
{
    const char *dot = strchr(path, '.');
    const char *name = dot != NULL
                           ? scratch_copy_sized(unit->scratch, path, (size_t)(dot - path))
                           : path;
    const struct entity_field *field = entity_field_at(entity, name);
    int column = entity_column_at(name);
    const struct dms_field *card = field != NULL ? &field->card
                                   : column >= 0 ? &entity_columns[column]
                                                 : NULL;
    *of = entity;
    if (dot == NULL || card == NULL || card->target == NULL)
        return card;
    const struct entity *target = entity_at(unit->catalogue->entities, card->target);
    return target != NULL ? find_card(unit, target, dot + 1, of) : NULL;
}

const char *
figure_title(const struct figure_ask *ask, const struct figure_row *row)
{
    struct dms_unit *unit = ask->unit;
    const struct dms_measure *measure = ask->figure->card.numerator;
    const struct entity *of,
        *entity = entity_at(unit->catalogue->entities, measure->entity);
    const struct dms_field *card =
        find_card(unit, entity, figure_field(unit, measure, ask->by), &of);
    if (row->empty || card == NULL)
        return label(unit, "figure.without", "");
    if (row->text == NULL)
        return card->target != NULL
                   ? unit_title(unit, card->target, row->number)
                   : scratch_printf(unit->scratch, "%lld", (long long)row->number);
    const char *key =
        strcmp(card->name, "state") == 0
            ? scratch_printf(unit->scratch, "state.%s.%s", of->name, row->text)
            : scratch_printf(unit->scratch, "choice.%s.%s.%s", of->name, card->name,
                             row->text);
    return label(unit, key, row->text);
}
