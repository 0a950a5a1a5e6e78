/* figures.c - the numbers the house is run by: which there are, what they are, and their rows. */
#include <string.h>

#include "base/messages.h"
#include "door/figure.h"

static const char *
words(struct dms_unit *unit, const char *name, const char *suffix)
{
    const char *key = scratch_printf(unit->scratch, "figure.%s%s", name, suffix);
    const char *text = messages_at(unit->house->messages, dms_unit_language(unit), key);
    return text != NULL ? text : suffix[0] == '\0' ? name : "";
}

static struct dms_json *
window_names(uint32_t windows)
{
    struct dms_json *names = dms_json_create_array();
    for (uint32_t kind = DMS_WINDOW_DAY; kind <= DMS_WINDOW_ROLLING; kind <<= 1)
        if ((windows & kind) != 0)
            dms_json_take(names, dms_json_create_text(figure_window_name(kind)));
    return names;
}

static struct dms_json *
describe(const struct figure_ask *ask)
{
    const struct dms_figure *card = &ask->figure->card;
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "name", card->name);
    dms_json_set_text(json, "label", words(ask->unit, card->name, ""));
    dms_json_set_text(json, "formula", words(ask->unit, card->name, ".formula"));
    dms_json_set_text(json, "unit", figure_unit_name(card->unit));
    dms_json_set_boolean(json, "less_is_better",
                         (card->flags & DMS_FIGURE_LESS_IS_BETTER) != 0);
    dms_json_take_key(json, "windows", window_names(card->windows));
    dms_json_take_key(json, "dimensions", figure_dimensions(ask->unit, ask->figure));
    return json;
}

static void
say_window(const struct figure_window *window, struct dms_json *json)
{
    char text[16];
    dms_json_set_text(json, "window", figure_window_name(window->kind));
    dms_json_set_text(json, "from", dms_date_print(window->from, text, sizeof(text)));
    dms_json_set_text(json, "to", dms_date_print(window->to, text, sizeof(text)));
}

/* A group that one side has no rows of counts as none there. */
static enum dms_status
evaluate(const struct figure_ask *ask, struct figure_rows *rows, struct dms_error *error)
{
    *rows = (struct figure_rows){ .scratch = ask->unit->scratch };
    enum dms_status st = figure_count(ask, 0, rows, error);
    if (st == DMS_OK && ask->figure->card.denominator != NULL)
        st = figure_count(ask, 1, rows, error);
    return st;
}

static enum dms_status
say_value(const struct figure_ask *ask, const struct figure_beside *beside,
          struct dms_json *json, struct dms_error *error)
{
    struct figure_rows rows;
    struct figure_ask all = *ask;
    all.by = NULL;
    enum dms_status st = evaluate(&all, &rows, error);
    if (st != DMS_OK)
        return st;
    figure_say(ask->figure, &rows, rows.items, json);
    if (beside != NULL)
        figure_beside_say(beside, ask->figure, &rows, json);
    return DMS_OK;
}

static struct dms_json *
key_of(const struct figure_row *row)
{
    return row->empty          ? dms_json_create_null()
           : row->text != NULL ? dms_json_create_text(row->text)
                               : dms_json_create_integer(row->number);
}

static enum dms_status
say_groups(const struct figure_ask *ask, struct dms_json *json, struct dms_error *error)
{
    struct figure_rows rows;
    enum dms_status st = evaluate(ask, &rows, error);
    struct dms_json *groups = dms_json_create_array();
    for (size_t i = 0; st == DMS_OK && i < rows.count; i++) {
        struct dms_json *group = dms_json_create_object();
        dms_json_take_key(group, "key", key_of(&rows.items[i]));
        dms_json_set_text(group, "title", figure_title(ask, &rows.items[i]));
        figure_say(ask->figure, &rows, &rows.items[i], group);
        dms_json_take(groups, group);
    }
    dms_json_set_text(json, "by", ask->by);
    dms_json_take_key(json, "groups", groups);
    return st;
}

