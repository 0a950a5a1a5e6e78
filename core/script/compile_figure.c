/* compile_figure.c - dms.figure: a number that a dealer runs the house by, of any entity. */
#include <stdlib.h>
#include <string.h>

#include "script/compile.h"

static const char *const unit_names[] = { "count",   "money", "percent",
                                          "decimal", "days",  NULL };
static const char *const window_names[] = { "day",  "month",   "quarter",
                                            "year", "rolling", NULL };

/* The place of NAME in NAMES, from 0; -1 after telling that it is none. */
static int
place_of(const struct reader *reader, const char *key, const char *name,
         const char *const *names)
{
    for (int i = 0; name != NULL && names[i] != NULL; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    if (name != NULL)
        reader_problem(reader, key, "script.no_choice", name,
                       script_nearest(name, names));
    return -1;
}

static uint32_t
read_windows(const struct reader *reader)
{
    uint32_t windows = 0;
    const char *const *given = reader_texts(reader, reader->table, "windows");
    if (given == NULL)
        return DMS_WINDOW_DAY | DMS_WINDOW_MONTH | DMS_WINDOW_QUARTER | DMS_WINDOW_YEAR |
               DMS_WINDOW_ROLLING;
    for (; *given != NULL; given++) {
        int place = place_of(reader, "windows", *given, window_names);
        if (place >= 0)
            windows |= 1U << place;
    }
    return windows;
}

/* { state = "won" } as the text that a card holds. */
static const char *
read_where(const struct reader *reader, int index)
{
    const struct dms_json *where = reader_json(reader, index, "where");
    if (dms_json_count(where) == 0)
        return NULL;
    char *text = dms_json_print(where);
    const char *kept = arena_copy(&reader->rules->arena, text);
    free(text);
    return kept;
}

/* { person = "owner", model = "model" } */
static const char *
read_by(const struct reader *reader, int index, const char *entity)
{
    const char *text = "";
    const struct dms_json *by = reader_json(reader, index, "by");
    for (size_t i = 0; i < dms_json_count(by); i++) {
        const char *word = dms_json_key_at(by, i),
                   *field = dms_json_text(dms_json_value_at(by, i));
        if (word == NULL || field == NULL) {
            reader_problem(reader, "by", "script.wrong_type", "by", "string");
            continue;
        }
        reader_check_field(reader, entity, field);
        text = arena_printf(&reader->rules->arena, "%s%s%s=%s", text, i > 0 ? " " : "",
                            word, field);
    }
    return text[0] != '\0' ? text : NULL;
}

static const char *
read_stages(const struct reader *reader, int index)
{
    const char *text = NULL;
    const char *const *stages = reader_texts(reader, index, "stages");
    for (; stages != NULL && *stages != NULL; stages++)
        text = text == NULL ? *stages
                            : arena_printf(&reader->rules->arena, "%s %s", text, *stages);
    return text;
}

static const char *
read_field(const struct reader *reader, int index, const char *key, const char *entity)
{
    const char *field = reader_text(reader, index, key, false);
    if (field != NULL)
        reader_check_field(reader, entity, field);
    return field;
}

/* NULL: it is not there, or it is told why not. */
static const struct dms_measure *
read_measure(const struct reader *reader, const char *key, bool needed)
{
    static const char *const keys[] = { "entity",   "where",  "at", "until", "sum",
                                        "distinct", "stages", "by", NULL };
    int index = reader_table(reader, reader->table, key, needed);
    if (index == 0)
        return NULL;
    reader_keys(reader, index, keys, false);
    const char *entity = reader_text(reader, index, "entity", true);
    if (entity == NULL || !reader_check_entity(reader, entity))
        return NULL;
    struct dms_measure *measure = arena_get(&reader->rules->arena, sizeof(*measure));
    *measure =
        (struct dms_measure){ .entity = entity,
                              .where = read_where(reader, index),
                              .at = read_field(reader, index, "at", entity),
                              .until = read_field(reader, index, "until", entity),
                              .sum = read_field(reader, index, "sum", entity),
                              .distinct = read_field(reader, index, "distinct", entity),
                              .stages = read_stages(reader, index),
                              .dimensions = read_by(reader, index, entity) };
    return measure;
}

static void
read_words(const struct reader *reader, const char *key, const char *words[2])
{
    int index = reader_table(reader, reader->table, key, true);
    words[0] = index != 0 ? reader_text(reader, index, "zh", true) : NULL;
    words[1] = index != 0 ? reader_text(reader, index, "en", true) : NULL;
}

static struct added_figure *
room_for_figure(struct ruleset *rules)
{
    if (rules->figure_count == rules->figure_room) {
        rules->figure_room = rules->figure_room * 2 + 8;
        rules->figures =
            script_grow(rules->figures, rules->figure_room * sizeof(*rules->figures));
    }
    return &rules->figures[rules->figure_count++];
}

static bool
is_twice(const struct reader *reader, const char *name)
{
    const struct ruleset *rules = reader->rules;
    for (size_t i = 0; i < rules->figure_count; i++)
        if (strcmp(rules->figures[i].card.name, name) == 0) {
            reader_problem(reader, name, "script.declared_twice", name,
                           rules->figures[i].file);
            return true;
        }
    return false;
}

void
compile_figure(const struct reader *reader)
{
    static const char *const keys[] = { "name",  "unit",           "windows",
                                        "of",    "over",           "formula",
                                        "label", "less_is_better", NULL };
    const char *name = reader_text(reader, reader->table, "name", true);
    const char *unit = reader_text(reader, reader->table, "unit", true);
    reader_keys(reader, reader->table, keys, false);
    int place = place_of(reader, "unit", unit, unit_names);
    const struct dms_measure *of = read_measure(reader, "of", true);
    const struct dms_measure *over = read_measure(reader, "over", false);
    if (name == NULL || place < 0 || of == NULL || is_twice(reader, name))
        return;
    struct added_figure *figure = room_for_figure(reader->rules);
    *figure = (struct added_figure){ .file = reader->source->path, .line = reader->line };
    figure->card =
        (struct dms_figure)DMS_FIGURE(.name = name,
                                      .unit = (uint32_t)place + DMS_FIGURE_COUNT,
                                      .windows = read_windows(reader), .numerator = of,
                                      .denominator = over,
                                      .brand = compile_brand(reader->source));
    if (reader_flag(reader, reader->table, "less_is_better"))
        figure->card.flags = DMS_FIGURE_LESS_IS_BETTER;
    read_words(reader, "label", figure->label);
    read_words(reader, "formula", figure->formula);
}
