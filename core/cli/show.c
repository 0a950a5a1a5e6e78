/* show.c - records for people: labels and choices in their language, empty fields left out. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "cli/cli_inside.h"

#define MOST_COLUMNS 8

char *
cli_scalar(const struct cli *cli, const struct dms_json *value)
{
    char *text = NULL;
    switch (dms_json_kind(value)) {
    case DMS_JSON_NULL:
        return memory_copy("");
    case DMS_JSON_TEXT:
        return memory_copy(dms_json_text(value));
    case DMS_JSON_BOOLEAN:
        return memory_copy(messages_at(cli->messages, cli->language,
                                       dms_json_boolean(value) ? "cli.yes" : "cli.no"));
    case DMS_JSON_INTEGER:
        if (asprintf(&text, "%" PRId64, dms_json_integer(value)) < 0)
            memory_end();
        return text;
    default:
        return dms_json_print(value);
    }
}

/* How ENTITY is declared, asked once. NULL: it could not be had. */
static const struct dms_json *
kind_of(struct cli *cli, const char *entity)
{
    const struct dms_json *known = dms_json_at_key(cli->kind, "entity");
    const char *name = dms_json_text_at(known, "name");
    if (name != NULL && strcmp(name, entity) == 0)
        return known;
    int result;
    struct dms_json *question = cli_question("entity");
    dms_json_set_text(question, "name", entity);
    dms_json_destroy(cli->kind);
    cli->kind = cli_ask(cli, question, &result);
    return dms_json_at_key(cli->kind, "entity");
}

static const struct dms_json *
named(const struct dms_json *list, const char *name)
{
    for (size_t i = 0; name != NULL && i < dms_json_count(list); i++)
        if (strcmp(dms_json_text_at(dms_json_at(list, i), "name"), name) == 0)
            return dms_json_at(list, i);
    return NULL;
}

static const char *
label_of(const struct cli *cli, const struct dms_json *kind, const char *field)
{
    char key[96];
    const struct dms_json *declared = named(dms_json_at_key(kind, "fields"), field);
    if (declared != NULL)
        return dms_json_text_at(declared, "label");
    snprintf(key, sizeof(key), "cli.column.%s", field);
    const char *label = messages_at(cli->messages, cli->language, key);
    return label != NULL ? label : field;
}

/* The word people use for a choice or a state, when there is one. */
static const char *
word_of(const struct cli *cli, const struct dms_json *kind, const char *field,
        const char *value)
{
    const struct dms_json *declared = named(dms_json_at_key(kind, "fields"), field);
    const struct dms_json *word = named(dms_json_at_key(declared, "choices"), value);
    const struct dms_json *flows = dms_json_at_key(cli->kind, "workflows");
    for (size_t i = 0; word == NULL && strcmp(field, "state") == 0 && i < dms_json_count(flows);
         i++)
        word = named(dms_json_at_key(dms_json_at(flows, i), "states"), value);
    return dms_json_text_at(word, "label");
}

/* A reference by its title, a choice or state by its word, all else as it is. */
static char *
cell_of(const struct cli *cli, const struct dms_json *kind, const struct dms_json *record,
        const char *field)
{
    const struct dms_json *value = dms_json_at_key(record, field);
    const char *title = dms_json_text_at(dms_json_at_key(record, "titles"), field);
    const char *text = dms_json_text(value);
    const char *word = text != NULL ? word_of(cli, kind, field, text) : NULL;
    char *cell = NULL;
    if (title != NULL && text != NULL)
        cell = memory_copy(title);
    else if (title != NULL &&
             asprintf(&cell, "%s (%" PRId64 ")", title, dms_json_integer(value)) < 0)
        memory_end();
    if (cell == NULL && word != NULL && strcmp(word, text) != 0 &&
        asprintf(&cell, "%s (%s)", word, text) < 0)
        memory_end();
    return cell != NULL ? cell : cli_scalar(cli, value);
}

static bool
is_empty(const struct dms_json *value)
{
    const char *text = dms_json_text(value);
    return dms_json_kind(value) == DMS_JSON_NULL || (text != NULL && text[0] == '\0');
}

void
cli_show_record(struct cli *cli, const char *entity, const struct dms_json *record)
{
    const struct dms_json *kind = kind_of(cli, entity);
    struct cli_table *table = cli_table_create(2);
    for (size_t i = 0; i < dms_json_count(record); i++) {
        const char *field = dms_json_key_at(record, i);
        if (strcmp(field, "titles") == 0 || is_empty(dms_json_value_at(record, i)))
            continue;
        char *cell = cell_of(cli, kind, record, field), *label = NULL;
        if (asprintf(&label, "%s (%s)", label_of(cli, kind, field), field) < 0)
            memory_end();
        cli_table_add(table, label);
        cli_table_add(table, cell);
        free(label);
        free(cell);
    }
    cli_table_print(table);
    cli_table_destroy(table);
}

static bool
any_has(const struct dms_json *records, const char *field)
{
    for (size_t i = 0; i < dms_json_count(records); i++)
        if (!is_empty(dms_json_at_key(dms_json_at(records, i), field)))
            return true;
    return false;
}

static void
add_column(struct list *columns, const struct dms_json *records, const char *field)
{
    if (columns->count < MOST_COLUMNS && any_has(records, field))
        list_add(columns, (void *)(uintptr_t)field);
}

/* The id and state, then the fields somebody has filled, in the order of declaration. */
static void
choose_columns(const struct dms_json *kind, const struct dms_json *records,
               struct list *columns)
{
    const struct dms_json *fields = dms_json_at_key(kind, "fields");
    add_column(columns, records, "id");
    add_column(columns, records, "state");
    for (size_t i = 0; i < dms_json_count(fields); i++) {
        const struct dms_json *field = dms_json_at(fields, i);
        if (strcmp(dms_json_text_at(field, "type"), "structured") != 0)
            add_column(columns, records, dms_json_text_at(field, "name"));
    }
}

static void
wanted_columns(char *names, struct list *columns)
{
    char *rest = NULL;
    list_add(columns, "id");
    for (char *name = strtok_r(names, ", ", &rest); name != NULL;
         name = strtok_r(NULL, ", ", &rest))
        if (strcmp(name, "id") != 0)
            list_add(columns, name);
}

void
cli_show_records(struct cli *cli, const char *entity, const struct dms_json *records)
{
    const struct dms_json *kind = kind_of(cli, entity);
    const char *asked = cli_option(cli, "fields");
    char *names = asked != NULL ? memory_copy(asked) : NULL;
    struct list columns = { 0 };
    if (names != NULL)
        wanted_columns(names, &columns);
    else
        choose_columns(kind, records, &columns);
    struct cli_table *table = cli_table_create(columns.count > 0 ? columns.count : 1);
    for (size_t i = 0; i < columns.count; i++)
        cli_table_add(table, label_of(cli, kind, columns.items[i]));
    for (size_t r = 0; r < dms_json_count(records); r++)
        for (size_t i = 0; i < columns.count; i++) {
            char *cell = cell_of(cli, kind, dms_json_at(records, r), columns.items[i]);
            cli_table_add(table, cell);
            free(cell);
        }
    if (dms_json_count(records) > 0)
        cli_table_print(table);
    cli_table_destroy(table);
    list_clear(&columns, NULL);
    free(names);
}