/* The windows before this one and itself, oldest first. */
static enum dms_status
say_trend(const struct figure_ask *ask, int64_t count, struct dms_json *json,
          struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    struct dms_json *trend = dms_json_create_array();
    if (count < 1 || count > FIGURE_TREND)
        st = dms_fail_field(error, DMS_INVALID, "trend", "figure.bad_trend", "most=%d",
                            FIGURE_TREND);
    for (int64_t i = count; st == DMS_OK && i-- > 0;) {
        struct figure_ask then = *ask;
        struct dms_json *point = dms_json_create_object();
        then.window = figure_window_back(ask->window, i);
        say_window(&then.window, point);
        st = say_value(&then, NULL, point, error);
        dms_json_take(trend, point);
    }
    dms_json_take_key(json, "trend", trend);
    return st;
}

static enum dms_status
find(struct dms_unit *unit, const char *name, const struct catalogue_figure **figure,
     struct dms_error *error)
{
    *figure = catalogue_figure(unit->catalogue, name);
    if (*figure != NULL)
        return DMS_OK;
    const struct list *all = &unit->catalogue->figures;
    const char **names = scratch_alloc(unit->scratch, (all->count + 1) * sizeof(*names));
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct catalogue_figure *other = all->items[i];
        if (!other->off)
            names[count++] = other->card.name;
    }
    const char *near = name_nearest(name, names);
    return dms_fail_field(error, DMS_NOT_FOUND, "name",
                          near != NULL ? "figure.unknown_near" : "figure.unknown",
                          "name=%s|nearest=%s", name, near != NULL ? near : "");
}

/* The figure that the question names, and the window and the part it asks about. */
static enum dms_status
read_ask(struct dms_unit *unit, const struct dms_json *question, struct figure_ask *ask,
         struct dms_error *error)
{
    const char *name;
    *ask = (struct figure_ask){ .unit = unit, .only = dms_json_at_key(question, "only") };
    enum dms_status st = door_text(question, "name", &name, error);
    if (st == DMS_OK)
        st = find(unit, name, &ask->figure, error);
    if (st == DMS_OK)
        st = figure_window_read(unit, ask->figure, question, &ask->window, error);
    return st == DMS_OK ? figure_may(ask, error) : st;
}

enum dms_status
door_figure(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    const struct dms_json *question = context;
    struct figure_ask ask;
    struct figure_beside beside = { 0 };
    enum dms_status st = read_ask(unit, question, &ask, error);
    if (st == DMS_OK)
        st = figure_beside_ask(&ask, &beside, error);
    if (st != DMS_OK) {
        figure_beside_clear(&beside);
        return st;
    }
    *answer = describe(&ask);
    say_window(&ask.window, *answer);
    ask.by = dms_json_text_at(question, "by");
    if (ask.by != NULL)
        st = figure_need_dimension(&ask, ask.by, "by", error);
    if (st == DMS_OK)
        st = say_value(&ask, &beside, *answer, error);
    if (st == DMS_OK && ask.by != NULL)
        st = say_groups(&ask, *answer, error);
    if (st == DMS_OK && dms_json_at_key(question, "trend") != NULL)
        st = say_trend(&ask, dms_json_integer_at(question, "trend"), *answer, error);
    figure_beside_clear(&beside);
    return st;
}

enum dms_status
dms_unit_figure(struct dms_unit *unit, const struct dms_json *question,
                struct dms_json **answer, struct dms_error *error)
{
    *answer = NULL;
    enum dms_status st = door_figure(unit, (void *)(uintptr_t)question, answer, error);
    if (st != DMS_OK) {
        dms_json_destroy(*answer);
        *answer = NULL;
    }
    return st;
}

/* What one may not count is not there; a list is no place to be refused at. BESIDE NULL: without
 * values. */
static enum dms_status
list_one(const struct figure_ask *ask, const struct figure_beside *beside,
         struct dms_json *figures, struct dms_error *error)
{
    enum dms_status st = figure_may(ask, NULL);
    if (st != DMS_OK)
        return st == DMS_FORBIDDEN || st == DMS_NOT_FOUND || st == DMS_INVALID ? DMS_OK
                                                                               : st;
    struct dms_json *json = describe(ask);
    if (beside != NULL)
        st = say_value(ask, beside, json, error);
    dms_json_take(figures, json);
    return st;
}

