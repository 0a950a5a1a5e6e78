/* declared.c - see declared.h. Numbers are those of the contract, which never change. */
#include "plugin/declared.h"

#include "base/card.h"

static void
set_text(struct dms_json *json, const char *key, const char *text)
{
    if (text != NULL)
        dms_json_set_text(json, key, text);
}

static struct dms_json *
field_json(const struct dms_field *field)
{
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "name", field->name);
    dms_json_set_integer(json, "type", field->type);
    dms_json_set_integer(json, "flags", field->flags);
    dms_json_set_integer(json, "class", field->data_class);
    dms_json_set_integer(json, "max", field->max_length);
    set_text(json, "target", field->target);
    set_text(json, "mask", field->mask);
    if (field->choices != NULL) {
        struct dms_json *choices = dms_json_create_array();
        for (const char *const *choice = field->choices; *choice != NULL; choice++)
            dms_json_take(choices, dms_json_create_text(*choice));
        dms_json_take_key(json, "choices", choices);
    }
    return json;
}

struct dms_json *
declared_json(const struct dms_entity *entity)
{
    struct dms_json *json = dms_json_create_object(), *fields = dms_json_create_array(),
                    *indexes = dms_json_create_array();
    dms_json_set_text(json, "name", entity->name);
    dms_json_set_integer(json, "flags", entity->flags);
    set_text(json, "title", entity->title);
    set_text(json, "parent", entity->parent);
    for (uint32_t i = 0; i < entity->field_count; i++) {
        struct dms_field field;
        card_copy_row(&field, sizeof(field), entity->fields, entity->field_size, i);
        dms_json_take(fields, field_json(&field));
    }
    for (uint32_t i = 0; i < entity->index_count; i++) {
        struct dms_json *json_index = dms_json_create_object();
        struct dms_index index;
        card_copy_row(&index, sizeof(index), entity->indexes, entity->index_size, i);
        dms_json_set_text(json_index, "fields", index.fields);
        dms_json_set_integer(json_index, "unique", index.unique);
        dms_json_take(indexes, json_index);
    }
    dms_json_take_key(json, "fields", fields);
    dms_json_take_key(json, "indexes", indexes);
    return json;
}

static const char *
text_at(const struct dms_json *json, const char *key, struct scratch *memory)
{
    return scratch_copy(memory, dms_json_text_at(json, key));
}

static const char *const *
load_choices(const struct dms_json *json, struct scratch *memory)
{
    size_t count = dms_json_count(json);
    if (count == 0)
        return NULL;
    const char **choices = scratch_alloc(memory, (count + 1) * sizeof(*choices));
    for (size_t i = 0; i < count; i++)
        choices[i] = scratch_copy(memory, dms_json_text(dms_json_at(json, i)));
    return choices;
}

static void
load_field(const struct dms_json *json, struct scratch *memory, struct dms_field *field)
{
    *field = (struct dms_field){
        .name = text_at(json, "name", memory),
        .type = (uint32_t)dms_json_integer_at(json, "type"),
        .flags = (uint32_t)dms_json_integer_at(json, "flags"),
        .data_class = (uint32_t)dms_json_integer_at(json, "class"),
        .max_length = (uint32_t)dms_json_integer_at(json, "max"),
        .target = text_at(json, "target", memory),
        .mask = text_at(json, "mask", memory),
        .choices = load_choices(dms_json_at_key(json, "choices"), memory),
    };
}

void
declared_load(const struct dms_json *json, struct scratch *memory,
              struct dms_entity *entity)
{
    const struct dms_json *fields = dms_json_at_key(json, "fields");
    const struct dms_json *indexes = dms_json_at_key(json, "indexes");
    size_t count = dms_json_count(fields), index_count = dms_json_count(indexes);
    struct dms_field *cards = scratch_alloc(memory, (count + 1) * sizeof(*cards));
    struct dms_index *index = scratch_alloc(memory, (index_count + 1) * sizeof(*index));
    for (size_t i = 0; i < count; i++)
        load_field(dms_json_at(fields, i), memory, &cards[i]);
    for (size_t i = 0; i < index_count; i++) {
        index[i].fields = text_at(dms_json_at(indexes, i), "fields", memory);
        index[i].unique =
            (uint32_t)dms_json_integer_at(dms_json_at(indexes, i), "unique");
    }
    *entity =
        (struct dms_entity)DMS_ENTITY(.name = text_at(json, "name", memory),
                                      .flags =
                                          (uint32_t)dms_json_integer_at(json, "flags"),
                                      .title = text_at(json, "title", memory),
                                      .parent = text_at(json, "parent", memory),
                                      .fields = cards, .field_count = (uint32_t)count,
                                      .indexes = index,
                                      .index_count = (uint32_t)index_count,
                                      .index_size = sizeof(struct dms_index));
}
