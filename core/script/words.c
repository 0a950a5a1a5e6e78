/* words.c - the sentences beside the scripts, and whether every key used has one. */
#include "script/words.h"

#include <stdlib.h>
#include <string.h>

static void
load_file(struct ruleset *rules, const struct source *source)
{
    struct dms_json *read = NULL;
    struct dms_json *words = rules->words[strcmp(source->language, "en") == 0];
    struct dms_error *error = dms_error_create();
    if (dms_json_load(source->text, source->size, &read, error) == DMS_OK &&
        dms_json_kind(read) != DMS_JSON_OBJECT)
        dms_fail(error, DMS_INVALID, "script.words_no_object", "text=%s", source->path);
    for (size_t i = 0; dms_error_status(error) == DMS_OK && i < dms_json_count(read);
         i++) {
        const char *text = dms_json_text(dms_json_value_at(read, i));
        if (text == NULL)
            dms_fail(error, DMS_INVALID, "script.words_no_text", "text=%s",
                     dms_json_key_at(read, i));
        else
            dms_json_set_text(words, dms_json_key_at(read, i), text);
    }
    if (dms_error_status(error) != DMS_OK) {
        dms_error_at_file(error, source->path, 1);
        ruleset_problem_copy(rules, error);
    }
    dms_error_destroy(error);
    dms_json_destroy(read);
}

void
words_load(struct ruleset *rules)
{
    for (size_t i = 0; i < 2; i++)
        rules->words[i] = dms_json_create_object();
    for (size_t i = 0; i < rules->sources.count; i++)
        if (rules->sources.items[i].language != NULL)
            load_file(rules, &rules->sources.items[i]);
}

bool
ruleset_knows_words(const struct ruleset *rules, const char *key)
{
    struct dms_house *house = ruleset_house(rules);
    for (size_t i = 0; i < 2; i++)
        if (dms_json_at_key(rules->words[i], key) != NULL)
            return true;
    if (house == NULL)
        return true; /* nobody to ask */
    char *text = dms_house_text(house, "zh", key, NULL);
    bool known = text != NULL && strcmp(text, key) != 0;
    free(text);
    return known;
}

/* A key in quotes right behind "deny(", as written in the text. */
static void
check_source(struct ruleset *rules, const struct source *source)
{
    int64_t line = 1;
    const char *seen = source->text, *at = source->text;
    while ((at = strstr(at, "dms.deny")) != NULL) {
        for (; seen < at; seen++)
            line += *seen == '\n';
        at += 8;
        at += strspn(at, " (");
        size_t size = *at == '"' || *at == '\'' ? strcspn(at + 1, "\"'\n") : 0;
        char key[96];
        if (size == 0 || size >= sizeof(key))
            continue;
        memcpy(key, at + 1, size);
        key[size] = 0;
        if (!ruleset_knows_words(rules, key))
            ruleset_problem(rules, source->path, line, "script.unknown_words", key, "");
    }
}

void
words_check(struct ruleset *rules)
{
    for (size_t i = 0; i < rules->sources.count; i++)
        if (rules->sources.items[i].language == NULL)
            check_source(rules, &rules->sources.items[i]);
}

/* A field's label has the key that all fields have: "field.crm.lead.x_club". */
static void
add_labels(const struct ruleset *rules, struct dms_json *words[2])
{
    for (size_t i = 0; i < rules->field_count; i++) {
        const struct added_field *field = &rules->fields[i];
        char key[160];
        snprintf(key, sizeof(key), "field.%s.%s", field->entity, field->card.name);
        if (field->label_zh != NULL)
            dms_json_set_text(words[0], key, field->label_zh);
        if (field->label_en != NULL)
            dms_json_set_text(words[1], key, field->label_en);
    }
}

/* "figure.NAME" and, with the formula that is published, "figure.NAME.formula". */
static void
add_figures(const struct ruleset *rules, struct dms_json *words[2])
{
    for (size_t i = 0; i < 2 * rules->figure_count; i++) {
        const struct added_figure *figure = &rules->figures[i / 2];
        char key[300];
        snprintf(key, sizeof(key), "figure.%s", figure->card.name);
        if (figure->label[i % 2] != NULL)
            dms_json_set_text(words[i % 2], key, figure->label[i % 2]);
        snprintf(key, sizeof(key), "figure.%s.formula", figure->card.name);
        if (figure->formula[i % 2] != NULL)
            dms_json_set_text(words[i % 2], key, figure->formula[i % 2]);
    }
}

enum dms_status
words_activate(const struct ruleset *rules, struct dms_error *error)
{
    static const char *const languages[] = { "zh", "en" };
    struct dms_house *house = ruleset_house(rules);
    struct dms_json *words[2];
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < 2; i++) {
        words[i] = dms_json_create_object();
        for (size_t k = 0; k < dms_json_count(rules->words[i]); k++)
            dms_json_set_text(words[i], dms_json_key_at(rules->words[i], k),
                              dms_json_text(dms_json_value_at(rules->words[i], k)));
    }
    add_labels(rules, words);
    add_figures(rules, words);
    for (size_t i = 0; i < 2; i++) {
        if (st == DMS_OK)
            st = dms_house_words(house, languages[i], words[i], error);
        dms_json_destroy(words[i]);
    }
    return st;
}