static bool
is_wanted(const char *names, const char *name)
{
    size_t size = strlen(name);
    for (const char *at = names; at != NULL && *at != '\0'; at += strspn(at, ", ")) {
        size_t length = strcspn(at, ", ");
        if (length == size && strncmp(at, name, size) == 0)
            return true;
        at += length;
    }
    return names == NULL;
}

/* A brand's own figure says nothing in the store of another. */
static bool
is_of_here(struct dms_unit *unit, const struct catalogue_figure *figure)
{
    const char *here = dms_unit_brand(unit), *brand = figure->card.brand;
    return brand == NULL || here[0] == '\0' || strcmp(brand, here) == 0;
}

static enum dms_status
list_all(struct figure_ask *ask, const struct dms_json *question,
         const struct figure_beside *beside, struct dms_json *figures,
         struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    const struct list *all = &ask->unit->catalogue->figures;
    const char *names = dms_json_text_at(question, "names");
    for (size_t i = 0; st == DMS_OK && i < all->count; i++) {
        ask->figure = all->items[i];
        if (!ask->figure->off && is_of_here(ask->unit, ask->figure) &&
            is_wanted(names, ask->figure->card.name))
            st = list_one(ask, beside, figures, error);
    }
    return st;
}

enum dms_status
door_figures(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    const struct dms_json *question = context;
    struct map known = { 0 };
    struct figure_ask ask = { .unit = unit,
                              .only = dms_json_at_key(question, "only"),
                              .known = &known };
    struct figure_beside beside = { 0 };
    bool values = dms_json_at_key(question, "window") != NULL ||
                  dms_json_at_key(question, "from") != NULL ||
                  dms_json_at_key(question, "to") != NULL;
    enum dms_status st = figure_window_read(unit, NULL, question, &ask.window, error);
    if (st == DMS_OK && values)
        st = figure_beside_ask(&ask, &beside, error);
    if (st == DMS_OK) {
        struct dms_json *figures = dms_json_create_array();
        *answer = dms_json_create_object();
        if (values)
            say_window(&ask.window, *answer);
        st = list_all(&ask, question, values ? &beside : NULL, figures, error);
        dms_json_take_key(*answer, "figures", figures);
    }
    map_clear(&known);
    figure_beside_clear(&beside);
    return st;
}

static enum dms_status
choose_part(const struct figure_ask *ask, const char *part,
            const struct dms_measure **measure, struct dms_error *error)
{
    const struct dms_figure *card = &ask->figure->card;
    bool below = part != NULL && strcmp(part, "denominator") == 0;
    *measure = below ? card->denominator : card->numerator;
    if (part != NULL && !below && strcmp(part, "numerator") != 0)
        *measure = NULL;
    if (*measure != NULL && (*measure)->entity != NULL)
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "part", "figure.no_part", "part=%s",
                          part != NULL ? part : "numerator");
}

enum dms_status
door_figure_rows(struct dms_unit *unit, void *context, struct dms_json **answer,
                 struct dms_error *error)
{
    static const char *const passed[] = { "sort", "limit", "after", "fields", "titles" };
    const struct dms_json *question = context;
    struct figure_ask ask;
    const struct dms_measure *measure = NULL;
    struct dms_json *where = NULL;
    enum dms_status st = read_ask(unit, question, &ask, error);
    if (st == DMS_OK)
        st = choose_part(&ask, dms_json_text_at(question, "part"), &measure, error);
    if (st == DMS_OK)
        st = figure_where(&ask, measure, &where, error);
    if (st == DMS_OK) {
        struct dms_json *list = dms_json_create_object();
        dms_json_set_text(list, "entity", measure->entity);
        dms_json_take_key(list, "where", dms_json_copy(where));
        for (size_t i = 0; i < sizeof(passed) / sizeof(passed[0]); i++)
            if (dms_json_at_key(question, passed[i]) != NULL)
                dms_json_take_key(list, passed[i],
                                  dms_json_copy(dms_json_at_key(question, passed[i])));
        st = door_list(unit, list, answer, error);
        dms_json_destroy(list);
    }
    if (st == DMS_OK)
        dms_json_set_text(*answer, "entity", measure->entity);
    dms_json_destroy(where);
    return st;
}
