/* mapping.c - the map file is read and checked before the first row. */
#include "exchange/mapping.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/list.h"
#include "base/text.h"
#include "exchange/mapping_inside.h"

static const char *const map_keys[] = { "encoding", "separator", "skip_lines", "columns",
                                        "choices",  "key",       NULL };
static const char *const column_keys[] = { "column", "value", "unit", "template",
                                           "number", "empty", NULL };

static const char *const number_words[] = { "first", "last", NULL };

static enum dms_status
refuse(const struct mapping *mapping, const char *key, const char *word, const char *near,
       struct dms_error *error)
{
    dms_fail(error, DMS_INVALID, key, "word=%s|near=%s", word, near != NULL ? near : "—");
    dms_error_at_file(error, mapping->map_name, 0);
    return DMS_INVALID;
}

static bool
is_one_of(const char *word, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

static enum dms_status
check_keys(const struct mapping *mapping, const struct dms_json *object,
           const char *const *known, struct dms_error *error)
{
    for (size_t i = 0; i < dms_json_count(object); i++) {
        const char *key = dms_json_key_at(object, i);
        if (!is_one_of(key, known))
            return refuse(mapping, "exchange.unknown_map_key", key,
                          name_nearest(key, known), error);
    }
    return DMS_OK;
}

static enum dms_status
unknown_field(const struct mapping *mapping, const char *name, struct dms_error *error)
{
    const struct entity *entity = mapping->entity;
    const char **names = memory_get((entity->field_count + 1) * sizeof(*names));
    for (uint32_t i = 0; i < entity->field_count; i++)
        names[i] = entity->fields[i].card.name;
    enum dms_status st = refuse(mapping, "exchange.unknown_map_field", name,
                                name_nearest(name, names), error);
    free(names);
    return st;
}

static enum dms_status
add_column(struct mapping *mapping, const char *field, const struct dms_json *how,
           struct dms_error *error)
{
    bool detailed = dms_json_kind(how) == DMS_JSON_OBJECT;
    if (entity_field_at(mapping->entity, field) == NULL)
        return unknown_field(mapping, field, error);
    if (detailed && check_keys(mapping, how, column_keys, error) != DMS_OK)
        return DMS_INVALID;
    struct mapped *mapped = memory_get(sizeof(*mapped));
    list_add(&mapping->mapped, mapped);
    mapped->field = entity_field_at(mapping->entity, field);
    mapped->header = detailed ? dms_json_text_at(how, "column") : dms_json_text(how);
    mapped->value = detailed ? dms_json_text_at(how, "value") : NULL;
    mapped->template = detailed ? dms_json_text_at(how, "template") : NULL;
    mapped->unit = detailed ? dms_json_text_at(how, "unit") : NULL;
    mapped->number = detailed ? dms_json_text_at(how, "number") : NULL;
    mapped->empty = detailed ? dms_json_at_key(how, "empty") : NULL;
    mapped->choices = dms_json_at_key(dms_json_at_key(mapping->map, "choices"), field);
    mapped->column = -1;
    if (mapped->header == NULL && mapped->value == NULL && mapped->template == NULL)
        return refuse(mapping, "exchange.empty_map_column", field, NULL, error);
    if (mapped->number != NULL && !is_one_of(mapped->number, number_words))
        return refuse(mapping, "exchange.unknown_map_key", mapped->number, "first, last",
                      error);
    return DMS_OK;
}

static bool
is_mapped(const struct mapping *mapping, const char *field)
{
    for (size_t i = 0; i < mapping->mapped.count; i++)
        if (strcmp(((const struct mapped *)mapping->mapped.items[i])->field->card.name,
                   field) == 0)
            return true;
    return false;
}

/* A key of a field that is never filled would make all rows the same row. */
static enum dms_status
check_key(const struct mapping *mapping, bool listed, struct dms_error *error)
{
    const struct dms_json *key = dms_json_at_key(mapping->map, "key");
    for (size_t i = 0; i < dms_json_count(key); i++) {
        const char *field = dms_json_text(dms_json_at(key, i));
        if (field == NULL || entity_field_at(mapping->entity, field) == NULL)
            return unknown_field(mapping, field != NULL ? field : "", error);
        if (listed && !is_mapped(mapping, field))
            return refuse(mapping, "exchange.key_not_mapped", field, NULL, error);
    }
    return DMS_OK;
}

static enum dms_status
check_choices(const struct mapping *mapping, struct dms_error *error)
{
    const struct dms_json *choices = dms_json_at_key(mapping->map, "choices");
    for (size_t i = 0; i < dms_json_count(choices); i++)
        if (entity_field_at(mapping->entity, dms_json_key_at(choices, i)) == NULL)
            return unknown_field(mapping, dms_json_key_at(choices, i), error);
    return DMS_OK;
}

static enum dms_status
read_map(struct mapping *mapping, struct dms_error *error)
{
    if (dms_json_kind(mapping->map) != DMS_JSON_OBJECT)
        return refuse(mapping, "exchange.map_no_object", "", NULL, error);
    enum dms_status st = check_keys(mapping, mapping->map, map_keys, error);
    const struct dms_json *columns = dms_json_at_key(mapping->map, "columns");
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(columns); i++)
        st = add_column(mapping, dms_json_key_at(columns, i),
                        dms_json_value_at(columns, i), error);
    if (st == DMS_OK)
        st = check_choices(mapping, error);
    return st == DMS_OK ? check_key(mapping, dms_json_count(columns) > 0, error) : st;
}

enum dms_status
mapping_create(const struct entity *entity, const struct dms_json *map,
               const char *map_name, struct mapping **mapping, struct dms_error *error)
{
    struct mapping *made = memory_get(sizeof(*made));
    made->entity = entity;
    made->map = dms_json_copy(map);
    made->map_name = map_name;
    enum dms_status st = map != NULL ? read_map(made, error) : DMS_OK;
    if (st != DMS_OK) {
        mapping_destroy(made);
        made = NULL;
    }
    *mapping = made;
    return st;
}

void
mapping_destroy(struct mapping *mapping)
{
    if (mapping == NULL)
        return;
    list_clear(&mapping->mapped, free);
    list_clear(&mapping->headers, free);
    dms_json_destroy(mapping->map);
    free(mapping->used);
    free(mapping);
}

const char *
mapping_encoding(const struct mapping *mapping)
{
    return dms_json_text_at(mapping->map, "encoding");
}

char
mapping_separator(const struct mapping *mapping)
{
    const char *separator = dms_json_text_at(mapping->map, "separator");
    return separator != NULL ? separator[0] : '\0';
}

int64_t
mapping_skip_lines(const struct mapping *mapping)
{
    return dms_json_integer_at(mapping->map, "skip_lines");
}
